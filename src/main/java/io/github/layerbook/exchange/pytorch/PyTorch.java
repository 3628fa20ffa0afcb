package io.github.layerbook.exchange.pytorch;

import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.layer.Layer;
import java.util.List;
import java.util.Set;

/** PyTorch's dialect. */
public final class PyTorch {
  static final String MODULES = "torch.nn";
  static final String FUNCTIONAL = "torch.nn.functional";

  private static final Dialect DIALECT =
      Dialect.of("PyTorch")
          .with(Convolutions.entries())
          .with(Poolings.entries())
          .with(Vectors.entries())
          .with(Activations.entries())
          .with(Normalizations.entries())
          .with(Shapes.entries())
          .with(Pads.entries())
          .with(Resizing.entries())
          .with(Recurrents.entries())
          .with(Attentions.entries())
          .without(
              "windows drawn at random are not among the layers",
              "FractionalMaxPool1d",
              "FractionalMaxPool2d",
              "FractionalMaxPool3d",
              "fractional_max_pool2d",
              "fractional_max_pool3d");

  private PyTorch() {}

  /** Returns the table of PyTorch's classes and functions. */
  public static Dialect dialect() {
    return DIALECT;
  }

  /** Begins the entry of a class of {@code torch.nn}. */
  static EntryBuilder module(Class<? extends Layer> type, String... names) {
    return EntryBuilder.of(type, MODULES, names).tolerating(Set.of("device", "dtype"));
  }

  /** Makes the function of a class, of one tensor. */
  static Entry function(Entry entry, String name, String signature) {
    return EntryBuilder.functionOf(entry, FUNCTIONAL, List.of(name), List.of("input"), signature)
        .entry();
  }
}
