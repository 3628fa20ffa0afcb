package io.github.layerbook.truth;

/** Says in Layerbook's terms what a case of a framework's layer is. */
@FunctionalInterface
interface Mapping {
  /**
   * Returns the layer and its inputs.
   *
   * @throws io.github.layerbook.exchange.NotExpressibleException if there is no such layer in
   *     Layerbook, with the reason
   * @throws IllegalArgumentException if an option is one that no layer can have
   */
  Trial trial(Case reference);
}
