package io.github.layerbook.exchange.keras;

import io.github.layerbook.exchange.Rewriting;
import io.github.layerbook.exchange.Writing;
import io.github.layerbook.exchange.rewriting.Padded;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.convolution.DepthwiseConvolution;
import io.github.layerbook.layer.convolution.SeparableConvolution;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.layer.linear.TransposedLinear;
import io.github.layerbook.layer.pooling.MaxPool;
import io.github.layerbook.layer.shape.Flatten;
import java.util.List;

/** How Keras says layers for which it has no class. */
final class Rewritings {
  private Rewritings() {}

  static List<Rewriting> all() {
    return List.of(
        Rewriting.of(FullyConnected.class, Rewritings::fullyConnected),
        Rewriting.of(TransposedLinear.class, Rewritings::linear),
        Rewriting.of(Convolution.class, Padded::same),
        Rewriting.of(DepthwiseConvolution.class, Padded::same),
        Rewriting.of(SeparableConvolution.class, Padded::same),
        Rewriting.of(MaxPool.class, Padded::same),
        Rewriting.of(Convolution.class, Padded::before),
        Rewriting.of(DepthwiseConvolution.class, Padded::before),
        Rewriting.of(SeparableConvolution.class, Padded::before));
  }

  /** Keras's kernels lie inputs before outputs anyway. */
  private static List<Layer> linear(Writing writing) {
    TransposedLinear layer = (TransposedLinear) writing.layer();
    return List.of(new Linear(layer.out(), layer.bias(), null));
  }

  /** A vector needs no flattening; Keras flattens one to itself. */
  private static List<Layer> fullyConnected(Writing writing) {
    FullyConnected layer = (FullyConnected) writing.layer();
    Linear linear = new Linear(layer.out(), layer.bias(), null);
    boolean vector = !writing.inputs().isEmpty() && !writing.inputs().get(0).hasChannels();
    return vector ? List.of(linear) : List.of(new Flatten(), linear);
  }
}
