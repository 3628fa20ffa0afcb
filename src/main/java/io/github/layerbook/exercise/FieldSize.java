package io.github.layerbook.exercise;

import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.Window;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.Network;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * The extent of a receptive field as an expression over the kernels and strides of a chain of
 * layers: one pixel, and for each window its further taps times the product of the strides before
 * it (Dumoulin and Visin, "A guide to convolution arithmetic for deep learning").
 */
final class FieldSize {
  private FieldSize() {}

  /** Returns the expression for a layer of a chain, over its input's first axis. */
  static Size of(Network network, String layer) {
    List<Size> terms = new ArrayList<>();
    List<Size> strides = new ArrayList<>();
    for (Applied applied : network.applied()) {
      FieldOfView sight = applied.declaration().sight();
      if (sight.kind() == FieldOfView.Kind.WINDOWS) {
        Window window = sight.windows().get(0);
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
      if (applied.node().path().equals(layer)) {
        break;
      }
    }
    terms.add(Size.of(1));
    return Size.sum(terms);
  }
}
