package io.github.layerbook.exchange.onnx.inference;

import io.github.layerbook.exchange.onnx.model.ModelGraph;
import io.github.layerbook.exchange.onnx.model.ModelTensor;
import io.github.layerbook.exchange.onnx.model.ModelValue;
import io.github.layerbook.exchange.onnx.model.Operation;
import io.github.layerbook.exchange.onnx.operator.OnnxOperators;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of each value of a graph.
 *
 * <p>Operations are followed in the order of the file. A value whose shape cannot be computed has
 * that which the file states, if all its extents are numbers.
 */
public final class ShapeInference {
  /** So few values may be a shape, and are always kept. */
  private static final int SHAPE = 64;

  /** So many values are computed, those of all operations together. */
  private static final long MOST_COMPUTED = 500_000;

  private final Map<String, Long> symbols;
  private final long opset;
  private final Map<String, Known> known = new LinkedHashMap<>();
  private final Map<String, String> unknown = new LinkedHashMap<>();
  private final Map<String, ModelValue> stated = new HashMap<>();
  private final Set<String> assumed = new HashSet<>();
  private long computed;

  private ShapeInference(Map<String, Long> symbols, long opset) {
    this.symbols = Map.copyOf(symbols);
    this.opset = opset;
  }

  /**
   * Follows a graph.
   *
   * @param inputs the extents of its inputs by name, the batch among them
   * @param symbols what the names of open extents stand for
   */
  public static ShapeInference of(
      ModelGraph graph, Map<String, List<Long>> inputs, Map<String, Long> symbols, long opset) {
    ShapeInference inference = new ShapeInference(symbols, opset);
    inputs.forEach((name, extents) -> inference.known.put(name, Known.varying(extents)));
    inference.follow(graph);
    return inference;
  }

  private void follow(ModelGraph graph) {
    stated.putAll(graph.values());
    for (ModelTensor tensor : graph.initializers().values()) {
      known.put(tensor.name(), Selecting.of(tensor, tensor.name()));
    }
    graph.operations().forEach(this::follow);
  }

  private void follow(Operation operation) {
    bodies(operation);
    List<@Nullable Known> inputs = new ArrayList<>();
    String missing = "";
    for (String name : operation.inputs()) {
      Known input = name.isEmpty() ? null : known.get(name);
      missing = input == null && !name.isEmpty() && missing.isEmpty() ? name : missing;
      inputs.add(input);
    }
    List<Known> results = List.of();
    String reason = "";
    if (!missing.isEmpty()) {
      reason = unknown.getOrDefault(missing, "it is not stated");
    } else {
      try {
        results = results(operation, new Rule.Inputs(inputs, opset));
      } catch (UnknownShapeException
          | ArithmeticException
          | IllegalArgumentException
          | IndexOutOfBoundsException e) {
        reason = Reasons.of(e);
      }
    }
    boolean varies =
        !missing.isEmpty()
            || inputs.stream().anyMatch(in -> in != null && in.varies())
            || inputs.isEmpty();
    for (int i = 0; i < operation.outputs().size(); i++) {
      String output = operation.outputs().get(i);
      Known result = i < results.size() ? results.get(i) : told(output, varies);
      if (result == null && i == 0 && missing.isEmpty() && rule(operation) == null) {
        result = likeInput(inputs);
        assumed.add(output);
      }
      if (result != null && !output.isEmpty()) {
        known.put(output, affordable(result));
      } else if (!output.isEmpty()) {
        unknown.put(output, reason);
      }
    }
  }

  /** Leaves out the values where more were computed than any exporter's shapes need. */
  private Known affordable(Known result) {
    int count = result.numbers().map(List::size).orElse(0);
    computed += count;
    return computed <= MOST_COMPUTED || count <= SHAPE
        ? result
        : new Known(result.extents(), Optional.empty(), result.weight(), result.varies());
  }

  /** Of an unknown operator nothing better can be said. */
  private static @Nullable Known likeInput(List<@Nullable Known> inputs) {
    for (Known input : inputs) {
      if (input != null && input.varies()) {
        return Known.varying(input.extents());
      }
    }
    return null;
  }

  private List<Known> results(Operation operation, Rule.Inputs inputs) {
    if (operation.operator().equals("If")) {
      return chosen(operation, inputs)
          .map(body -> body.outputs().stream().map(output -> known.get(output.name())).toList())
          .filter(all -> all.stream().allMatch(java.util.Objects::nonNull))
          .orElse(List.of());
    }
    Rule rule = rule(operation);
    if (rule != null) {
      return rule.apply(operation, inputs);
    }
    return operation
        .graph("body")
        .map(body -> new Turns(operation, inputs).results(body, known))
        .orElse(List.of());
  }

  private static @Nullable Rule rule(Operation operation) {
    String operator = operation.operator();
    if (!isKnown(operation.domain())) {
      return null;
    }
    Rule rule = Rearranging.of(operator);
    rule = rule == null ? Selecting.of(operator) : rule;
    rule = rule == null ? Products.of(operator) : rule;
    rule = rule == null ? Arithmetic.of(operator) : rule;
    return rule == null ? Classes.of(operator) : rule;
  }

  /** ONNX's own operators, those of ONNX Runtime under the same names, and our groups. */
  private static boolean isKnown(String domain) {
    return domain.isEmpty()
        || domain.equals("com.microsoft")
        || domain.equals("ai.onnx.ml")
        || domain.equals(OnnxOperators.GROUPS);
  }

  /** The branch that is taken if that does not depend on the network's input, else the first. */
  private static Optional<ModelGraph> chosen(Operation operation, Rule.Inputs inputs) {
    boolean no =
        inputs
            .get(0)
            .numbers()
            .filter(all -> all.size() == 1 && all.get(0).doubleValue() == 0)
            .isPresent();
    return operation.graph(no ? "else_branch" : "then_branch");
  }

  /** Follows what stands inside an operation; what it is given from outside it sees. */
  private void bodies(Operation operation) {
    for (Object attribute : operation.attributes().values()) {
      if (attribute instanceof ModelGraph body) {
        given(operation, body);
        follow(body);
      }
    }
  }

  /** What a loop's body is given: its state as it is at first, and slices of what it scans. */
  private void given(Operation operation, ModelGraph body) {
    List<ModelValue> inputs = body.inputs();
    for (int i = 0; i < inputs.size(); i++) {
      String name = inputs.get(i).name();
      Known given = i < operation.inputs().size() ? known.get(operation.inputs().get(i)) : null;
      Known told = told(inputs.get(i), true);
      int scan = Turns.scanned(operation, body, i);
      boolean counter = operation.operator().equals("Loop") && i < 2;
      if (counter) {
        known.put(name, new Known(List.of(), Optional.empty(), "", false));
      } else if (given != null && scan >= 0) {
        try {
          known.put(name, Turns.part(operation, given, scan));
        } catch (UnknownShapeException e) {
          unknown.put(name, Reasons.of(e));
        }
      } else if (given != null && scan < 0) {
        known.put(name, Turns.state(operation, body, i, given));
      } else if (told != null) {
        known.put(name, told);
      } else {
        unknown.put(name, "it is not stated");
      }
    }
  }

  private @Nullable Known told(String name, boolean varies) {
    ModelValue value = stated.get(name);
    return value == null ? null : told(value, varies);
  }

  private @Nullable Known told(ModelValue value, boolean varies) {
    List<Long> extents = new ArrayList<>();
    for (ModelValue.Extent extent : value.extents().orElse(List.of())) {
      Long size = extent.isKnown() ? Long.valueOf(extent.size()) : symbols.get(extent.symbol());
      if (size == null) {
        return null;
      }
      extents.add(size);
    }
    return value.extents().isEmpty() ? null : new Known(extents, Optional.empty(), "", varies);
  }

  /** Returns what is known of a value; empty if nothing is. */
  public Optional<Known> find(String name) {
    return Optional.ofNullable(known.get(name));
  }

  /** Returns all values that something is known of. */
  public Map<String, Known> all() {
    return java.util.Collections.unmodifiableMap(known);
  }

  /** Returns whether a value's shape is only taken to be that of what it is made of. */
  public boolean isAssumed(String name) {
    return assumed.contains(name);
  }

  /** Returns why nothing is known of a value; empty if something is. */
  public String reason(String name) {
    return unknown.getOrDefault(name, "");
  }
}
