package io.github.layerbook.exchange.onnx.operator;

import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.layer.Layer;

/** ONNX's dialect. */
public final class OnnxOperators {
  /** The domain of operators that are no one's: a group of nodes read as one layer. */
  public static final String GROUPS = "layerbook";

  private static final String DOMAIN = "ai.onnx";

  private static final Dialect DIALECT =
      Dialect.of("ONNX")
          .with(Convolutions.entries())
          .with(Poolings.entries())
          .with(Activations.entries())
          .with(Normalizations.entries())
          .with(Vectors.entries())
          .with(Recurrents.entries())
          .with(Merges.entries())
          .with(Shapes.entries());

  private OnnxOperators() {}

  /** Returns the table of ONNX's operators. */
  public static Dialect dialect() {
    return DIALECT;
  }

  /** Begins the entry of an operator. */
  static EntryBuilder operator(Class<? extends Layer> type, String... names) {
    return EntryBuilder.of(type, DOMAIN, names);
  }
}
