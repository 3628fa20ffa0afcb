package io.github.layerbook.exchange;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.convolution.DepthwiseConvolution;
import io.github.layerbook.layer.convolution.PatchEmbedding;
import io.github.layerbook.layer.convolution.SeparableConvolution;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Fill;
import io.github.layerbook.layer.shape.Flatten;
import io.github.layerbook.size.Size;
import java.util.Collections;
import java.util.List;

/** Layers as the layers that several frameworks say them by: see {@link Rewriting}. */
public final class Expansions {
  private Expansions() {}

  /** Returns a depthwise convolution as one of as many groups as channels. */
  public static List<Layer> depthwise(Writing writing) {
    DepthwiseConvolution layer = (DepthwiseConvolution) writing.layer();
    Size channels = Size.of(writing.channels(0).value());
    return List.of(
        new Convolution(
            layer.kernel(),
            Size.of(Math.multiplyExact(channels.value(), layer.multiplier().value())),
            layer.stride(),
            layer.padding(),
            layer.dilation(),
            channels,
            layer.bias(),
            Fill.ZEROS,
            false,
            channels));
  }

  /** Returns a separable convolution as a depthwise one and one of extent 1. */
  public static List<Layer> separable(Writing writing) {
    SeparableConvolution layer = (SeparableConvolution) writing.layer();
    Extents point = new Extents(Collections.nCopies(layer.kernel().sizes().size(), Size.of(1)));
    return List.of(
        new DepthwiseConvolution(
            layer.kernel(),
            layer.multiplier(),
            layer.stride(),
            layer.padding(),
            layer.dilation(),
            false),
        Convolution.of(point, layer.out()).bias(layer.bias()));
  }

  /** Returns a patch embedding as a convolution whose positions become one axis. */
  public static List<Layer> patches(Writing writing) {
    PatchEmbedding layer = (PatchEmbedding) writing.layer();
    Extents side = new Extents(List.of(layer.patch(), layer.patch()));
    return List.of(
        Convolution.of(side, layer.out()).bias(layer.bias()).stride(layer.patch().value()),
        new Flatten(2, -1));
  }
}
