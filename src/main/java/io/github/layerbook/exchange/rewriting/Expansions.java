package io.github.layerbook.exchange.rewriting;

import io.github.layerbook.exchange.Rewriting;
import io.github.layerbook.exchange.Writing;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.convolution.DepthwiseConvolution;
import io.github.layerbook.layer.convolution.PatchEmbedding;
import io.github.layerbook.layer.convolution.SeparableConvolution;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Fill;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.layer.pooling.AdaptivePool;
import io.github.layerbook.layer.pooling.AveragePool;
import io.github.layerbook.layer.pooling.MaxPool;
import io.github.layerbook.layer.shape.Flatten;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Layers as the layers that several frameworks say them by: see {@link Rewriting}. */
public final class Expansions {
  private Expansions() {}

  /** Returns a layer with other values of some options: names and values in turn. */
  public static Layer with(Layer layer, @Nullable Object... changes) {
    LayerForm form = LayerForm.of(layer);
    Map<String, @Nullable Object> values = form.values(layer);
    for (int i = 0; i < changes.length; i += 2) {
      values.put(String.valueOf(changes[i]), changes[i + 1]);
    }
    return form.of(values);
  }

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

  /** Returns adaptive pooling as windows of one size, where its output divides its input. */
  public static List<Layer> adaptive(Writing writing) {
    AdaptivePool layer = (AdaptivePool) writing.layer();
    Shape output = layer.on(List.of(writing.inputs().get(0))).output().evaluated();
    List<Size> kernel = new ArrayList<>();
    for (int axis = 0; axis < output.spatial().size(); axis++) {
      long in = writing.inputs().get(0).spatial().get(axis).size().value();
      long out = output.spatial().get(axis).size().value();
      if (in % out > 0) {
        return List.of();
      }
      kernel.add(Size.of(in / out));
    }
    Extents windows = new Extents(kernel);
    return List.of(
        layer.kind() == AdaptivePool.Kind.MAX
            ? new MaxPool(windows, windows, Padding.of(0), Extents.of(1L), false)
            : new AveragePool(windows, windows, Padding.of(0), false, true));
  }
}
