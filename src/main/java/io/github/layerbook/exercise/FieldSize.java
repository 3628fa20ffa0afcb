package io.github.layerbook.exercise;

import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.Window;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.OutputAddress;
import io.github.layerbook.size.Size;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The extent of a receptive field as an expression over the kernels and strides of a chain of
 * layers: one pixel, and for each window its further taps times the product of the strides before
 * it (Dumoulin and Visin, "A guide to convolution arithmetic for deep learning").
 */
final class FieldSize {
  private FieldSize() {}

  /**
   * Returns the expression for a layer of a chain, over its input's first axis.
   *
   * @throws IllegalArgumentException if the layer does not end a chain of windows
   */
  static Size of(Network network, String layer) {
    List<Size> terms = new ArrayList<>();
    List<Size> strides = new ArrayList<>();
    for (Applied applied : chain(network, layer)) {
      FieldOfView fieldOfView = applied.declaration().fieldOfView();
      if (fieldOfView.kind() == FieldOfView.Kind.WINDOWS) {
        Window window = fieldOfView.windows().get(0);
        List<Size> factors = new ArrayList<>();
        factors.add(window.taps().named("K").minus(1));
        if (!window.dilation().is(1)) {
          factors.add(window.dilation().named("D"));
        }
        factors.addAll(strides);
        terms.add(Size.product(factors));
        if (!window.step().is(1)) {
          strides.add(window.step().named("S"));
        }
      }
    }
    terms.add(Size.of(1));
    return Size.sum(terms);
  }

  /** The layers between the network's input and a layer, and that layer. */
  private static List<Applied> chain(Network network, String layer) {
    Deque<Applied> chain = new ArrayDeque<>();
    String next = layer;
    while (!next.isEmpty()) {
      Applied applied = network.find(next).orElseThrow(() -> noChain(layer));
      List<OutputAddress> reads = applied.node().reads();
      FieldOfView.Kind kind = applied.declaration().fieldOfView().kind();
      boolean counts = kind == FieldOfView.Kind.WINDOWS || kind == FieldOfView.Kind.OWN_PLACE;
      if (reads.size() > 1 || !(counts || reads.isEmpty())) {
        throw noChain(layer);
      }
      chain.addFirst(applied);
      next = reads.isEmpty() ? "" : reads.get(0).layer();
    }
    return List.copyOf(chain);
  }

  private static IllegalArgumentException noChain(String layer) {
    return new IllegalArgumentException(
        "what %s sees is not that of a chain of windows: ask about a layer of one"
            .formatted(layer));
  }
}
