package io.github.layerbook.exchange.onnx.plain;

import io.github.layerbook.exchange.onnx.model.ModelGraph;
import io.github.layerbook.exchange.onnx.model.ModelTensor;
import io.github.layerbook.exchange.onnx.model.ModelValue;
import io.github.layerbook.exchange.onnx.model.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A graph in plain operators.
 *
 * <p>Values that are only the numbers of others in another precision are those others: what {@code
 * QuantizeLinear} makes is what it reads. Scales and zero points are no weights.
 */
public final class PlainGraph {
  private static final String RUNTIME = "com.microsoft";

  private final Map<String, ModelTensor> initializers;
  private final Map<String, String> others = new HashMap<>();
  private final Set<String> scales;
  private final Set<String> notes;
  private final Set<String> wholes = new HashSet<>();
  private final List<Operation> operations = new ArrayList<>();
  private int made;

  private PlainGraph(ModelGraph graph, PlainGraph outer) {
    this(graph, outer.scales, outer.notes);
    others.putAll(outer.others);
    made = outer.made;
  }

  private PlainGraph(ModelGraph graph, Set<String> scales, Set<String> notes) {
    this.initializers = new LinkedHashMap<>(graph.initializers());
    this.scales = scales;
    this.notes = notes;
  }

  /** What stands for an operation, which it adds to a graph. */
  @FunctionalInterface
  interface Rewriting {
    /** Adds the operations; returns false to leave the operation as it is. */
    boolean apply(Operation operation, PlainGraph graph);
  }

  /**
   * A graph, and what was left out of it.
   *
   * @param graph the graph in plain operators
   * @param scales the names of the initializers that are scales and zero points
   * @param notes what the reader should know
   */
  public record Result(ModelGraph graph, Set<String> scales, Set<String> notes) {}

  /** Rewrites a graph, what stands inside its operations too. */
  public static Result of(ModelGraph graph) {
    Set<String> scales = new LinkedHashSet<>();
    Set<String> notes = new LinkedHashSet<>();
    ModelGraph plain = new PlainGraph(graph, scales, notes).rewritten(graph);
    scales.retainAll(graph.initializers().keySet());
    return new Result(plain, scales, notes);
  }

  private ModelGraph rewritten(ModelGraph graph) {
    graph.operations().forEach(this::rewrite);
    for (ModelValue output : graph.outputs()) {
      String source = source(output.name());
      if (!source.equals(output.name())) {
        add("Identity", List.of(source), output.name(), Map.of());
      }
    }
    return new ModelGraph(
        graph.name(), graph.inputs(), graph.outputs(), initializers, operations, graph.values());
  }

  private static boolean hasBody(Operation operation) {
    return operation.attributes().values().stream().anyMatch(ModelGraph.class::isInstance);
  }

  /** Operators of ONNX Runtime may have the names of ONNX's own; those of others do not. */
  private static @Nullable Rewriting rewriting(Operation operation) {
    boolean plain = operation.domain().isEmpty() || operation.domain().equals(RUNTIME);
    String operator = plain ? operation.operator() : operation.type();
    Rewriting found = Fused.of(operator);
    found = found == null ? Quantized.of(operator) : found;
    found = found == null ? WrittenAttention.of(operator) : found;
    return found == null ? Estimators.of(operator) : found;
  }

  private void rewrite(Operation operation) {
    Operation renamed =
        operation.inputs().stream().noneMatch(others::containsKey)
            ? operation
            : operation.with(
                operation.inputs().stream().map(this::source).toList(), operation.outputs());
    Rewriting rewriting = rewriting(operation);
    int before = operations.size();
    boolean done = false;
    try {
      done = rewriting != null && rewriting.apply(renamed, this);
    } catch (IndexOutOfBoundsException | ArithmeticException e) {
      operations.subList(before, operations.size()).clear();
    }
    if (!done) {
      operations.add(inside(renamed));
    }
  }

  private Operation inside(Operation operation) {
    if (!hasBody(operation)) {
      return operation;
    }
    Map<String, Object> attributes = new LinkedHashMap<>(operation.attributes());
    attributes.replaceAll(
        (name, value) ->
            value instanceof ModelGraph body ? new PlainGraph(body, this).rewritten(body) : value);
    return operation.as(operation.operator(), operation.domain(), operation.inputs(), attributes);
  }

  /** Returns the value that another is. */
  private String source(String value) {
    return others.getOrDefault(value, value);
  }

  /** Says that a value is another. */
  void same(String value, String other) {
    if (!value.isEmpty()) {
      others.put(value, source(other));
    }
  }

  /** Says that values are scales or zero points. */
  void scale(List<String> values) {
    values.stream().filter(value -> !value.isEmpty()).forEach(scales::add);
  }

  /** Says that a value is of whole numbers, to be cast. */
  void whole(String value) {
    wholes.add(value);
  }

  /** Whether a value is of whole numbers, to be cast. */
  boolean isWhole(String value) {
    return wholes.contains(value);
  }

  /** Says something that the reader should know. */
  void note(String note) {
    notes.add(note);
  }

  /** Whether a value is a scale or a zero point, or computed of such alone. */
  boolean isScale(String value) {
    return scales.contains(value);
  }

  /** Returns the extents of a weight; empty for what is computed. */
  Optional<List<Long>> weight(String value) {
    return Optional.ofNullable(initializers.get(value)).map(ModelTensor::extents);
  }

  /** Returns the type of a weight's values; empty for what is computed. */
  String type(String value) {
    ModelTensor tensor = initializers.get(value);
    return tensor == null ? "" : tensor.type();
  }

  /** Takes an initializer for the weights that it stands for, of any precision. */
  void trained(String value) {
    weight(value).ifPresent(extents -> trained(value, extents));
  }

  /** Takes an initializer for weights of other extents, which it packs. */
  void trained(String value, List<Long> extents) {
    ModelTensor stored = initializers.get(value);
    if (stored != null) {
      boolean asItIs = stored.isReal() && stored.extents().equals(extents);
      initializers.put(
          value,
          asItIs
              ? stored
              : new ModelTensor(value, "FLOAT", extents, Optional.empty(), stored.location()));
    }
  }

  /** Adds numbers, and returns their name. */
  String numbers(Long... numbers) {
    String name = fresh("numbers");
    initializers.put(
        name,
        new ModelTensor(
            name,
            "INT64",
            List.of((long) numbers.length),
            Optional.of(List.of((Number[]) numbers)),
            ""));
    return name;
  }

  /** Adds weights that are part of others, and returns their name. */
  String part(String value, String name, List<Long> extents) {
    String part = value + "." + name;
    initializers.put(part, new ModelTensor(part, "FLOAT", extents, Optional.empty(), ""));
    return part;
  }

  /** Returns a name that no value has. */
  String fresh(String stem) {
    return "layerbook::" + stem + "_" + made++;
  }

  /** Adds an operation without a name of its own, and returns what it makes. */
  String add(String operator, List<String> inputs, String output, Map<String, Object> attributes) {
    operations.add(new Operation("", operator, "", inputs, List.of(output), attributes, Map.of()));
    return output;
  }

  /** Adds an operation in the place of another, with its name and origin. */
  String add(
      Operation of,
      String operator,
      List<String> inputs,
      String output,
      Map<String, Object> attributes) {
    operations.add(
        new Operation(of.name(), operator, "", inputs, List.of(output), attributes, of.metadata()));
    return output;
  }
}
