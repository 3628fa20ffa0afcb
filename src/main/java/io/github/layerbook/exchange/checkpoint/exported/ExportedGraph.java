package io.github.layerbook.exchange.checkpoint.exported;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.exchange.form.UnreadableFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The graph of an exported program.
 *
 * @param values every tensor by its name in the graph
 * @param nodes the calls in order
 * @param states the names of parameters and buffers in the model by those in the graph
 * @param buffers the names in the graph of the states that are buffers
 * @param inputs the names of the tensors that it is called on
 */
record ExportedGraph(
    Map<String, GraphValue> values,
    List<GraphNode> nodes,
    Map<String, String> states,
    Set<String> buffers,
    List<String> inputs) {
  /** The version of the schema whose meaning is known. */
  private static final int MAJOR = 8;

  /**
   * Reads a graph.
   *
   * @throws UnreadableFileException if it is none, or its nodes do not fit each other
   */
  static ExportedGraph of(JsonNode program, Path file) {
    int major = program.path("schema_version").path("major").asInt(0);
    if (major > MAJOR) {
      throw UnreadableFileException.of(
          file, "is of schema version %d; versions up to %d are known".formatted(major, MAJOR));
    }
    JsonNode graph = program.path("graph_module").path("graph");
    if (!graph.path("nodes").isArray()) {
      throw UnreadableFileException.of(file, "holds no graph");
    }
    Map<String, GraphValue> values = values(graph.path("tensor_values"), file);
    Map<String, String> states = new LinkedHashMap<>();
    Set<String> buffers = new HashSet<>();
    List<String> inputs = new ArrayList<>();
    for (JsonNode spec : program.path("graph_module").path("signature").path("input_specs")) {
      state(spec.path("parameter"), "parameter_name")
          .ifPresent(each -> states.put(each[0], each[1]));
      for (String kind : List.of("buffer", "tensor_constant")) {
        state(spec.path(kind), kind + "_name")
            .ifPresent(
                each -> {
                  states.put(each[0], each[1]);
                  buffers.add(each[0]);
                });
      }
      String input = spec.path("user_input").path("arg").path("as_tensor").path("name").asText("");
      if (!input.isEmpty()) {
        inputs.add(input);
      }
    }
    List<GraphNode> nodes = new ArrayList<>();
    graph.path("nodes").forEach(node -> nodes.add(GraphNode.of(node)));
    ExportedGraph read = new ExportedGraph(values, nodes, states, buffers, inputs);
    read.check(graph, file);
    return read;
  }

  /**
   * Returns the open sizes of the inputs apart from the batch, which stands first, as they were in
   * the example; none if one is made of others, so that it cannot be taken alone.
   */
  Map<String, Long> open() {
    Map<String, Long> open = new LinkedHashMap<>();
    List<List<Extent>> shapes =
        inputs.stream()
            .flatMap(input -> Optional.ofNullable(values.get(input)).stream())
            .map(GraphValue::shape)
            .filter(shape -> !shape.isEmpty())
            .toList();
    Set<String> batches =
        shapes.stream().map(shape -> shape.get(0).text()).collect(Collectors.toSet());
    for (List<Extent> shape : shapes) {
      for (Extent extent : shape) {
        if (extent.isSymbol() && !batches.contains(extent.text())) {
          extent.value().ifPresent(size -> open.put(extent.text(), size));
        } else if (!extent.text().matches("[0-9]+") && !batches.contains(extent.text())) {
          return Map.of();
        }
      }
    }
    return open;
  }

  private static Map<String, GraphValue> values(JsonNode tensors, Path file) {
    Map<String, GraphValue> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : tensors.properties()) {
      GraphValue value =
          GraphValue.of(entry.getValue())
              .orElseThrow(() -> UnreadableFileException.at(file, entry.getKey(), "has no shape"));
      for (Extent extent : value.shape()) {
        if (!extent.isArithmetic()) {
          throw UnreadableFileException.at(
              file,
              entry.getKey(),
              "has the size “%s”, which is not arithmetic; it is not evaluated"
                  .formatted(extent.text().substring(0, Math.min(80, extent.text().length()))));
        } else if (extent.value().orElse(0L) < 0) {
          throw UnreadableFileException.at(file, entry.getKey(), "has the size " + extent.text());
        }
      }
      values.put(entry.getKey(), value);
    }
    return values;
  }

  private static Optional<String[]> state(JsonNode spec, String name) {
    String inGraph = spec.path("arg").path("name").asText("");
    return inGraph.isEmpty()
        ? Optional.empty()
        : Optional.of(new String[] {inGraph, spec.path(name).asText(inGraph)});
  }

  /** Every value is made before it is read, and has a shape. */
  private void check(JsonNode graph, Path file) {
    Set<String> made = new HashSet<>(states.keySet());
    made.addAll(inputs);
    graph.path("inputs").forEach(input -> made.add(input.path("as_tensor").path("name").asText()));
    for (GraphNode node : nodes) {
      for (String input : node.inputs()) {
        if (!made.contains(input)) {
          throw UnreadableFileException.at(
              file, node.operator(), "reads %s, which nothing before it makes".formatted(input));
        }
      }
      made.addAll(node.outputs());
    }
    for (String state : states.keySet()) {
      if (!values.containsKey(state)) {
        throw UnreadableFileException.at(file, state, "has no shape");
      }
    }
  }
}
