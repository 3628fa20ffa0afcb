package io.github.layerbook.exchange.onnx.pattern;

import io.github.layerbook.exchange.onnx.inference.Known;
import io.github.layerbook.exchange.onnx.inference.ShapeInference;
import io.github.layerbook.exchange.onnx.model.ModelGraph;
import io.github.layerbook.exchange.onnx.model.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A graph's nodes, by what they make and what they read. */
final class Nodes {
  private static final Set<String> SAME = Set.of("Identity", "Cast", "CastLike");

  /** What reads a tensor's extents reads nothing of it. */
  private static final Set<String> SIZES = Set.of("Shape", "Size");

  private final ShapeInference shapes;
  private final Map<String, Operation> makers = new HashMap<>();
  private final Map<String, List<Operation>> readers = new HashMap<>();
  private final Set<String> outputs = new HashSet<>();
  private final Set<Operation> taken = Collections.newSetFromMap(new IdentityHashMap<>());

  Nodes(ModelGraph graph, ShapeInference shapes) {
    this.shapes = shapes;
    graph.outputs().forEach(output -> outputs.add(output.name()));
    for (Operation operation : graph.operations()) {
      operation.outputs().forEach(output -> makers.put(output, operation));
      if (!SIZES.contains(operation.operator())) {
        operation
            .inputs()
            .forEach(
                input -> readers.computeIfAbsent(input, each -> new ArrayList<>()).add(operation));
      }
      for (Object attribute : operation.attributes().values()) {
        if (attribute instanceof ModelGraph body) {
          readFrom(body, operation);
        }
      }
    }
  }

  private void readFrom(ModelGraph body, Operation by) {
    for (Operation operation : body.operations()) {
      operation
          .inputs()
          .forEach(input -> readers.computeIfAbsent(input, each -> new ArrayList<>()).add(by));
    }
    body.outputs()
        .forEach(
            output -> readers.computeIfAbsent(output.name(), each -> new ArrayList<>()).add(by));
  }

  /** Returns what makes a value: an operator of ONNX's that no group has taken. */
  Optional<Operation> maker(String value) {
    return Optional.ofNullable(makers.get(value)).filter(each -> !taken.contains(each));
  }

  /** Returns what makes a value, if it is a given operator; casts to another type are passed. */
  Optional<Operation> maker(String value, String operator) {
    return maker(origin(value)).filter(each -> each.operator().equals(operator));
  }

  /** Returns the value that another is but for its type. */
  String origin(String value) {
    String at = value;
    for (int i = 0; i < 8; i++) {
      Optional<Operation> maker = maker(at).filter(each -> SAME.contains(each.operator()));
      if (maker.isEmpty() || maker.get().inputs().isEmpty()) {
        return at;
      }
      at = maker.get().inputs().get(0);
    }
    return at;
  }

  /** Returns the casts that stand between a value and what it is but for its type. */
  Operation[] casts(String value) {
    List<Operation> casts = new ArrayList<>();
    String at = value;
    String end = origin(value);
    while (!at.equals(end)) {
      Operation cast = maker(at).orElseThrow();
      casts.add(cast);
      at = cast.inputs().get(0);
    }
    return casts.toArray(Operation[]::new);
  }

  boolean same(String one, String other) {
    return origin(one).equals(origin(other));
  }

  /** Returns the operations that read a value. */
  List<Operation> readers(String value) {
    return readers.getOrDefault(value, List.of());
  }

  boolean isOutput(String value) {
    return outputs.contains(value);
  }

  Optional<Known> known(String value) {
    return shapes.find(value);
  }

  List<Long> extents(String value) {
    return known(value).map(Known::extents).orElse(List.of());
  }

  /** Returns whether a value does not depend on the network's input. */
  boolean isConstant(String value) {
    return known(value).filter(each -> !each.varies()).isPresent();
  }

  /** Returns whether a value is a single number, such as is near one, or not told by the file. */
  boolean isNumber(String value, double expected) {
    return known(value)
        .filter(each -> !each.varies() && each.size() == 1)
        .filter(
            each ->
                each.numbers().isEmpty()
                    || Math.abs(each.numbers().get().get(0).doubleValue() - expected)
                        <= 0.02 * Math.abs(expected) + 1e-9)
        .isPresent();
  }

  boolean isSingle(String value) {
    return known(value).filter(each -> !each.varies() && each.size() == 1).isPresent();
  }

  /** Returns the input of a two-sided operation that is not a given one. */
  Optional<String> other(Operation operation, String one) {
    if (operation.inputs().size() != 2) {
      return Optional.empty();
    } else if (same(operation.inputs().get(0), one)) {
      return Optional.of(operation.inputs().get(1));
    }
    return same(operation.inputs().get(1), one)
        ? Optional.of(operation.inputs().get(0))
        : Optional.empty();
  }

  /**
   * Returns the side of an operation that depends on the network's input, if the other does not.
   */
  Optional<String> varying(Operation operation) {
    if (operation.inputs().size() != 2) {
      return Optional.empty();
    }
    boolean first = isConstant(operation.inputs().get(0));
    boolean second = isConstant(operation.inputs().get(1));
    return first == second ? Optional.empty() : Optional.of(operation.inputs().get(first ? 1 : 0));
  }

  /** Returns the side of an operation that does not depend on the network's input. */
  String constant(Operation operation) {
    return isConstant(operation.inputs().get(0))
        ? operation.inputs().get(0)
        : operation.inputs().get(1);
  }

  /** Returns whether only a group's nodes read what is made inside it. */
  boolean isClosed(Group group, String result) {
    for (Operation member : group.members()) {
      for (String output : member.outputs()) {
        boolean inside =
            output.equals(result)
                || (!isOutput(output) && group.members().containsAll(readers(output)));
        if (!inside) {
          return false;
        }
      }
    }
    return true;
  }

  void take(Set<Operation> members) {
    taken.addAll(members);
  }

  boolean isTaken(Operation operation) {
    return taken.contains(operation);
  }
}
