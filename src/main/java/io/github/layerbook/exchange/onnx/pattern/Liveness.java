package io.github.layerbook.exchange.onnx.pattern;

import io.github.layerbook.exchange.onnx.model.ModelGraph;
import io.github.layerbook.exchange.onnx.model.ModelValue;
import io.github.layerbook.exchange.onnx.model.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Operations whose values reach an output, rather than only their shapes, or nothing at all. */
final class Liveness {
  /** What reads a tensor's extents reads nothing of it. */
  private static final Set<String> SIZES = Set.of("Shape", "Size");

  private Liveness() {}

  /** Returns a graph without the operations that nothing comes of. */
  static ModelGraph of(ModelGraph graph) {
    Set<String> needed = new HashSet<>();
    graph.outputs().stream().map(ModelValue::name).forEach(needed::add);
    List<Operation> live = new ArrayList<>();
    List<Operation> backwards = new ArrayList<>(graph.operations());
    Collections.reverse(backwards);
    for (Operation operation : backwards) {
      if (operation.outputs().stream().anyMatch(needed::contains)) {
        live.add(operation);
        if (!SIZES.contains(operation.operator())) {
          needed.addAll(operation.inputs());
          operation.attributes().values().forEach(value -> addBody(value, needed));
        }
      }
    }
    Collections.reverse(live);
    return new ModelGraph(
        graph.name(), graph.inputs(), graph.outputs(), graph.initializers(), live, graph.values());
  }

  private static void addBody(Object attribute, Set<String> needed) {
    if (attribute instanceof ModelGraph body) {
      body.outputs().forEach(output -> needed.add(output.name()));
      for (Operation operation : body.operations()) {
        needed.addAll(operation.inputs());
        operation.attributes().values().forEach(value -> addBody(value, needed));
      }
    }
  }
}
