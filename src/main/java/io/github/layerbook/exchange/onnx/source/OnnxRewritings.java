package io.github.layerbook.exchange.onnx.source;

import io.github.layerbook.exchange.Rewriting;
import io.github.layerbook.exchange.Writing;
import io.github.layerbook.exchange.rewriting.Expansions;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.activation.Identity;
import io.github.layerbook.layer.activation.StochasticDepth;
import io.github.layerbook.layer.convolution.DepthwiseConvolution;
import io.github.layerbook.layer.convolution.PatchEmbedding;
import io.github.layerbook.layer.convolution.SeparableConvolution;
import io.github.layerbook.layer.geometry.OpenExtents;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.layer.linear.TransposedLinear;
import io.github.layerbook.layer.pooling.AdaptivePool;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.layer.recurrent.Recurrent;
import io.github.layerbook.layer.shape.ChannelShuffle;
import io.github.layerbook.layer.shape.Chunk;
import io.github.layerbook.layer.shape.Crop;
import io.github.layerbook.layer.shape.Flatten;
import io.github.layerbook.layer.shape.Permute;
import io.github.layerbook.layer.shape.Reshape;
import io.github.layerbook.layer.shape.Slice;
import io.github.layerbook.layer.shape.Split;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** How ONNX says layers for which it has no operator. */
final class OnnxRewritings {
  private OnnxRewritings() {}

  static List<Rewriting> all() {
    return List.of(
        Rewriting.of(DepthwiseConvolution.class, Expansions::depthwise),
        Rewriting.of(SeparableConvolution.class, Expansions::separable),
        Rewriting.of(PatchEmbedding.class, Expansions::patches),
        Rewriting.of(FullyConnected.class, OnnxRewritings::fullyConnected),
        Rewriting.of(GlobalPool.class, OnnxRewritings::global),
        Rewriting.of(AdaptivePool.class, Expansions::adaptive),
        Rewriting.of(ChannelShuffle.class, OnnxRewritings::shuffle),
        Rewriting.of(Chunk.class, OnnxRewritings::chunk),
        Rewriting.of(Flatten.class, OnnxRewritings::flatten),
        Rewriting.of(Crop.class, OnnxRewritings::crop),
        Rewriting.of(Recurrent.class, OnnxRewritings::stacked),
        Rewriting.of(TransposedLinear.class, OnnxRewritings::transposed),
        Rewriting.of(StochasticDepth.class, writing -> List.of(new Identity())));
  }

  private static Shape input(Writing writing) {
    return writing.inputs().get(0);
  }

  private static List<Layer> fullyConnected(Writing writing) {
    return input(writing).hasChannels()
        ? List.of(new Flatten(), (FullyConnected) writing.layer())
        : List.of();
  }

  /** How a matrix lies is not seen in a product. */
  private static List<Layer> transposed(Writing writing) {
    TransposedLinear layer = (TransposedLinear) writing.layer();
    return List.of(new Linear(layer.out(), layer.bias(), null));
  }

  /** A part along each axis in turn. */
  private static List<Layer> crop(Writing writing) {
    Shape before = input(writing);
    Shape after = writing.layer().on(List.of(before)).output().evaluated();
    List<Size> begins = ((Crop) writing.layer()).amount().before().sizes();
    List<Layer> parts = new ArrayList<>();
    for (int axis = 0; axis < after.spatial().size(); axis++) {
      long from = begins.get(begins.size() == 1 ? 0 : axis).value();
      long size = after.spatial().get(axis).size().value();
      parts.add(new Slice(axis + 2, Size.of(from), Size.of(from + size), Size.of(1)));
    }
    return parts;
  }

  /** ONNX has one operator for each layer of a stack. */
  private static List<Layer> stacked(Writing writing) {
    Recurrent layer = (Recurrent) writing.layer();
    List<Layer> layers = new ArrayList<>();
    for (int i = 1; i <= layer.layers(); i++) {
      boolean sequence = layer.sequence() || i < layer.layers();
      layers.add(
          Expansions.with(layer, "layers", 1, "sequence", sequence, "states", true, "in", null));
    }
    return layer.layers() == 1 && layer.states() ? List.of() : layers;
  }

  private static List<Layer> global(Writing writing) {
    GlobalPool layer = (GlobalPool) writing.layer();
    return layer.keepdims()
        ? List.of()
        : List.of(new GlobalPool(layer.kind(), true), new Flatten());
  }

  private static List<Layer> shuffle(Writing writing) {
    long groups = ((ChannelShuffle) writing.layer()).groups().value();
    List<Long> extents = sizes(input(writing));
    List<Long> parted = new ArrayList<>(List.of(groups, extents.get(0) / groups));
    parted.addAll(extents.subList(1, extents.size()));
    List<Size> order = new ArrayList<>(List.of(Size.of(2), Size.of(1)));
    for (long axis = 3; axis <= parted.size(); axis++) {
      order.add(Size.of(axis));
    }
    return List.of(reshape(parted), new Permute(order, AxisOrder.CHW), reshape(extents));
  }

  private static List<Long> sizes(Shape shape) {
    return shape.sizes(AxisOrder.CHW).stream().map(Size::value).toList();
  }

  private static Reshape reshape(List<Long> extents) {
    List<Optional<Size>> sizes =
        extents.stream().map(extent -> Optional.of(Size.of(extent))).toList();
    return new Reshape(new OpenExtents(sizes), AxisOrder.CHW);
  }

  private static List<Layer> chunk(Writing writing) {
    Chunk layer = (Chunk) writing.layer();
    int index = input(writing).index(layer.dim());
    Size part = Size.of(input(writing).axes().get(index).size().value() / layer.parts());
    return List.of(new Split(Collections.nCopies(layer.parts(), part), index + 1));
  }

  /** Of some axes alone, a reshape. */
  private static List<Layer> flatten(Writing writing) {
    return List.of(
        reshape(sizes(writing.layer().on(List.of(input(writing))).output().evaluated())));
  }
}
