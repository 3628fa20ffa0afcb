package io.github.layerbook.exchange.pytorch;

import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.layer.Layer;
import java.util.Set;

/** PyTorch's dialect. */
public final class PyTorch {
  private static final Dialect DIALECT =
      Dialect.of("PyTorch").with(Convolutions.entries()).with(Vectors.entries());

  private PyTorch() {}

  /** Returns the table of PyTorch's classes and functions. */
  public static Dialect dialect() {
    return DIALECT;
  }

  /** Begins the entry of a class of {@code torch.nn}. */
  static EntryBuilder module(Class<? extends Layer> type, String... names) {
    return EntryBuilder.of(type, "torch.nn", names).tolerating(Set.of("device", "dtype"));
  }
}
