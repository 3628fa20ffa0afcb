package io.github.layerbook.layer.convolution;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Options;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.layer.geometry.SlidingWindows;
import io.github.layerbook.layer.geometry.Windows;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Transposed convolution over 1, 2 or 3 spatial axes: {@code convtranspose 2x2-64 stride=2}, each
 * input value placing a weighted window in the output.
 *
 * <p>Input C_in feature maps, output C_out. Each of the C_out/G outputs of a group has {@code
 * K_h*K_w*C_in} weights over all groups; each input position takes as many multiply-adds as there
 * are weights; one bias per output channel. The output's length is an explicit choice, see {@link
 * io.github.layerbook.layer.geometry.TransposedWindows}: padding by number is PyTorch's {@code
 * ConvTranspose1d} to {@code ConvTranspose3d}, {@code same} and {@code valid} are Keras's {@code
 * Conv2DTranspose} (Dumoulin and Visin, "A guide to convolution arithmetic for deep learning",
 * section 4).
 *
 * @param kernel kernel size per axis
 * @param out number of output channels
 * @param stride steps between windows in the output
 * @param padding values taken off the output, or Keras's {@code same} or {@code valid}
 * @param outpadding values added at the output's end; none unless stated, and Keras's own choice
 *     under {@code same} and {@code valid}
 * @param dilation steps between the values of a window
 * @param groups into how many groups input and output channels are divided
 * @param bias whether each output channel has a bias
 * @param in the input channels that are expected; whatever comes if none are stated
 */
@Word(
    value =
        "convtranspose upconv transposedconv deconv conv1dtranspose conv2dtranspose"
            + " conv3dtranspose",
    title = "transposed conv")
public record TransposedConvolution(
    Extents kernel,
    Size out,
    @Default("1") Extents stride,
    @Default("0") Padding padding,
    @Default("") @Nullable Extents outpadding,
    @Default("1") Extents dilation,
    @Default("1") Size groups,
    @Default("true") boolean bias,
    @Default("") @Nullable Size in)
    implements Layer {
  /** Makes a transposed convolution with a square kernel; otherwise PyTorch's defaults. */
  public static TransposedConvolution of(long kernel, long out) {
    return Options.make(TransposedConvolution.class, Extents.square(kernel), Size.of(out));
  }

  /**
   * Returns this, checked as Keras checks its own: strides and dilation do not both exceed 1, along
   * whichever axes, which PyTorch allows.
   *
   * @throws LayerException if both do
   */
  public TransposedConvolution strideOrDilation() {
    Windows.checkStrideOrDilation(stride, dilation);
    return this;
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    SlidingWindows windows =
        new Windows(kernel, stride, padding, dilation, false)
            .over(inputs, "a transposed convolution");
    Shape input = windows.input();
    Size filters = out.named("C", "out");
    Tensor weight = weight(windows);
    List<Size> products = new ArrayList<>(List.of(weight.count()));
    input.spatial().forEach(axis -> products.add(axis.as("in")));
    Declaration declaration =
        windows
            .transposed(outpadding)
            .declare(filters)
            .with(weight)
            .with(Work.Kind.MULTIPLY_ADDS, Size.product(products))
            .with(Requirement.positive("the number of filters", out))
            .with(Requirement.grouped(groups, input.channels().size(), out))
            .with(Requirement.stated("in", in, "input channels", input.channels().size()));
    Axis each = new Axis("filters", "C_out", filters);
    return declaration.biased(bias, each, declaration.output().settled().values("out"));
  }

  /** PyTorch's order: input channels, output channels of a group, kernel. */
  private Tensor weight(SlidingWindows windows) {
    Size filters = out.named("C", "out");
    Size perGroup = groups.is(1) ? filters : filters.dividedBy(groups.named("G"));
    List<Axis> all = new ArrayList<>();
    all.add(new Axis("input channels", "C_in", windows.channels()));
    all.add(new Axis("filters", "C_out", perGroup));
    all.addAll(windows.kernelAxes());
    return new Tensor("weight", Tensor.Kind.WEIGHT, all, 1);
  }
}
