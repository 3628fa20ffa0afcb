package io.github.layerbook.exchange.onnx.pattern;

import io.github.layerbook.exchange.onnx.inference.ShapeInference;
import io.github.layerbook.exchange.onnx.model.ModelGraph;
import io.github.layerbook.exchange.onnx.model.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts one operation in the place of nodes that are one layer. */
public final class Recognition {
  /** The attribute of a group that names its weights. */
  public static final String WEIGHTS = "weights";

  /** Larger groups first; those of a later round are made of what an earlier one has found. */
  private static final List<List<Pattern>> ROUNDS =
      List.of(
          List.of(
              new GroupNorms(),
              new Norms.OfLayers(),
              new Norms.OfSquares(),
              new Moments(),
              new Lengths()),
          List.of(new Gates.Guarded(), new Gates.Gelu(), new Gates.Products(), new Biases()),
          List.of(new AttentionHeads()));

  private Recognition() {}

  /** Returns a graph whose groups are recognised. */
  public static ModelGraph recognised(ModelGraph graph, ShapeInference shapes) {
    ModelGraph result = Liveness.of(graph);
    for (List<Pattern> round : ROUNDS) {
      result = recognised(result, shapes, round);
    }
    return result;
  }

  private static ModelGraph recognised(
      ModelGraph graph, ShapeInference shapes, List<Pattern> patterns) {
    if (graph.operations().stream().noneMatch(each -> mayEnd(each, patterns))) {
      return graph;
    }
    Nodes nodes = new Nodes(graph, shapes);
    IdentityHashMap<Operation, Operation> replaced = new IdentityHashMap<>();
    List<Operation> backwards = new ArrayList<>(graph.operations());
    Collections.reverse(backwards);
    for (Operation operation : backwards) {
      for (Pattern pattern : patterns) {
        Optional<Group> group =
            nodes.isTaken(operation) || !pattern.lastOperators().contains(operation.operator())
                ? Optional.empty()
                : found(pattern, operation, nodes);
        group.ifPresent(
            each -> {
              nodes.take(each.members());
              replaced.put(operation, each.replacement());
            });
      }
    }
    List<Operation> operations = new ArrayList<>();
    for (Operation operation : graph.operations()) {
      Operation replacement = replaced.get(operation);
      if (replacement != null) {
        operations.add(replacement);
      } else if (!nodes.isTaken(operation)) {
        operations.add(inside(operation, shapes, patterns));
      }
    }
    return new ModelGraph(
        graph.name(),
        graph.inputs(),
        graph.outputs(),
        graph.initializers(),
        operations,
        graph.values());
  }

  private static boolean mayEnd(Operation operation, List<Pattern> patterns) {
    return patterns.stream()
            .anyMatch(pattern -> pattern.lastOperators().contains(operation.operator()))
        || operation.attributes().values().stream().anyMatch(ModelGraph.class::isInstance);
  }

  /** An operation that has fewer inputs than its operator needs belongs to no group. */
  private static Optional<Group> found(Pattern pattern, Operation last, Nodes nodes) {
    try {
      return pattern
          .endingWith(last, nodes)
          .filter(group -> group.members().stream().noneMatch(nodes::isTaken))
          .filter(group -> nodes.isClosed(group, group.replacement().output()));
    } catch (IndexOutOfBoundsException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static Operation inside(
      Operation operation, ShapeInference shapes, List<Pattern> patterns) {
    if (operation.attributes().values().stream().noneMatch(ModelGraph.class::isInstance)) {
      return operation;
    }
    Map<String, Object> attributes = new LinkedHashMap<>(operation.attributes());
    attributes.replaceAll(
        (name, value) ->
            value instanceof ModelGraph body ? recognised(body, shapes, patterns) : value);
    return operation.as(operation.operator(), operation.domain(), operation.inputs(), attributes);
  }
}
