package io.github.layerbook.layer.convolution;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Composition;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.SavedTensor;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Steps;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Options;
import io.github.layerbook.layer.form.Strided;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Fill;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.layer.geometry.SlidingWindows;
import io.github.layerbook.layer.geometry.Windows;
import io.github.layerbook.layer.normalization.Normalization;
import io.github.layerbook.layer.shape.Pad;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Convolution over 1, 2 or 3 spatial axes: {@code conv 3x3-64 stride=2 padding=1}.
 *
 * <p>Input C_in feature maps, output C_out. Each of the C_out filters has {@code K_h*K_w*C_in/G}
 * weights and one bias; each output value takes as many multiply-adds as a filter has weights, and
 * one addition for the bias. Agrees with PyTorch's {@code Conv1d}, {@code Conv2d} and {@code
 * Conv3d}; output extents by {@link Windows}.
 *
 * <p>With {@code standardized=true} it is the weight-standardised convolution of Qiao et al. 2019
 * (arXiv:1903.10520, section 3.2; timm's {@code StdConv2d}): the same parameters, and each filter
 * less the mean of its {@code K_h*K_w*C_in/G} weights, divided by their standard deviation. These
 * operations do not depend on the input, so that they are done once for a batch; they are counted
 * with those of one example.
 *
 * @param kernel kernel size per axis
 * @param out number of filters, that is of output channels
 * @param stride steps between windows
 * @param padding zeros around the input
 * @param dilation steps between the values that a window sees
 * @param groups into how many groups input and output channels are divided
 * @param bias whether each filter has a bias
 * @param fill what stands in the padding
 * @param standardized whether each filter's weights are brought to mean 0 and variance 1 before
 *     they are used: weight standardisation
 * @param in the input channels that are expected; whatever comes if none are stated
 */
@Word("conv convolution conv2d")
public record Convolution(
    Extents kernel,
    Size out,
    @Default("1") Extents stride,
    @Default("0") Padding padding,
    @Default("1") Extents dilation,
    @Default("1") Size groups,
    @Default("true") boolean bias,
    @Default("zeros") Fill fill,
    @Default("false") boolean standardized,
    @Default("") @Nullable Size in)
    implements Strided<Convolution> {
  /** Makes a convolution with a square kernel; the other options are PyTorch's defaults. */
  public static Convolution of(long kernel, long out) {
    return of(kernel, Size.of(out));
  }

  /** Makes a convolution with a square kernel, for composites whose widths are sizes. */
  public static Convolution of(long kernel, Size out) {
    return of(Extents.square(kernel), out);
  }

  /** Makes a convolution; the other options are PyTorch's defaults. */
  public static Convolution of(Extents kernel, Size out) {
    return Options.make(Convolution.class, kernel, out);
  }

  /**
   * Makes the VGG paper's {@code conv<kernel>-<out>}: a square kernel, stride 1, and the padding
   * that preserves the resolution (section 2.1: 1 pixel for 3×3).
   */
  public static Convolution preserving(long kernel, long out) {
    Padding padding = kernel % 2 == 1 ? Padding.of(kernel / 2) : Padding.of(Padding.Mode.SAME);
    return of(kernel, out).padding(padding);
  }

  /** Returns this with another dilation, for all axes or one per axis. */
  public Convolution dilation(long... steps) {
    return Options.with(this, Convolution::dilation, Extents.of(steps));
  }

  /** Returns this with channels in groups. */
  public Convolution groups(long number) {
    return Options.with(this, Convolution::groups, Size.of(number));
  }

  /** Returns this with or without biases. */
  public Convolution bias(boolean present) {
    return Options.with(this, Convolution::bias, present);
  }

  /**
   * Returns this, checked as Keras checks its own: strides and dilation do not both exceed 1, along
   * whichever axes, which PyTorch allows.
   *
   * @throws LayerException if both do
   */
  public Convolution strideOrDilation() {
    Windows.checkStrideOrDilation(stride, dilation);
    return this;
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    SlidingWindows windows = windows(inputs);
    Size filters = out.named("C", "out");
    Declaration declaration = windows.declare(filters);
    Shape output = declaration.output();
    Tensor weight = Tensor.weight("weight", new Axis("filters", "C_out", filters), fanIn(windows));
    List<Size> products = new ArrayList<>(List.of(weight.fanIn(), filters));
    output.spatial().forEach(axis -> products.add(axis.settled().as("out")));
    declaration =
        declaration
            .with(weight)
            .with(Work.Kind.MULTIPLY_ADDS, Size.product(products))
            .biased(bias, weight.axes().get(0), output.settled().values("out"));
    if (standardized) {
      declaration = standardizing(declaration, filters, weight.fanIn());
    }
    List<Requirement> requirements = requirements(windows);
    declaration = declaration.with(requirements);
    return padsOnCopy() && requirements.stream().allMatch(each -> !each.isKnown() || each.holds())
        ? declaration.with(steps(inputs, windows))
        : declaration;
  }

  /**
   * The steps in which PyTorch runs it. Padding with other values than zeros is put around a copy
   * of the input, and so is what one side has more of than the other: its kernels pad both sides
   * alike.
   */
  private Composition steps(List<Shape> inputs, SlidingWindows windows) {
    Padding both = fill == Fill.ZEROS ? windows.evenPadding() : Padding.of(0);
    Padding copied = windows.paddingBeyond(both);
    if (fill == Fill.ZEROS && !copied.isKnownToPad()) {
      return Composition.NONE;
    }
    Layer rest = Options.with(padding(both), Convolution::fill, Fill.ZEROS);
    return Steps.of(
            inputs,
            steps -> {
              steps.add(new Pad(copied, fill, Padding.of(0)));
              steps.add("", "", rest);
            })
        .composition();
  }

  /** Whether some of its padding may be what kernels do not do themselves. */
  private boolean padsOnCopy() {
    return padding.mode() == Padding.Mode.PRESERVE
        || (padding.mode() == Padding.Mode.EXPLICIT
            && !(padding.isSymmetric() && fill == Fill.ZEROS));
  }

  private SlidingWindows windows(List<Shape> inputs) {
    return new Windows(kernel, stride, padding, dilation, false).over(inputs, "a convolution");
  }

  /** Adds what the standardisation of each filter's weights does, and what it leaves behind. */
  private static Declaration standardizing(Declaration declaration, Size filters, Size fanIn) {
    Shape weights = Shape.maps(filters, List.of(fanIn)).settled();
    Declaration with = declaration;
    for (Work work : new Normalization(weights, filters, fanIn, List.of()).measured().work()) {
      with = with.with(work.kind(), work.count());
    }
    Size values = Size.product(filters, fanIn);
    return with.keeping(
        SavedTensor.inputs(),
        new SavedTensor(
            SavedTensor.Role.ALWAYS, "standardised weights", values, Tensor.Element.VALUE, false),
        SavedTensor.statistics("mean and deviation", Size.product(Size.of(2), filters)));
  }

  private List<Axis> fanIn(SlidingWindows windows) {
    Size channels = windows.channels();
    Size perGroup = groups.is(1) ? channels : perGroup(channels);
    List<Axis> fanIn = new ArrayList<>();
    fanIn.add(new Axis("input channels", "C_in", perGroup));
    fanIn.addAll(windows.kernelAxes());
    return fanIn;
  }

  private Size perGroup(Size channels) {
    return groups.unnamed().equals(channels.unnamed())
        ? Size.of(1)
        : channels.dividedBy(groups.named("G"));
  }

  private List<Requirement> requirements(SlidingWindows windows) {
    Size channels = windows.channels().unnamed();
    List<Requirement> all = new ArrayList<>();
    all.add(Requirement.positive("the number of filters", out));
    all.addAll(Requirement.grouped(groups, channels, out));
    all.addAll(Requirement.stated("in", in, "input channels", channels));
    all.addAll(windows.fillRequirements(fill));
    return all;
  }
}
