package io.github.layerbook.claim;

import io.github.layerbook.report.Quantity;

/** Which parameters a text speaks of. */
public enum Share {
  /** All of them. */
  ALL(""),
  /** Those that are trained. */
  TRAINABLE("trainable "),
  /**
   * Those that are not: frozen ones, and for Keras running statistics too, which for PyTorch are
   * buffers and no parameters.
   */
  NON_TRAINABLE("non-trainable "),
  /** The frozen ones, whatever else is not trained. */
  FROZEN("frozen ");

  private final String before;

  Share(String before) {
    this.before = before;
  }

  /** Returns the share that a quantity is of the parameters; all for any other. */
  static Share of(Quantity quantity) {
    return quantity == Quantity.TRAINABLE ? TRAINABLE : quantity == Quantity.FROZEN ? FROZEN : ALL;
  }

  /** Returns the words of a number of such parameters: {@code non-trainable parameters}. */
  String title(String quantity) {
    return before + quantity;
  }
}
