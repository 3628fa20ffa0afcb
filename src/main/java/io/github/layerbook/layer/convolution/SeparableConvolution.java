package io.github.layerbook.layer.convolution;

import io.github.layerbook.layer.Composite;
import io.github.layerbook.layer.Steps;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Options;
import io.github.layerbook.layer.form.Strided;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.size.Size;
import java.util.Collections;

/**
 * Depthwise separable convolution: {@code separable 3x3-64 padding=same}, a {@link
 * DepthwiseConvolution} without biases and a pointwise convolution that mixes its channels (Chollet
 * 2017, "Xception", section 1; Keras's {@code SeparableConv2D}).
 *
 * <p>Input C_in feature maps, output C_out: {@code K_h*K_w*C_in*M} depthwise weights, {@code
 * C_in*M*C_out} pointwise ones and C_out biases.
 *
 * @param kernel kernel size per axis
 * @param out number of output channels
 * @param multiplier depthwise filters per channel, Keras's {@code depth_multiplier}
 * @param stride steps between windows
 * @param padding zeros around the input
 * @param dilation steps between the values that a window sees
 * @param bias whether each output channel has a bias
 */
@Word(value = "separable separableconv sepconv", title = "separable conv")
public record SeparableConvolution(
    Extents kernel,
    Size out,
    @Default("1") Size multiplier,
    @Default("1") Extents stride,
    @Default("0") Padding padding,
    @Default("1") Extents dilation,
    @Default("true") boolean bias)
    implements Composite, Strided<SeparableConvolution> {

  /** Makes a separable convolution with a square kernel and one depthwise filter per channel. */
  public static SeparableConvolution of(long kernel, long out) {
    return Options.make(SeparableConvolution.class, Extents.square(kernel), Size.of(out));
  }

  /** Returns this with or without biases. */
  public SeparableConvolution bias(boolean present) {
    return Options.with(this, SeparableConvolution::bias, present);
  }

  @Override
  public void compose(Steps steps) {
    Extents point = new Extents(Collections.nCopies(kernel.sizes().size(), Size.of(1)));
    steps.add(
        "depthwise",
        new DepthwiseConvolution(kernel, multiplier, stride, padding, dilation, false));
    steps.add("pointwise", Convolution.of(point, out).bias(bias));
  }
}
