package io.github.layerbook.exchange.source;

import io.github.layerbook.exchange.Invocation;
import io.github.layerbook.layer.Layer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Arranges the inputs of layers, of equal layers on equal inputs once. */
public final class Arranger {
  private final Map<Use, Arranged> known = new HashMap<>();

  private record Use(Layer layer, Invocation invocation, List<Layout> inputs) {}

  /** Makes an arranger for the layers of one network. */
  public Arranger() {}

  /**
   * Arranges the inputs of a layer.
   *
   * @param inputs how they are held
   * @throws io.github.layerbook.exchange.NotExpressibleException if the framework's class takes
   *     them in no order
   */
  public Arranged arranged(Said said, List<Layout> inputs) {
    return known.computeIfAbsent(
        new Use(said.layer(), said.invocation(), inputs), use -> Arranged.of(said, inputs));
  }
}
