package io.github.layerbook.claim;

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

  /** Returns the words of a number of such parameters: {@code non-trainable parameters}. */
  String title(String quantity) {
    return before + quantity;
  }
}
