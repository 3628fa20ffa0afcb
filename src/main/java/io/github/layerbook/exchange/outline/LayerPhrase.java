package io.github.layerbook.exchange.outline;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.geometry.Padding;
import java.util.List;
import java.util.Optional;

/**
 * A layer as a phrase describes it; what the phrase leaves open is empty.
 *
 * @param kind what it is
 * @param kernel the extents of its window, none if not said
 * @param out its filters or outputs
 * @param depth how many input channels a filter sees, where the phrase says
 * @param stride steps between windows
 * @param padding what is put around the input
 * @param dilation steps between the values of a window
 * @param groups into how many groups the channels are divided
 * @param bias whether it has biases
 * @param plain the layer itself where it has no sizes: an activation, a norm, a dropout
 * @param after what the phrase says to follow it: batch norm, an activation, dropout
 * @param times how many such layers stand in a row
 */
public record LayerPhrase(
    Kind kind,
    List<Long> kernel,
    Optional<Long> out,
    Optional<Long> depth,
    Optional<Long> stride,
    Optional<Padding> padding,
    Optional<Long> dilation,
    Optional<Long> groups,
    Optional<Boolean> bias,
    Optional<Layer> plain,
    List<Layer> after,
    long times) {
  /** What a phrase speaks of. */
  public enum Kind {
    /** A convolution. */
    CONVOLUTION("conv"),
    /** A convolution of each channel by itself. */
    DEPTHWISE("conv"),
    /** A depthwise convolution and a pointwise one. */
    SEPARABLE("conv"),
    /** A transposed convolution. */
    TRANSPOSED("deconv"),
    /** Max pooling. */
    MAX_POOL("pool"),
    /** Average pooling. */
    AVERAGE_POOL("pool"),
    /** The mean of each channel. */
    GLOBAL_AVERAGE("pool"),
    /** The largest value of each channel. */
    GLOBAL_MAX("pool"),
    /** A fully connected layer. */
    FULLY_CONNECTED("fc"),
    /** A layer without sizes. */
    PLAIN("layer");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** Returns the word that names of such layers begin with. */
    public String word() {
      return word;
    }

    /** Returns whether it pools windows. */
    public boolean isPool() {
      return this == MAX_POOL || this == AVERAGE_POOL;
    }

    /** Returns whether it is a convolution of some kind. */
    public boolean isConvolution() {
      return compareTo(TRANSPOSED) <= 0;
    }
  }

  /** Copies the lists. */
  public LayerPhrase {
    kernel = List.copyOf(kernel);
    after = List.copyOf(after);
  }

  /**
   * Reads a phrase in English: {@code 3x3 conv, 64, stride 2}; empty if it speaks of no layer.
   *
   * @param text the phrase, of at most a few hundred letters
   */
  public static Optional<LayerPhrase> read(String text) {
    return new PhraseReader(text).read("");
  }

  /**
   * Reads a phrase after a label that tells what the layer is: {@code CONV1}, {@code 96 11x11
   * filters at stride 4}. Numbers in the label are no sizes.
   */
  public static Optional<LayerPhrase> read(String label, String text) {
    return new PhraseReader(text).read(label);
  }

  /** Returns the numbers of a phrase that {@link #read(String, String)} makes nothing of. */
  public static List<Long> unread(String label, String text) {
    return new PhraseReader(text).unread(label);
  }

  /** Makes a layer without sizes. */
  public static LayerPhrase plain(Layer layer) {
    return of(Kind.PLAIN).with(Optional.of(layer), List.of());
  }

  /** Makes a phrase that says nothing but the kind. */
  public static LayerPhrase of(Kind kind) {
    return new LayerPhrase(
        kind,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        1);
  }

  /** Makes a convolution with a square kernel. */
  public static LayerPhrase convolution(long kernel, long out) {
    return of(Kind.CONVOLUTION).kernel(kernel).out(out);
  }

  private LayerPhrase with(
      List<Long> newKernel,
      Optional<Long> newOut,
      Optional<Long> newStride,
      Optional<Padding> newPadding) {
    return new LayerPhrase(
        kind,
        newKernel,
        newOut,
        depth,
        newStride,
        newPadding,
        dilation,
        groups,
        bias,
        plain,
        after,
        times);
  }

  private LayerPhrase with(Optional<Layer> newPlain, List<Layer> newAfter) {
    return new LayerPhrase(
        kind, kernel, out, depth, stride, padding, dilation, groups, bias, newPlain, newAfter,
        times);
  }

  /** Returns this with a square window. */
  public LayerPhrase kernel(long side) {
    return kernel(List.of(side, side));
  }

  /** Returns this with a window. */
  public LayerPhrase kernel(List<Long> extents) {
    return with(extents, out, stride, padding);
  }

  /** Returns this with a number of outputs. */
  public LayerPhrase out(long number) {
    return with(kernel, Optional.of(number), stride, padding);
  }

  /** Returns this with a stride. */
  public LayerPhrase stride(long steps) {
    return with(kernel, out, Optional.of(steps), padding);
  }

  /** Returns this with padding. */
  public LayerPhrase padding(Padding zeros) {
    return with(kernel, out, stride, Optional.of(zeros));
  }

  /** Returns this with layers that follow it. */
  public LayerPhrase after(List<Layer> layers) {
    return with(plain, layers);
  }
}
