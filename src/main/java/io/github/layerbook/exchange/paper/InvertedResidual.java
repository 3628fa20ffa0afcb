package io.github.layerbook.exchange.paper;

import io.github.layerbook.exchange.tracing.Made;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.convolution.SqueezeExcitation;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.size.Size;
import java.util.List;

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
      if (expansion != 1) {
        stack.convolution(path + ".expand", 1, hidden, 1, 1);
        stack.norm(path + ".expand_bn");
        stack.activation(path + ".expand_activation", activation);
      }
      stack.depthwise(path + ".depthwise", kernel, stride);
      stack.norm(path + ".depthwise_bn");
      stack.activation(path + ".depthwise_activation", activation);
    }
    if (squeezed > 0) {
      stack.add(
          path + ".se",
          new SqueezeExcitation(
              Size.of(Math.max(1, in / squeezed)), activation, Activation.Kind.SIGMOID, true));
    }
    if (!fused || expansion != 1) {
      stack.convolution(path + ".project", 1, out, 1, 1);
      stack.norm(path + ".project_bn");
    }
    if (stride == 1 && in == out) {
      stack.merge(path + ".add", Merge.of(Merge.Kind.ADD), List.of(stack.last(), start));
    }
  }
}
