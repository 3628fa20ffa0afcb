package io.github.layerbook.exchange.checkpoint.exported;

import io.github.layerbook.exchange.checkpoint.FileTensor;
import io.github.layerbook.exchange.checkpoint.TensorList;
import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.inventory.InventoryLayer;
import io.github.layerbook.inventory.StoredTensor.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The inventory of a program: its modules in the order in which they are called, with the shape
 * that each gives; operators that the code calls itself stand among them under their values' names.
 */
final class ProgramInventory {
  private ProgramInventory() {}

  /** A layer as the calls tell it. */
  private record Called(String type, Optional<List<Long>> output) {}

  static Inventory of(String name, String source, ExportedGraph graph, StoredWeights weights) {
    Map<String, String> ties = weights.ties();
    List<FileTensor> tensors = new ArrayList<>();
    graph
        .states()
        .forEach(
            (inGraph, inModel) ->
                tensors.add(
                    tensor(graph, inGraph, inModel, Optional.ofNullable(ties.get(inModel)))));
    Inventory listed = TensorList.inventory(name, source, tensors);
    Map<String, InventoryLayer> holders = new HashMap<>();
    listed.layers().forEach(layer -> holders.put(layer.path(), layer));
    List<InventoryLayer> layers = new ArrayList<>();
    called(graph)
        .forEach(
            (path, called) -> {
              InventoryLayer holder = holders.remove(path);
              layers.add(
                  new InventoryLayer(
                      path,
                      called.type(),
                      called.output(),
                      holder == null ? List.of() : holder.tensors()));
            });
    listed.layers().stream()
        .filter(layer -> holders.containsKey(layer.path()))
        .forEach(layers::add);
    return new Inventory(name, source, layers, List.of());
  }

  private static FileTensor tensor(
      ExportedGraph graph, String inGraph, String inModel, Optional<String> tiedTo) {
    GraphValue value = graph.values().get(inGraph);
    Role role =
        graph.buffers().contains(inGraph)
            ? Role.BUFFER
            : value.trained() ? Role.TRAINED : Role.FROZEN;
    return new FileTensor(
        inModel,
        value.type(),
        value.numbers().orElse(List.of()),
        value.bytes(),
        tiedTo,
        Optional.of(role));
  }

  private static Map<String, Called> called(ExportedGraph graph) {
    Map<String, Called> called = new LinkedHashMap<>();
    Set<String> blocks = blocks(graph);
    for (GraphNode node : graph.nodes()) {
      boolean isLayer = !blocks.contains(node.module());
      String path =
          isLayer
              ? node.module()
              : node.outputs().isEmpty() ? node.operator() : node.outputs().get(0);
      called.put(path, new Called(isLayer ? node.type() : node.operator(), output(graph, node)));
    }
    return called;
  }

  /** Modules that hold other called modules, whose own operators stand beside those. */
  private static Set<String> blocks(ExportedGraph graph) {
    Set<String> blocks = new HashSet<>(Set.of(""));
    for (GraphNode node : graph.nodes()) {
      String path = node.module();
      for (int dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
        blocks.add(path.substring(0, dot));
      }
    }
    return blocks;
  }

  /** The shape of its first result without the batch, which stands first. */
  private static Optional<List<Long>> output(ExportedGraph graph, GraphNode node) {
    return node.outputs().stream()
        .findFirst()
        .map(graph.values()::get)
        .flatMap(GraphValue::numbers)
        .map(shape -> shape.subList(Math.min(1, shape.size()), shape.size()));
  }
}
