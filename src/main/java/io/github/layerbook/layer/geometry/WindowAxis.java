package io.github.layerbook.layer.geometry;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Window;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * Windows along one axis of an input: where the arithmetic of their lengths stands.
 *
 * <p>A window spans {@code reach = dilation*(kernel - 1) + 1} input positions. There are {@code
 * floor((in + padding - reach)/stride) + 1} of them (Dumoulin and Visin, "A guide to convolution
 * arithmetic for deep learning", relationship 15; PyTorch's {@code Conv2d} and {@code MaxPool2d});
 * with {@code ceil}, a last window that reaches beyond the padded input counts too if it starts in
 * the input or in the padding before it. {@code same}, {@code causal} and {@code preserve} padding
 * state the number of windows instead, and the padding follows from it.
 *
 * @param axis the input's axis
 * @param kernel the window's extent, {@code K}
 * @param stride the steps between windows, {@code S}
 * @param dilation the steps between the values that a window sees, {@code D}
 * @param padding how the amount of padding is found
 * @param before the stated zeros before the first value, {@code P}
 * @param after the stated zeros after the last value, {@code P}
 * @param ceil whether a last, incomplete window counts
 */
public record WindowAxis(
    Axis axis,
    Size kernel,
    Size stride,
    Size dilation,
    Padding.Mode padding,
    Size before,
    Size after,
    boolean ceil) {

  static WindowAxis of(Windows windows, Axis axis, int i, int axes) {
    Padding padding = windows.padding();
    Size before = padding.before().along(i, axes);
    Size after = padding.after().along(i, axes);
    boolean even = before.equals(after);
    String side = subscript(padding.before(), axis);
    return new WindowAxis(
        axis,
        windows.kernel().along(i, axes).named("K", letter(axis)),
        windows.stride().along(i, axes).named("S", subscript(windows.stride(), axis)),
        windows.dilation().along(i, axes).named("D", subscript(windows.dilation(), axis)),
        padding.mode(),
        before.named("P", even ? side : "before"),
        after.named("P", even ? side : "after"),
        windows.ceil());
  }

  /** Returns how many input positions a window spans. */
  public Size reach() {
    return dilation.is(1) ? kernel : Size.product(dilation, kernel.minus(1)).plus(1);
  }

  /** Returns how many windows there are: the output's extent. */
  public Size length() {
    Size in = axis.as("in");
    return switch (padding) {
      case SAME, CAUSAL -> in.dividedUpBy(stride);
      case PRESERVE -> in;
      case EXPLICIT, VALID, FULL ->
          ceil ? ceiled() : padded().minus(reach()).dividedBy(stride).plus(1);
    };
  }

  /** The number of windows where the last one may be incomplete but must start in the input. */
  private Size ceiled() {
    Size all = room().minus(reach()).dividedUpBy(stride);
    Size in = axis.as("in");
    return all.atMost((before.is(0) ? in : in.plus(before)).dividedUpBy(stride));
  }

  /** The padded length and one step more, within which an incomplete window must end. */
  private Size room() {
    return padded().plus(stride);
  }

  private Size padded() {
    Size in = axis.as("in");
    return padding == Padding.Mode.VALID ? in : in.plus(zeros());
  }

  /** Returns the zeros on both sides together, {@code 2*P} where they are equal. */
  public Size zeros() {
    return switch (padding) {
      case VALID -> Size.of(0);
      case EXPLICIT -> before.equals(after) ? Size.product(Size.of(2), before) : before.plus(after);
      case FULL -> Size.product(Size.of(2), reach().minus(1));
      case CAUSAL -> reach().minus(1);
      case SAME, PRESERVE -> {
        Size end = Size.product(length().minus(1), stride).plus(reach());
        yield end.atLeast(axis.size()).minus(axis.size());
      }
    };
  }

  /**
   * Returns the zeros before the first value; where {@code same} or {@code preserve} make their sum
   * odd, the greater part is after the last value, as in TensorFlow, Keras and PyTorch.
   */
  public Size zerosBefore() {
    return switch (padding) {
      case EXPLICIT -> before;
      case CAUSAL -> zeros();
      case VALID, FULL, SAME, PRESERVE -> zeros().dividedBy(Size.of(2));
    };
  }

  /** Returns the zeros after the last value. */
  public Size zerosAfter() {
    return padding == Padding.Mode.EXPLICIT ? after : zeros().minus(zerosBefore());
  }

  /** Returns what an output sees. */
  public Window window() {
    return new Window(
        kernel.unnamed(), dilation.unnamed(), stride.unnamed(), zerosBefore().unnamed());
  }

  /** Returns the kernel's axis, such as {@code kernel height}. */
  public Axis kernelAxis() {
    return new Axis(kernelName(), "K", kernel);
  }

  /** Returns what must hold for the windows to exist and to fit into their padded input. */
  public List<Requirement> requirements() {
    List<Requirement> all = new ArrayList<>();
    addRequirements(all);
    return all;
  }

  void addRequirements(List<Requirement> all) {
    addPositive(all);
    switch (padding) {
      case PRESERVE -> all.add(unitStride());
      case EXPLICIT, VALID, FULL -> all.add(fits());
      case SAME, CAUSAL -> {}
    }
  }

  /** What must hold for any windows: extents, steps and dilation of at least 1. */
  void addPositive(List<Requirement> all) {
    addPositive(all, kernelName(), kernel.unnamed());
    addPositive(all, "stride", stride.unnamed());
    addPositive(all, "dilation", dilation.unnamed());
  }

  /** Leaves out what a number meets for ever: every convolution has six of these. */
  private static void addPositive(List<Requirement> all, String name, Size size) {
    if (!(size instanceof Size.Constant number && number.value() > 0)) {
      all.add(Requirement.positive(name, size));
    }
  }

  private Requirement fits() {
    return Requirement.that(kernelName(), reach())
        .atMost(
            paddedName(),
            ceil ? room().minus(1) : padded(),
            "use a smaller kernel, more padding or a larger input");
  }

  private Requirement unitStride() {
    return Requirement.that("stride", stride.unnamed())
        .equalTo(
            "",
            Size.of(1),
            "padding=preserve exists at stride 1 only; padding=same is Keras's, for any stride");
  }

  /** That stated padding is at most half the kernel, as PyTorch's pools have it. */
  List<Requirement> atMostHalf() {
    if (padding != Padding.Mode.EXPLICIT) {
      return List.of();
    }
    Size half = kernel.unnamed().dividedBy(Size.of(2));
    return before.equals(after)
        ? List.of(atMostHalf(before, half))
        : List.of(atMostHalf(before, half), atMostHalf(after, half));
  }

  private static Requirement atMostHalf(Size zeros, Size half) {
    return Requirement.that("padding", zeros.unnamed())
        .atMost("half the kernel,", half, "use less padding or a larger kernel");
  }

  /** That PyTorch's padding is not more than what fills it has. */
  List<Requirement> limits(Fill fill) {
    return switch (padding) {
      case EXPLICIT, PRESERVE -> fill.limits(axis, zerosBefore().unnamed(), zerosAfter().unnamed());
      case VALID, SAME, CAUSAL, FULL -> List.of();
    };
  }

  private String kernelName() {
    return switch (axis.name()) {
      case "height" -> "kernel height";
      case "width" -> "kernel width";
      case "depth" -> "kernel depth";
      default -> "kernel length";
    };
  }

  private String paddedName() {
    return switch (axis.name()) {
      case "height" -> "padded input height";
      case "width" -> "padded input width";
      case "depth" -> "padded input depth";
      default -> "padded input length";
    };
  }

  private static String letter(Axis axis) {
    return switch (axis.name()) {
      case "height" -> "h";
      case "width" -> "w";
      case "depth" -> "d";
      default -> "l";
    };
  }

  private static String subscript(Extents extents, Axis axis) {
    return extents.sizes().size() == 1 ? "" : letter(axis);
  }
}
