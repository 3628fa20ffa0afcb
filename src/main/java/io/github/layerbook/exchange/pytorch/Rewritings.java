package io.github.layerbook.exchange.pytorch;

import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.Rewriting;
import io.github.layerbook.exchange.Writing;
import io.github.layerbook.exchange.rewriting.Expansions;
import io.github.layerbook.exchange.rewriting.Padded;
import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.convolution.DepthwiseConvolution;
import io.github.layerbook.layer.convolution.SeparableConvolution;
import io.github.layerbook.layer.convolution.TransposedConvolution;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Fill;
import io.github.layerbook.layer.geometry.OpenExtents;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.layer.pooling.AdaptivePool;
import io.github.layerbook.layer.pooling.AveragePool;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.layer.pooling.MaxPool;
import io.github.layerbook.layer.shape.Crop;
import io.github.layerbook.layer.shape.Flatten;
import io.github.layerbook.layer.shape.Pad;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How PyTorch says layers for which it has no class. */
final class Rewritings {
  private Rewritings() {}

  static List<Rewriting> all() {
    return List.of(
        Rewriting.of(Activation.class, Rewritings::fresh),
        Rewriting.of(FullyConnected.class, Rewritings::fullyConnected),
        Rewriting.of(GlobalPool.class, Rewritings::global),
        Rewriting.of(DepthwiseConvolution.class, Expansions::depthwise),
        Rewriting.of(SeparableConvolution.class, Expansions::separable),
        Rewriting.of(TransposedConvolution.class, Rewritings::transposed),
        Rewriting.of(Crop.class, Rewritings::crop),
        Rewriting.of(Convolution.class, Padded::inNumbers),
        Rewriting.of(Convolution.class, Padded::before),
        Rewriting.of(MaxPool.class, Padded::inNumbers),
        Rewriting.of(AveragePool.class, Padded::inNumbers));
  }

  private static Shape input(Writing writing) {
    if (writing.inputs().isEmpty()) {
      throw new NotExpressibleException("the number of input values is needed: state the input");
    }
    return writing.inputs().get(0);
  }

  /** A module without an {@code inplace} of its own takes new memory either way. */
  private static List<Layer> fresh(Writing writing) {
    Activation layer = (Activation) writing.layer();
    return layer.inplace() ? List.of() : List.of(new Activation(layer.kind(), true));
  }

  private static List<Layer> fullyConnected(Writing writing) {
    FullyConnected layer = (FullyConnected) writing.layer();
    Shape input = input(writing);
    Linear linear = new Linear(layer.out(), layer.bias(), Size.of(input.values().value()));
    return input.hasChannels() ? List.of(new Flatten(), linear) : List.of(linear);
  }

  private static List<Layer> global(Writing writing) {
    GlobalPool layer = (GlobalPool) writing.layer();
    List<Optional<Size>> ones =
        Collections.nCopies(input(writing).spatial().size(), Optional.of(Size.of(1)));
    AdaptivePool pool =
        new AdaptivePool(AdaptivePool.Kind.valueOf(layer.kind().name()), new OpenExtents(ones));
    return layer.keepdims() ? List.of(pool) : List.of(pool, new Flatten());
  }

  /**
   * Padding in numbers that gives the same output: {@code out = spread - 2*padding + more}, where
   * the output without padding is {@code spread} long.
   */
  private static List<Layer> transposed(Writing writing) {
    TransposedConvolution layer = (TransposedConvolution) writing.layer();
    if (layer.padding().mode() == Padding.Mode.EXPLICIT) {
      return List.of();
    }
    List<Axis> outputs = layer.on(List.of(input(writing))).output().spatial();
    List<Axis> bare =
        numbered(layer, Padding.of(0), null).on(List.of(input(writing))).output().spatial();
    List<Size> padding = new ArrayList<>();
    List<Size> more = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      long excess = bare.get(i).size().value() - outputs.get(i).size().value();
      long zeros = Math.max(0, Math.floorDiv(excess + 1, 2L));
      padding.add(Size.of(zeros));
      more.add(Size.of(2 * zeros - excess));
    }
    Extents zeros = new Extents(padding);
    return List.of(
        numbered(layer, new Padding(Padding.Mode.EXPLICIT, zeros, zeros), new Extents(more)));
  }

  private static Layer numbered(
      TransposedConvolution layer, Padding padding, @Nullable Extents more) {
    return Expansions.with(layer, "padding", padding, "outpadding", more);
  }

  /** Negative padding. */
  private static List<Layer> crop(Writing writing) {
    Padding amount = ((Crop) writing.layer()).amount();
    Extents none = new Extents(Collections.nCopies(amount.before().sizes().size(), Size.of(0)));
    return List.of(new Pad(new Padding(Padding.Mode.EXPLICIT, none, none), Fill.ZEROS, amount));
  }
}
