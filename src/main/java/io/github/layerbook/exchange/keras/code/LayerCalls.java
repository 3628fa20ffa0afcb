package io.github.layerbook.exchange.keras.code;

import io.github.layerbook.exchange.DialectException;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.Invocation;
import io.github.layerbook.exchange.keras.Steps;
import io.github.layerbook.exchange.python.Interpreter;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.value.CallArguments;
import io.github.layerbook.exchange.python.value.Instance;
import io.github.layerbook.exchange.python.value.Operators;
import io.github.layerbook.exchange.python.value.Python;
import io.github.layerbook.exchange.tracing.Applications;
import io.github.layerbook.exchange.tracing.Graph;
import io.github.layerbook.exchange.tracing.TracedTensor;
import io.github.layerbook.exchange.tracing.Values;
import io.github.layerbook.layer.activation.Identity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What layers make of tensors: those of the dialect's table, and those that the text writes. */
record LayerCalls(Layers layers) {
  Object called(Python in, CallArguments arguments) {
    Instance self = Modelling.self(arguments);
    List<TracedTensor> inputs = inputs(in, arguments.from(1));
    Optional<Object> call = self.type().find("call");
    if (inputs.isEmpty() && call.isEmpty()) {
      Values.require(arguments.from(1));
      throw new PythonException("%s is called without a tensor", self.type().name());
    } else if (self.fields().get("<function>") != null) {
      return in.call(self.fields().get("<function>"), arguments.from(1));
    } else if (call.isPresent()) {
      return written(in, self, inputs, arguments);
    } else if (inputs.stream().noneMatch(TracedTensor::isTraced)) {
      return constant(self, inputs.get(0));
    }
    Graph graph = inputs.stream().filter(TracedTensor::isTraced).findFirst().orElseThrow().graph();
    String path = Graph.joined(graph.block(), Layers.pathName(self));
    return self.fields().get(Layers.ENTRY) instanceof Entry entry
        ? applied(in, entry, self, inputs, path, arguments)
        : unchanged(inputs.get(0), path);
  }

  private static TracedTensor unchanged(TracedTensor tensor, String path) {
    return tensor.with(
        tensor.extents(),
        tensor.placement(),
        tensor.graph().add(path, new Identity(), List.of(tensor.made()), null).get(0));
  }

  /** Rows of an embedding that do not depend on the input: learned positions. */
  private static Object constant(Instance self, TracedTensor input) {
    Object rows = self.fields().get("input_dim");
    Object features = self.fields().get("output_dim");
    if (!(rows instanceof Long length) || !(features instanceof Long width)) {
      return input;
    }
    List<Long> extents = new ArrayList<>(input.extents());
    extents.add(width);
    return TracedTensor.constant(
        extents,
        new TracedTensor.Weight(self, Layers.pathName(self), List.of(length, width)),
        input.methods());
  }

  private static List<TracedTensor> inputs(Python in, CallArguments arguments) {
    List<TracedTensor> tensors = new ArrayList<>();
    arguments.positional().forEach(value -> collect(in, value, tensors));
    arguments
        .named()
        .forEach(
            (name, value) -> {
              if (!name.contains("mask") && !name.equals("initial_state")) {
                collect(in, value, tensors);
              }
            });
    return tensors;
  }

  private static void collect(Python in, Object value, List<TracedTensor> tensors) {
    if (value instanceof TracedTensor tensor) {
      tensors.add(tensor);
    } else if (Operators.isSequence(value)) {
      in.iterate(value).forEach(each -> collect(in, each, tensors));
    }
  }

  private Object applied(
      Python in,
      Entry entry,
      Instance self,
      List<TracedTensor> inputs,
      String path,
      CallArguments arguments) {
    Object states = arguments.named().get("initial_state");
    if (states != null) {
      List<TracedTensor> kept = new ArrayList<>();
      collect(in, states, kept);
      kept.stream()
          .filter(TracedTensor::isTraced)
          .forEach(state -> state.graph().keep(state.made()));
    }
    io.github.layerbook.exchange.Arguments given = Layers.arguments(self);
    boolean steps = entry.name().equals("TimeDistributed");
    List<TracedTensor> outputs =
        steps
                && !given.positional().isEmpty()
                && given.positional().get(0) instanceof Invocation inner
            ? Applications.chained(layers.dialect, steps(inner, inputs), inputs, path, self)
            : Applications.apply(
                entry, given, Values.options(entry, arguments), inputs, path, self);
    return outputs.size() == 1 ? outputs.get(0) : new ArrayList<Object>(outputs);
  }

  private static List<Invocation> steps(Invocation each, List<TracedTensor> inputs) {
    try {
      return Steps.of(each, inputs.get(0).extents());
    } catch (DialectException e) {
      throw new PythonException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * A layer that the text writes: {@code build} once, then {@code call}, in a block of its name.
   */
  private Object written(
      Python in, Instance self, List<TracedTensor> inputs, CallArguments arguments) {
    if (self.fields().putIfAbsent("<built>", true) == null && !inputs.isEmpty()) {
      Object shape =
          inputs.size() == 1
              ? TensorMethods.shape(inputs.get(0))
              : inputs.stream().<Object>map(TensorMethods::shape).toList();
      in.call(in.attributes().get(self, "build"), shape);
    }
    layers.named(in, self, Map.of());
    Optional<Graph> graph =
        inputs.stream().filter(TracedTensor::isTraced).findFirst().map(TracedTensor::graph);
    String outer = graph.map(Graph::block).orElse("");
    in.budget().enter();
    try {
      graph.ifPresent(each -> each.enter(Graph.joined(outer, Layers.pathName(self))));
      return run(in, self, arguments.from(1));
    } finally {
      graph.ifPresent(each -> each.enter(outer));
      in.budget().leave();
    }
  }

  /** Runs a layer or model that the text writes; Keras says itself whether it is trained. */
  static Object run(Python in, Instance written, CallArguments given) {
    Object call = in.attributes().get(written, "call");
    Map<String, Object> named = new LinkedHashMap<>(given.named());
    List<String> required = Interpreter.required(call);
    if (required.indexOf("training") >= given.positional().size()) {
      named.putIfAbsent("training", false);
    }
    return in.call(call, new CallArguments(given.positional(), named));
  }
}
