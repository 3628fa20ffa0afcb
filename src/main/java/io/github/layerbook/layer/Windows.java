package io.github.layerbook.layer;

import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;

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
record Windows(Extents kernel, Extents stride, Padding padding, Extents dilation, boolean ceil) {
  /** The axes that windows slide along, checked to be as many as the kernel has. */
  List<Axis> axes(Shape input, String what) {
    List<Axis> axes = input.spatial();
    if (axes.isEmpty() || !input.hasChannels()) {
      throw new LayerException(
          what
              + " needs feature maps, its input is a vector of shape "
              + input
              + ": place it before flatten and fully connected layers");
    } else if (kernel.sizes().size() != axes.size()) {
      throw new LayerException(
          "kernel %s has %d extents, its input %s has %d spatial axes: write one extent per axis"
              .formatted(kernel, kernel.sizes().size(), input, axes.size()));
    } else if (padding.mode() == Padding.Mode.CAUSAL && axes.size() > 1) {
      throw new LayerException(
          "causal padding is for sequences, its input %s has %d spatial axes: use padding=same"
              .formatted(input, axes.size()));
    }
    return axes;
  }

  /** The output's extent along each axis. */
  List<Size> outputs(List<Axis> axes) {
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

  /** The kernel's axes, {@code K_h} and {@code K_w}. */
  List<Axis> kernelAxes(List<Axis> axes) {
    List<Axis> kernelAxes = new ArrayList<>();
    for (int i = 0; i < axes.size(); i++) {
      Size size = kernel.along(i, axes.size()).named("K", letter(axes.get(i)));
      kernelAxes.add(new Axis(kernelName(axes.get(i)), "K", size));
    }
    return kernelAxes;
  }

  /** The number of values in a window. */
  Size values(List<Axis> axes) {
    return Size.product(kernelAxes(axes).stream().map(Axis::size).toList());
  }

  /** What must hold for the windows to exist and to fit into their padded input. */
  List<Requirement> requirements(List<Axis> axes) {
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

  private Requirement fits(Axis axis, int i, int axes) {
    return new Requirement(
        kernelName(axis),
        reach(axis, i, axes),
        Requirement.Relation.AT_MOST,
        paddedName(axis),
        ceil ? room(axis, i, axes).minus(1) : padded(axis, i, axes),
        "use a smaller kernel, more padding or a larger input");
  }

  private Requirement unitStride(int i, int axes) {
    return new Requirement(
        "stride",
        stride.along(i, axes),
        Requirement.Relation.EQUAL,
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
