package io.github.layerbook.layer.geometry;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Window;
import io.github.layerbook.size.Relation;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Windows that slide over the spatial axes of feature maps: the geometry that convolution, pooling
 * and unfolding share.
 *
 * <p>Along each axis the output length is {@code floor((in + padding - reach) / stride) + 1} with
 * {@code reach = dilation * (kernel - 1) + 1} (Dumoulin and Visin, "A guide to convolution
 * arithmetic for deep learning", relationship 15; PyTorch's {@code Conv2d} and {@code MaxPool2d}).
 * With {@code ceil} a last window that reaches beyond the padded input counts too if it starts in
 * the input or the padding before it (PyTorch's {@code ceil_mode}).
 *
 * @param kernel extents of the window
 * @param stride steps between windows
 * @param padding zeros around the input
 * @param dilation steps between the values that a window sees
 * @param ceil whether a last, incomplete window counts
 */
public record Windows(
    Extents kernel, Extents stride, Padding padding, Extents dilation, boolean ceil) {
  /** The axes that windows slide along, checked to be as many as the kernel has. */
  public List<Axis> axes(Shape input, String what) {
    List<Axis> axes = Inputs.maps(List.of(input), what).spatial();
    if (kernel.sizes().size() != axes.size()) {
      throw new LayerException(
          "kernel %s has %d extents, its input %s has %d beside the channels, which come last: write one extent for each, or use the layer's word with %dd, such as conv%dd"
              .formatted(
                  kernel, kernel.sizes().size(), input, axes.size(), axes.size(), axes.size()));
    } else if (padding.mode() == Padding.Mode.CAUSAL && axes.size() > 1) {
      throw new LayerException(
          "causal padding is for sequences, its input %s has %d spatial axes: use padding=same"
              .formatted(input, axes.size()));
    }
    return axes;
  }

  /** Checks that, as far as they are known, not both a step and a dilation exceed 1. */
  public static void checkStrideOrDilation(Extents stride, Extents dilation) {
    if (exceedsOne(stride) && exceedsOne(dilation)) {
      throw new LayerException(
          "stride %s and dilation %s both exceed 1, which Keras refuses: let one of them be 1"
              .formatted(stride, dilation));
    }
  }

  private static boolean exceedsOne(Extents extents) {
    return extents.sizes().stream().anyMatch(size -> size.isKnown() && size.value() > 1);
  }

  /** The output's extent along each axis. */
  public List<Size> outputs(List<Axis> axes) {
    List<Size> outputs = new ArrayList<>();
    for (int i = 0; i < axes.size(); i++) {
      outputs.add(output(axes.get(i), i, axes.size()));
    }
    return outputs;
  }

  private Size output(Axis axis, int i, int axes) {
    Size in = axis.as("in");
    Size step = step(axis, i, axes);
    return switch (padding.mode()) {
      case SAME, CAUSAL -> in.dividedUpBy(step);
      case PRESERVE -> in;
      case EXPLICIT, VALID, FULL ->
          ceil
              ? ceiled(axis, i, axes)
              : padded(axis, i, axes).minus(reach(axis, i, axes)).dividedBy(step).plus(1);
    };
  }

  /** The output length where the last window may be incomplete but must start in the input. */
  private Size ceiled(Axis axis, int i, int axes) {
    Size step = step(axis, i, axes);
    Size all = room(axis, i, axes).minus(reach(axis, i, axes)).dividedUpBy(step);
    Size zeros = padding.before().along(i, axes).named("P", subscript(padding.before(), axis));
    return zeros.is(0)
        ? all.atMost(axis.as("in").dividedUpBy(step))
        : all.atMost(axis.as("in").plus(zeros).dividedUpBy(step));
  }

  /** The padded length and one step more, within which an incomplete window must end. */
  private Size room(Axis axis, int i, int axes) {
    return padded(axis, i, axes).plus(step(axis, i, axes));
  }

  /** The steps between windows along an axis, {@code S}. */
  Size step(Axis axis, int i, int axes) {
    return stride.along(i, axes).named("S", subscript(stride, axis));
  }

  /** The length along an axis with its padding. */
  private Size padded(Axis axis, int i, int axes) {
    Size in = axis.as("in");
    return padding.mode() == Padding.Mode.VALID ? in : in.plus(zeros(axis, i, axes));
  }

  /** The zeros on both sides of an axis together. */
  Size zeros(Axis axis, int i, int axes) {
    return padding.total(i, axes, reach(axis, i, axes), subscript(padding.before(), axis));
  }

  /** How many input values a window spans along an axis. */
  Size reach(Axis axis, int i, int axes) {
    Size k = kernel.along(i, axes).named("K", letter(axis));
    Size d = dilation.along(i, axes);
    return d.is(1) ? k : Size.product(d.named("D", subscript(dilation, axis)), k.minus(1)).plus(1);
  }

  /** What an output sees along each axis. */
  public FieldOfView sight(List<Axis> axes) {
    List<Window> seen = new ArrayList<>();
    for (int i = 0; i < axes.size(); i++) {
      seen.add(
          new Window(
              kernel.along(i, axes.size()),
              dilation.along(i, axes.size()),
              stride.along(i, axes.size()),
              before(axes.get(i), i, axes.size())));
    }
    return FieldOfView.of(seen);
  }

  /**
   * The zeros before the first value; where their sum is odd, the greater part is after the last
   * value, as in TensorFlow, Keras and PyTorch.
   */
  private Size before(Axis axis, int i, int axes) {
    return switch (padding.mode()) {
      case EXPLICIT -> padding.before().along(i, axes);
      case VALID -> Size.of(0);
      case PRESERVE -> half(reach(axis, i, axes).minus(1));
      case CAUSAL, FULL -> reach(axis, i, axes).minus(1);
      case SAME -> {
        Size last = Size.product(output(axis, i, axes).minus(1), step(axis, i, axes));
        Size end = last.plus(reach(axis, i, axes));
        yield half(end.atLeast(axis.size()).minus(axis.size()));
      }
    };
  }

  private static Size half(Size zeros) {
    return zeros.dividedBy(Size.of(2));
  }

  /** The kernel's axes, {@code K_h} and {@code K_w}. */
  public List<Axis> kernelAxes(List<Axis> axes) {
    List<Axis> kernelAxes = new ArrayList<>();
    for (int i = 0; i < axes.size(); i++) {
      Size size = kernel.along(i, axes.size()).named("K", letter(axes.get(i)));
      kernelAxes.add(new Axis(kernelName(axes.get(i)), "K", size));
    }
    return kernelAxes;
  }

  /** The number of values in a window. */
  public Size values(List<Axis> axes) {
    return Size.product(kernelAxes(axes).stream().map(Axis::size).toList());
  }

  /** What must hold for the windows to exist and to fit into their padded input. */
  public List<Requirement> requirements(List<Axis> axes) {
    List<Requirement> all = positive(axes);
    for (int i = 0; i < axes.size(); i++) {
      if (padding.mode() == Padding.Mode.PRESERVE) {
        all.add(unitStride(i, axes.size()));
      } else if (!padding.mode().alwaysFits()) {
        all.add(fits(axes.get(i), i, axes.size()));
      }
    }
    return all;
  }

  /** What must hold for any windows: extents, steps and dilation of at least 1. */
  List<Requirement> positive(List<Axis> axes) {
    List<Requirement> all = new ArrayList<>();
    for (int i = 0; i < axes.size(); i++) {
      all.add(Requirement.positive(kernelName(axes.get(i)), kernel.along(i, axes.size())));
      all.add(Requirement.positive("stride", stride.along(i, axes.size())));
      all.add(Requirement.positive("dilation", dilation.along(i, axes.size())));
    }
    return all;
  }

  /**
   * The output's extent along each axis where each input value places a window in the output:
   * {@code (in - 1) * stride + reach + extra - padding}, as PyTorch's {@code ConvTranspose2d} has
   * it. Under {@code same} and {@code valid} padding and without stated extra it is Keras's: {@code
   * in * stride}, and at least a stride for each input value.
   *
   * @param extra the values added at the end, the output padding; null if none is stated
   */
  public List<Size> transposed(List<Axis> axes, @Nullable Extents extra) {
    List<Size> outputs = new ArrayList<>();
    for (int i = 0; i < axes.size(); i++) {
      outputs.add(transposed(axes.get(i), i, axes.size(), extra));
    }
    return outputs;
  }

  private Size transposed(Axis axis, int i, int axes, @Nullable Extents extra) {
    Size step = step(axis, i, axes);
    Size reach = reach(axis, i, axes);
    return switch (padding.mode()) {
      case SAME ->
          extra == null
              ? Size.product(axis.as("in"), step)
              : placed(axis, step, reach.minus(reach.dividedBy(Size.of(2)).times(2)))
                  .plus(extra.along(i, axes));
      case VALID ->
          extra == null
              ? placed(axis, step, reach.atLeast(step))
              : placed(axis, step, reach).plus(extra.along(i, axes));
      case EXPLICIT -> spread(axis, i, axes, extra).minus(zeros(axis, i, axes));
      case PRESERVE, CAUSAL, FULL ->
          throw new LayerException(
              "transposed windows have padding of a number, same or valid, not " + padding);
    };
  }

  /** The length with explicit padding before it is taken off. */
  private Size spread(Axis axis, int i, int axes, @Nullable Extents extra) {
    Size placed = placed(axis, step(axis, i, axes), reach(axis, i, axes));
    Size more = extra == null ? Size.of(0) : extra.along(i, axes);
    return more.is(0) ? placed : placed.plus(more.named("P", "out"));
  }

  private static Size placed(Axis axis, Size step, Size reach) {
    return Size.product(axis.as("in").minus(1), step).plus(reach);
  }

  /** What must hold for transposed windows to exist. */
  public List<Requirement> transposedRequirements(List<Axis> axes, @Nullable Extents extra) {
    List<Requirement> all = positive(axes);
    for (int i = 0; i < axes.size(); i++) {
      if (extra != null) {
        all.add(belowStep(extra.along(i, axes.size()), i, axes.size()));
      }
      if (padding.mode() == Padding.Mode.EXPLICIT) {
        all.add(
            new Requirement(
                "padding",
                zeros(axes.get(i), i, axes.size()),
                Relation.AT_MOST,
                "what leaves one output value,",
                spread(axes.get(i), i, axes.size(), extra).minus(1),
                "use less padding or a larger kernel or input"));
      }
    }
    return all;
  }

  /** PyTorch allows extra values below the stride or the dilation, Keras below the stride. */
  private Requirement belowStep(Size extra, int i, int axes) {
    Size step = stride.along(i, axes);
    boolean keras = padding.mode() != Padding.Mode.EXPLICIT;
    return new Requirement(
        "output padding",
        extra,
        Relation.AT_MOST,
        keras ? "one less than the stride," : "one less than stride or dilation,",
        (keras ? step : step.atLeast(dilation.along(i, axes))).minus(1),
        "use less output padding or a larger stride");
  }

  private Requirement fits(Axis axis, int i, int axes) {
    return new Requirement(
        kernelName(axis),
        reach(axis, i, axes),
        Relation.AT_MOST,
        paddedName(axis),
        ceil ? room(axis, i, axes).minus(1) : padded(axis, i, axes),
        "use a smaller kernel, more padding or a larger input");
  }

  private Requirement unitStride(int i, int axes) {
    return new Requirement(
        "stride",
        stride.along(i, axes),
        Relation.EQUAL,
        "",
        Size.of(1),
        "padding=preserve exists at stride 1 only; padding=same is Keras's, for any stride");
  }

  private static String subscript(Extents extents, Axis axis) {
    return extents.sizes().size() == 1 ? "" : letter(axis);
  }

  private static String letter(Axis axis) {
    return switch (axis.name()) {
      case "height" -> "h";
      case "width" -> "w";
      case "depth" -> "d";
      default -> "l";
    };
  }

  private static String kernelName(Axis axis) {
    return switch (axis.name()) {
      case "height" -> "kernel height";
      case "width" -> "kernel width";
      case "depth" -> "kernel depth";
      default -> "kernel length";
    };
  }

  private static String paddedName(Axis axis) {
    return switch (axis.name()) {
      case "height" -> "padded input height";
      case "width" -> "padded input width";
      case "depth" -> "padded input depth";
      default -> "padded input length";
    };
  }
}
