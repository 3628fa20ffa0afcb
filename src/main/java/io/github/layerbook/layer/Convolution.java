package io.github.layerbook.layer;

import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * Convolution over 1, 2 or 3 spatial axes: {@code conv 3x3-64 stride=2 padding=1}.
 *
 * <p>Input C_in feature maps, output C_out. Each of the C_out filters has {@code K_h*K_w*C_in/G}
 * weights and one bias; each output value takes as many multiply-adds as a filter has weights, and
 * one addition for the bias. Agrees with PyTorch's {@code Conv1d}, {@code Conv2d} and {@code
 * Conv3d}; output extents by {@link Windows}.
 *
 * @param kernel kernel size per axis
 * @param out number of filters, that is of output channels
 * @param stride steps between windows
 * @param padding zeros around the input
 * @param dilation steps between the values that a window sees
 * @param groups into how many groups input and output channels are divided
 * @param bias whether each filter has a bias
 */
@Word(
    value = {"conv", "convolution", "conv2d"},
    title = "conv")
public record Convolution(
    Extents kernel,
    Size out,
    @Default("1") Extents stride,
    @Default("0") Padding padding,
    @Default("1") Extents dilation,
    @Default("1") Size groups,
    @Default("true") boolean bias)
    implements Layer {

  /** Makes a convolution with a square kernel; the other options are PyTorch's defaults. */
  public static Convolution of(long kernel, long out) {
    return new Convolution(
        Extents.square(kernel),
        Size.of(out),
        Extents.of(1),
        Padding.of(0),
        Extents.of(1),
        Size.of(1),
        true);
  }

  /**
   * Makes the VGG paper's {@code conv<kernel>-<out>}: a square kernel, stride 1, and the padding
   * that preserves the resolution (section 2.1: 1 pixel for 3×3).
   */
  public static Convolution preserving(long kernel, long out) {
    Padding padding = kernel % 2 == 1 ? Padding.of(kernel / 2) : Padding.of(Padding.Mode.SAME);
    return of(kernel, out).padding(padding);
  }

  /** Returns this with another stride, for all axes or one per axis. */
  public Convolution stride(long... steps) {
    return new Convolution(kernel, out, Extents.of(steps), padding, dilation, groups, bias);
  }

  /** Returns this with zeros on both sides of each axis. */
  public Convolution padding(long... zeros) {
    return padding(Padding.of(zeros));
  }

  /** Returns this with other padding. */
  public Convolution padding(Padding newPadding) {
    return new Convolution(kernel, out, stride, newPadding, dilation, groups, bias);
  }

  /** Returns this with another dilation, for all axes or one per axis. */
  public Convolution dilation(long... steps) {
    return new Convolution(kernel, out, stride, padding, Extents.of(steps), groups, bias);
  }

  /** Returns this with channels in groups. */
  public Convolution groups(long number) {
    return new Convolution(kernel, out, stride, padding, dilation, Size.of(number), bias);
  }

  /** Returns this with or without biases. */
  public Convolution bias(boolean present) {
    return new Convolution(kernel, out, stride, padding, dilation, groups, present);
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    Shape input = Inputs.one(inputs, "a convolution");
    Windows windows = new Windows(kernel, stride, padding, dilation);
    List<Axis> axes = windows.axes(input, "a convolution");
    Size filters = out.named("C", "out");
    Shape output = Shape.maps(filters, windows.outputs(axes));
    Tensor weight =
        Tensor.weight("weight", new Axis("filters", "C_out", filters), fanIn(windows, axes, input));
    List<Size> products = new ArrayList<>(List.of(weight.fanIn(), filters));
    output.spatial().forEach(axis -> products.add(axis.settled().as("out")));
    Declaration declaration =
        Declaration.of(output).with(weight).with(Work.Kind.MULTIPLY_ADDS, Size.product(products));
    if (bias) {
      declaration =
          declaration
              .with(Tensor.bias("bias", new Axis("filters", "C_out", filters)))
              .with(Work.Kind.ADDITIONS, output.settled().values("out"));
    }
    return declaration.with(requirements(windows, axes, input));
  }

  private List<Axis> fanIn(Windows windows, List<Axis> axes, Shape input) {
    Size channels = input.channels().as("in");
    Size perGroup = groups.is(1) ? channels : channels.dividedBy(groups.named("G"));
    List<Axis> fanIn = new ArrayList<>();
    fanIn.add(new Axis("input channels", "C_in", perGroup));
    fanIn.addAll(windows.kernelAxes(axes));
    return fanIn;
  }

  private List<Requirement> requirements(Windows windows, List<Axis> axes, Shape input) {
    List<Requirement> all = new ArrayList<>(windows.requirements(axes));
    all.add(Requirement.positive("the number of filters", out));
    all.add(Requirement.positive("groups", groups));
    String mend = "use a number of groups that divides both input and output channels";
    all.add(divisible("input channels", input.channels().size(), mend));
    all.add(divisible("output channels", out, mend));
    return all;
  }

  private Requirement divisible(String what, Size channels, String mend) {
    return new Requirement(
        what, channels, Requirement.Relation.MULTIPLE_OF, "groups", groups, mend);
  }
}
