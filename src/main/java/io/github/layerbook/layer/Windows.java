package io.github.layerbook.layer;

import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * Windows that slide over the spatial axes of feature maps: the geometry that convolution and
 * pooling share.
 *
 * <p>Along each axis the output length is {@code floor((in + padding - reach) / stride) + 1} with
 * {@code reach = dilation * (kernel - 1) + 1} (Dumoulin and Visin, "A guide to convolution
 * arithmetic for deep learning", relationship 15; PyTorch's {@code Conv2d} and {@code MaxPool2d}).
 *
 * @param kernel extents of the window
 * @param stride steps between windows
 * @param padding zeros around the input
 * @param dilation steps between the values that a window sees
 */
record Windows(Extents kernel, Extents stride, Padding padding, Extents dilation) {
  /** The axes that windows slide along, checked to be as many as the kernel has. */
  List<Axis> axes(Shape input, String what) {
    List<Axis> axes = input.spatial();
    if (axes.isEmpty() || !input.hasChannels()) {
      throw new LayerException(
          what
              + " needs feature maps, its input is a vector of shape "
              + input
              + ": place it before flatten and fully connected layers");
    } else if (kernel.sizes().size() != 1 && kernel.sizes().size() != axes.size()) {
      throw new LayerException(
          "kernel %s has %d extents, its input %s has %d spatial axes"
              .formatted(kernel, kernel.sizes().size(), input, axes.size()));
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
    Size step = stride.along(i, axes).named("S", subscript(stride, axis));
    return padding.mode() == Padding.Mode.SAME
        ? in.dividedUpBy(step)
        : padded(axis, i, axes).minus(reach(axis, i, axes)).dividedBy(step).plus(1);
  }

  /** The length along an axis with its padding. */
  private Size padded(Axis axis, int i, int axes) {
    Size in = axis.as("in");
    Size zeros = padding.total(i, axes, reach(axis, i, axes), subscript(padding.before(), axis));
    return padding.mode() == Padding.Mode.VALID ? in : in.plus(zeros);
  }

  /** How many input values a window spans along an axis. */
  private Size reach(Axis axis, int i, int axes) {
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

  /** What must hold for the windows to exist. */
  List<Requirement> requirements(List<Axis> axes) {
    List<Requirement> all = new ArrayList<>();
    for (int i = 0; i < axes.size(); i++) {
      Axis axis = axes.get(i);
      all.add(Requirement.positive(kernelName(axis), kernel.along(i, axes.size())));
      all.add(Requirement.positive("stride", stride.along(i, axes.size())));
      all.add(Requirement.positive("dilation", dilation.along(i, axes.size())));
      if (padding.mode() != Padding.Mode.SAME) {
        all.add(
            new Requirement(
                kernelName(axis),
                reach(axis, i, axes.size()),
                Requirement.Relation.AT_MOST,
                paddedName(axis),
                padded(axis, i, axes.size()),
                "use a smaller kernel, more padding or a larger input"));
      }
    }
    return all;
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
