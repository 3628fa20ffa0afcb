package io.github.layerbook.truth;

/** Says that a case cannot be said in Layerbook's terms; the reasons are all listed here. */
final class NotExpressible extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why a case cannot be expressed. */
  enum Reason {
    /** A restriction of Keras's convolutions, not of the geometry: PyTorch computes it. */
    KERAS_REFUSES_STRIDE_WITH_DILATION(
        "Keras refuses strides together with dilation, which the field's formula allows"),
    /** Layerbook has the states of all directions in one tensor, as PyTorch has. */
    STATES_OF_EACH_DIRECTION("Keras returns the state of each direction by itself"),
    /** Bidirectional wraps any recurrent layer, TimeDistributed any layer. */
    WRAPS_ANOTHER_LAYER("a wrapper of a layer that Layerbook cannot wrap"),
    /** Scale factors are extents in Layerbook: whole numbers. */
    FRACTIONAL_SCALE("a scale that is not a whole number: state the resulting size");

    private final String text;

    Reason(String text) {
      this.text = text;
    }
  }

  private final Reason reason;

  NotExpressible(Reason reason) {
    super(reason.text);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }
}
