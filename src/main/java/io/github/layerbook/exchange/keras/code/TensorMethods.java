package io.github.layerbook.exchange.keras.code;

import io.github.layerbook.exchange.python.Builtin;
import io.github.layerbook.exchange.python.Interpreter;
import io.github.layerbook.exchange.python.None;
import io.github.layerbook.exchange.python.Tuple;
import io.github.layerbook.exchange.python.Unknown;
import io.github.layerbook.exchange.tracing.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What Keras's tensors can do. */
final class TensorMethods implements Tensor.Methods {
  @Override
  public Optional<Object> attribute(Interpreter interpreter, Tensor tensor, String name) {
    return switch (name) {
      case "shape", "_keras_shape" -> Optional.of(shape(tensor));
      case "get_shape" -> Optional.of(Builtin.function(name, (in, a) -> shape(tensor)));
      case "ndim" -> Optional.of((long) tensor.rank());
      case "name" -> Optional.of(tensor.isTraced() ? tensor.made().address() : "");
      default -> Optional.of(new Unknown("tensor." + name, true));
    };
  }

  /** Returns extents, with None for the batch. */
  static Tuple shape(Tensor tensor) {
    List<Object> extents = new ArrayList<>(tensor.extents());
    int batch = tensor.batchAxis();
    if (batch >= 0) {
      extents.set(batch, None.NONE);
    }
    return Tuple.of(extents);
  }
}
