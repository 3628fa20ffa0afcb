package io.github.layerbook.exchange.keras.code;

import io.github.layerbook.exchange.python.syntax.Singleton;
import io.github.layerbook.exchange.python.value.Builtin;
import io.github.layerbook.exchange.python.value.Python;
import io.github.layerbook.exchange.python.value.TupleValue;
import io.github.layerbook.exchange.python.value.Unknown;
import io.github.layerbook.exchange.tracing.TracedTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What Keras's tensors can do. */
final class TensorMethods implements TracedTensor.Methods {
  @Override
  public Optional<Object> attribute(Python interpreter, TracedTensor tensor, String name) {
    return switch (name) {
      case "shape", "_keras_shape" -> Optional.of(shape(tensor));
      case "get_shape" -> Optional.of(Builtin.function(name, (in, a) -> shape(tensor)));
      case "ndim" -> Optional.of((long) tensor.rank());
      case "name" -> Optional.of(tensor.isTraced() ? tensor.made().address() : "");
      default -> Optional.of(new Unknown("tensor." + name, true));
    };
  }

  /** Returns extents, with None for the batch. */
  static TupleValue shape(TracedTensor tensor) {
    List<Object> extents = new ArrayList<>(tensor.extents());
    int batch = tensor.batchAxis();
    if (batch >= 0) {
      extents.set(batch, Singleton.NONE);
    }
    return TupleValue.of(extents);
  }
}
