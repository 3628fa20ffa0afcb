package io.github.layerbook.layer.convolution;

import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Options;
import io.github.layerbook.layer.form.Strided;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Fill;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.size.Size;
import java.util.List;

/**
 * Depthwise convolution: {@code depthwise 3x3 padding=1}, a convolution in as many groups as there
 * are channels, with one or more filters for each channel (Howard et al. 2017, "MobileNets",
 * section 3.1).
 *
 * <p>Input C_in feature maps, output {@code C_in*multiplier}, each with {@code K_h*K_w} weights and
 * one bias. It is PyTorch's {@code Conv2d} with {@code groups=in_channels} and Keras's {@code
 * DepthwiseConv2D}; everything else is as in {@link Convolution}.
 *
 * @param kernel kernel size per axis
 * @param multiplier filters per channel, Keras's {@code depth_multiplier}
 * @param stride steps between windows
 * @param padding zeros around the input
 * @param dilation steps between the values that a window sees
 * @param bias whether each filter has a bias
 */
@Word(value = "depthwise depthwiseconv dwconv", title = "depthwise conv")
public record DepthwiseConvolution(
    Extents kernel,
    @Default("1") Size multiplier,
    @Default("1") Extents stride,
    @Default("0") Padding padding,
    @Default("1") Extents dilation,
    @Default("true") boolean bias)
    implements Strided<DepthwiseConvolution> {
  /** Makes a depthwise convolution with a square kernel and one filter per channel. */
  public static DepthwiseConvolution of(long kernel) {
    return Options.make(DepthwiseConvolution.class, Extents.square(kernel));
  }

  /** Returns this with or without biases. */
  public DepthwiseConvolution bias(boolean present) {
    return Options.with(this, DepthwiseConvolution::bias, present);
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    return grouped(inputs).on(inputs);
  }

  private Convolution grouped(List<Shape> inputs) {
    Size channels = Inputs.maps(inputs, "a depthwise convolution").channels().size();
    Size filters = multiplier.is(1) ? channels : channels.times(multiplier.named("M"));
    return new Convolution(
        kernel, filters, stride, padding, dilation, channels, bias, Fill.ZEROS, false, null);
  }
}
