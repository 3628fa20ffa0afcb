package io.github.layerbook.exchange.onnx;

import io.github.layerbook.exchange.onnx.model.ModelGraph;
import io.github.layerbook.exchange.onnx.model.Operation;
import io.github.layerbook.exchange.onnx.pattern.NodeNames;
import java.util.HashMap;
import java.util.Map;

/**
 * Initializers that an exporter wrote once, as they were equal, and copies of them by name.
 *
 * <p>Equal matrices under names of modules are those of modules that began alike, such as copied
 * layers of an encoder. Without such names they are one, if one module uses them all: Keras's
 * shared layers.
 *
 * @param originals of what each is a copy, by name; what has copies is its own
 */
record Copies(Map<String, String> originals) {
  /** Finds the copies in a graph. */
  static Copies in(ModelGraph graph) {
    Map<String, String> originals = new HashMap<>();
    for (Operation operation : graph.operations()) {
      String original = operation.input(0).orElse("");
      if (isCopy(operation, graph) && isUnnamed(operation.output()) && isUnnamed(original)) {
        originals.put(operation.output(), original);
        originals.put(original, original);
      }
    }
    return new Copies(Map.copyOf(originals));
  }

  /** Returns whether an operation copies an initializer. */
  static boolean isCopy(Operation operation, ModelGraph graph) {
    return operation.operator().equals("Identity")
        && operation.input(0).filter(graph.initializers()::containsKey).isPresent();
  }

  private static boolean isUnnamed(String name) {
    return NodeNames.isMadeUp(name);
  }

  /** Returns what weights are to layers that may share them: equal for one. */
  String of(String weight, Operation user) {
    String original = originals.get(weight);
    return original == null ? weight : original + "@" + NodeNames.module(user);
  }
}
