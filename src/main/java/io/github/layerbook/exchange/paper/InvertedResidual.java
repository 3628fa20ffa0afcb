package io.github.layerbook.exchange.paper;

import io.github.layerbook.exchange.tracing.Made;
import io.github.layerbook.layer.activation.Activation;

/**
 * A block that widens, convolves each channel, and narrows: MobileNetV2's and EfficientNet's.
 *
 * @param expansion how many times wider it becomes
 * @param kernel the window of its depthwise convolution
 * @param out its output's channels
 * @param stride the depthwise convolution's stride
 * @param activation the activation after the first two convolutions
 * @param squeezed how many of its input's channels one squeezed value stands for; 0 for no
 *     squeeze-and-excitation
 * @param fused whether the first two convolutions are one
 */
record InvertedResidual(
    long expansion,
    long kernel,
    long out,
    long stride,
    Activation.Kind activation,
    long squeezed,
    boolean fused) {
  /** Makes MobileNetV2's. */
  static InvertedResidual plain(long expansion, long kernel, long out, long stride) {
    return new InvertedResidual(expansion, kernel, out, stride, Activation.Kind.RELU6, 0, false);
  }

  void draw(Stack stack, String path) {
    Made start = stack.last();
    long in = stack.channels();
    long hidden = Math.multiplyExact(in, expansion);
    if (fused) {
      stack.convolution(path + ".fused", kernel, expansion == 1 ? out : hidden, stride, 1);
      stack.norm(path + ".fused_bn");
      stack.activation(path + ".fused_activation", activation);
    } else {
      stack.widened(path, hidden, kernel, stride, activation);
    }
    if (squeezed > 0) {
      stack.squeeze(path, Math.max(1, in / squeezed), activation, Activation.Kind.SIGMOID);
    }
    if (fused && expansion == 1) {
      stack.summed(path, stride, start);
    } else {
      stack.projected(path, out, stride, start);
    }
  }
}
