package io.github.layerbook.truth;

/** Says that a case cannot be said in Layerbook's terms; the reasons are all listed here. */
final class NotExpressible extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why a case cannot be expressed. */
  enum Reason {
    /** Bidirectional wraps any recurrent layer, TimeDistributed any layer. */
    WRAPS_ANOTHER_LAYER("a wrapper of a layer that Layerbook cannot wrap"),
    /** PyTorch draws the windows of its fractional max pooling. */
    WINDOWS_AT_RANDOM("windows drawn at random are not among the layers"),
    /** PyTorch crops by negative padding, unless it is of zeros. */
    CROPPED_BY_PADDING("negative padding of a convolution: put crop before it"),
    /** Padding or the ceil mode may make room, as they do in one and two dimensions. */
    TORCH_REFUSES_SHORT_VOLUMES(
        "PyTorch's AvgPool3d and LPPool3d refuse windows longer than the input without its padding"),
    /** Layerbook has no extents of 0, as nothing can follow them. */
    NO_VALUES("an output without values, which Layerbook refuses"),
    /** An activation of Keras's over several values, or one of a backend's. */
    UNKNOWN_ACTIVATION("an activation that is not among the layers"),
    /** Keras's Attention and AdditiveAttention. */
    NO_PROJECTIONS("attention without projections, which is not among the layers"),
    /** Keras's Rescaling and CenterCrop: what is done to images before the network. */
    PREPROCESSING("preprocessing of images, which is not among the layers"),
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
