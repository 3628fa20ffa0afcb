package io.github.layerbook.exchange.onnx;

import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.onnx.inference.Known;
import io.github.layerbook.exchange.onnx.inference.Reasons;
import io.github.layerbook.exchange.onnx.inference.ShapeInference;
import io.github.layerbook.exchange.onnx.model.ModelGraph;
import io.github.layerbook.exchange.onnx.model.Operation;
import io.github.layerbook.exchange.onnx.operator.OnnxOperators;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.tracing.Graph;
import io.github.layerbook.exchange.tracing.TracedTensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Follows a graph's operations and writes them down as layers. */
final class Tracer {
  /** Why what comes after something unknown is not known either. */
  static final String NOT_FOLLOWED = "it reads what could not be followed";

  /** What tensors can do in code; in a file they are only read. */
  static final TracedTensor.Methods NO_METHODS = (interpreter, tensor, name) -> Optional.empty();

  private final ShapeInference shapes;
  private final Views views;
  private final ModuleNames names;
  private final Graph graph;
  private final Map<String, TracedTensor> traced = new HashMap<>();
  private final Map<String, Integer> silent = new TreeMap<>();
  private final Map<String, String> failures = new LinkedHashMap<>();
  private final LearnedConstants learned;
  private final Layers layers;
  private final Operands operands;

  Tracer(ShapeInference shapes, long batch, ModuleNames names, ModelGraph followed) {
    this.shapes = shapes;
    this.graph =
        new Graph(
            followed.operations().stream()
                .filter(each -> Layers.hasWeights(each, shapes))
                .map(names::of)
                .toList());
    this.views = new Views(Math.max(batch, 1));
    this.names = names;
    this.learned = new LearnedConstants(this);
    this.layers = new Layers(this, Copies.in(followed));
    this.operands = new Operands(this, followed);
  }

  /** Returns what applies layers, and whose weights they use. */
  Layers layers() {
    return layers;
  }

  /** Returns what tensors are combined with. */
  Operands operands() {
    return operands;
  }

  /** Returns what is computed of learned values alone. */
  LearnedConstants learned() {
    return learned;
  }

  Graph graph() {
    return graph;
  }

  Views views() {
    return views;
  }

  ModuleNames names() {
    return names;
  }

  ShapeInference shapes() {
    return shapes;
  }

  /** Returns operators that no layer was made of, with how often they occur. */
  Map<String, Integer> silent() {
    return silent;
  }

  /** Returns what could not be followed, by operation. */
  Map<String, String> failures() {
    return failures;
  }

  void put(String name, TracedTensor tensor) {
    traced.put(name, tensor);
  }

  Optional<TracedTensor> find(String name) {
    return Optional.ofNullable(traced.get(name));
  }

  void follow(ModelGraph body) {
    body.operations().forEach(this::follow);
  }

  private void follow(Operation operation) {
    boolean bodies = Bodies.has(operation);
    boolean varies = bodies || operation.inputs().stream().anyMatch(traced::containsKey);
    if (!bodies && isSettled(operation)) {
      learned.add(operation);
      return;
    } else if (!varies) {
      boolean lost =
          operation.inputs().stream()
              .anyMatch(
                  name -> !name.isEmpty() && shapes.find(name).map(Known::varies).orElse(true));
      if (lost) {
        failures.put(operation.toString(), NOT_FOLLOWED);
      }
      return;
    }
    try {
      if (bodies) {
        new Bodies(this).follow(operation);
        return;
      }
      List<TracedTensor> outputs = outputs(operation);
      for (int i = 0; i < Math.min(outputs.size(), operation.outputs().size()); i++) {
        put(operation.outputs().get(i), outputs.get(i));
      }
    } catch (PythonException
        | IllegalArgumentException
        | ArithmeticException
        | IndexOutOfBoundsException e) {
      Opaques.follow(this, operation, Reasons.of(e));
    }
  }

  /** Sizes of what depends on the network's input do not depend on it. */
  private boolean isSettled(Operation operation) {
    return operation.outputs().stream()
        .allMatch(
            name -> name.isEmpty() || shapes.find(name).filter(each -> !each.varies()).isPresent());
  }

  private List<TracedTensor> outputs(Operation operation) {
    String operator = operation.operator();
    boolean own = operation.domain().isEmpty() || operation.domain().equals(OnnxOperators.GROUPS);
    if (!own) {
      throw new PythonException("an operator of the domain %s", operation.domain());
    }
    Handler handler = Handlers.of(operator);
    if (handler != null) {
      return handler.apply(this, operation);
    }
    Optional<Entry> entry = OnnxOperators.dialect().find(operator);
    if (entry.isPresent()) {
      return layers.applied(entry.get(), operation);
    }
    throw new PythonException("there is no layer for it");
  }

  /** What becomes of an operation. */
  @FunctionalInterface
  interface Handler {
    List<TracedTensor> apply(Tracer tracer, Operation operation);
  }

  /** Notes an operation that changes values alike, for which there is no layer. */
  void passed(Operation operation) {
    silent.merge(operation.type(), 1, Integer::sum);
  }

  Known known(String name) {
    return shapes
        .find(name)
        .orElseThrow(
            () ->
                new PythonException("the shape of %s is not known: %s", name, shapes.reason(name)));
  }

  /** Returns a value as a tensor, one that does not depend on the network's input too. */
  TracedTensor tensor(String name) {
    TracedTensor tensor = traced.get(name);
    if (tensor != null) {
      return tensor;
    }
    Known known = known(name);
    if (known.varies()) {
      throw new PythonException(NOT_FOLLOWED);
    }
    return TracedTensor.constant(known.extents(), operands.weight(known, ""), NO_METHODS);
  }
}
