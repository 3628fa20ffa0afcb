package io.github.layerbook.report;

/** What is measured of a layer, a block or a network. */
public enum Quantity {
  /** Values of the output that take memory of their own, for the whole batch. */
  VALUES("values"),
  /** Bytes that those values take. */
  BYTES("bytes"),
  /** Trained parameters that multiply. */
  WEIGHTS("weights"),
  /** Trained parameters that are added. */
  BIASES("biases"),
  /** Weights and biases. */
  PARAMETERS("parameters"),
  /**
   * Values that are kept with the model and not trained, such as running means: PyTorch's buffers,
   * Keras's non-trainable parameters.
   */
  BUFFERS("buffers"),
  /** Multiplications with an addition each, as convolutions and matrix products do them. */
  MULTIPLY_ADDS("multiply-adds"),
  /** Operations of all kinds, two for each multiply-add: 2 × multiply-adds + the other kinds. */
  FLOPS("FLOPs");

  private final String title;

  Quantity(String title) {
    this.title = title;
  }

  /** Returns the name in the field's terms: {@code multiply-adds}. */
  public String title() {
    return title;
  }
}
