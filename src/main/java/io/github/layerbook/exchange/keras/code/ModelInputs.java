package io.github.layerbook.exchange.keras.code;

import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.syntax.Singleton;
import io.github.layerbook.exchange.python.value.CallArguments;
import io.github.layerbook.exchange.python.value.Instance;
import io.github.layerbook.exchange.python.value.Operators;
import io.github.layerbook.exchange.python.value.Python;
import io.github.layerbook.exchange.tracing.Graph;
import io.github.layerbook.exchange.tracing.TracedTensor;
import io.github.layerbook.exchange.tracing.Values;
import io.github.layerbook.layer.AxisOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The inputs of models: stated by their code, or by arguments of the first layer. */
record ModelInputs(Modelling modelling) {
  private static final String SHAPE = "<shape>";

  /** Notes the extents of a model's or layer's input, without the batch. */
  static void put(Instance of, List<Long> extents) {
    of.fields().putIfAbsent(SHAPE, extents);
  }

  /** {@code Input(shape=(64, 64, 3))}. */
  Object input(Python in, CallArguments arguments) {
    Optional<List<Long>> extents = shape(in, arguments);
    if (extents.isEmpty()) {
      Values.require(arguments);
      throw new PythonException("an input needs its shape: write Input(shape=(64, 64, 3))");
    }
    Instance layer = new Instance(modelling.inputLayer);
    modelling.layers.named(in, layer, arguments.named());
    return input(modelling.graph(), Layers.pathName(layer), extents.get());
  }

  /** Adds an input to a graph. */
  static TracedTensor input(Graph graph, String name, List<Long> extents) {
    return TracedTensor.input(graph, name, extents, AxisOrder.HWC, new TensorMethods());
  }

  /** The input's extents without the batch that a layer's arguments tell. */
  static Optional<List<Long>> shape(Python in, CallArguments arguments) {
    Optional<Object> batched =
        arguments.named("batch_input_shape").or(() -> arguments.named("batch_shape"));
    Object shape =
        batched
            .or(() -> arguments.named("shape"))
            .or(() -> arguments.named("input_shape"))
            .or(() -> arguments.positional().stream().filter(Operators::isSequence).findFirst())
            .orElse(Singleton.NONE);
    if (!Operators.isSequence(shape)) {
      return shape instanceof Long number ? Optional.of(List.of(number)) : Optional.empty();
    }
    List<Object> extents = in.items().list(shape);
    if (batched.isPresent() && !extents.isEmpty()) {
      extents.remove(0);
    }
    List<Long> numbers = new ArrayList<>();
    for (Object extent : extents) {
      if (extent == Singleton.NONE) {
        return Optional.empty();
      }
      numbers.add(Operators.whole(extent, "an input's shape"));
    }
    return Optional.of(numbers);
  }

  /** {@code build((None, 32, 32, 3))}. */
  static Object built(Python in, CallArguments arguments) {
    Object shape = arguments.get(1, "input_shape", Singleton.NONE);
    if (Operators.isSequence(shape)) {
      shape(in, new CallArguments(List.of(), Map.of("batch_shape", shape)))
          .ifPresent(extents -> Modelling.self(arguments).fields().put(SHAPE, extents));
    }
    return Singleton.NONE;
  }

  /** The extents of a model's input without the batch, where its code tells them. */
  @SuppressWarnings("unchecked")
  Optional<List<Long>> shape(Python in, Instance of) {
    if (of.fields().get(SHAPE) instanceof List<?> extents) {
      return Optional.of((List<Long>) extents);
    } else if (of.isA(modelling.sequential) && !Modelling.members(of).isEmpty()) {
      Object first = Modelling.members(of).get(0);
      if (first instanceof TracedTensor tensor) {
        return Optional.of(tensor.example());
      } else if (first instanceof Instance instance) {
        return shape(in, instance);
      }
    } else if (of.fields().get(Functional.INPUTS) instanceof List<?> inputs
        && !inputs.isEmpty()
        && inputs.get(0) instanceof TracedTensor tensor) {
      return Optional.of(tensor.example());
    }
    Map<String, Object> told = new LinkedHashMap<>();
    for (String name : List.of("input_shape", "batch_input_shape")) {
      Object value = of.fields().get(name);
      if (value != null && value != Singleton.NONE) {
        told.put(name, value);
      }
    }
    if (told.isEmpty() && of.fields().get("input_length") instanceof Long length) {
      return Optional.of(List.of(length));
    } else if (told.isEmpty()
        && of.fields().get("input_dim") instanceof Long features
        && !of.type().name().equals("Embedding")) {
      return Optional.of(List.of(features));
    }
    return told.isEmpty() ? Optional.empty() : shape(in, new CallArguments(List.of(), told));
  }
}
