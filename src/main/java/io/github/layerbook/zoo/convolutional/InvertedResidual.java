package io.github.layerbook.zoo.convolutional;

import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.convolution.DepthwiseConvolution;
import io.github.layerbook.layer.convolution.SqueezeExcitation;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.size.Size;
import io.github.layerbook.zoo.block.ConvNorm;
import java.util.List;

/**
 * The inverted residual block of mobile networks: a 1×1 convolution expands, a depthwise one
 * filters, a 1×1 one without activation projects; the input is added where it has the output's
 * shape (Sandler et al. 2018, figure 4b; Howard et al. 2019, figure 4 with a gate).
 *
 * @param in input channels
 * @param kernel the depthwise convolution's window
 * @param expanded channels between; where they are the input's, nothing expands them
 * @param out output channels
 * @param stride the depthwise convolution's stride
 * @param squeezed values between the two layers of the gate; 0 for no gate
 * @param activation the activation after each convolution but the last
 * @param inplace whether the sum overwrites the block's output
 */
record InvertedResidual(
    int in,
    int kernel,
    int expanded,
    int out,
    int stride,
    int squeezed,
    Activation.Kind activation,
    boolean inplace) {

  /** Adds the block's layers. */
  void add(NetworkBuilder net) {
    if (stride == 1 && in == out) {
      net.branches(
          "add", new Merge(Merge.Kind.ADD, inplace), List.of(this::layers, shortcut -> {}));
    } else {
      layers(net);
    }
  }

  private void layers(NetworkBuilder net) {
    if (expanded != in) {
      ConvNorm.add(net, "expand", Convolution.of(1, expanded).bias(false), activation);
    }
    ConvNorm.add(
        net,
        "depthwise",
        DepthwiseConvolution.of(kernel).stride(stride).padding(Padding.of(kernel / 2)).bias(false),
        activation);
    if (squeezed > 0) {
      net.add(
          "se",
          new SqueezeExcitation(
              Size.of(squeezed), Activation.Kind.RELU, Activation.Kind.HARDSIGMOID, true));
    }
    ConvNorm.add(net, "project", Convolution.of(1, out).bias(false));
  }

  /**
   * Returns a number of channels as a multiple of 8: the nearest, or the one above if that is more
   * than a tenth too small.
   */
  static int rounded(double channels) {
    int nearest = nearest(channels);
    return nearest < 0.9 * channels ? nearest + 8 : nearest;
  }

  /** Returns a number of channels as the nearest multiple of 8. */
  static int nearest(double channels) {
    return Math.max(8, (int) (channels + 4) / 8 * 8);
  }
}
