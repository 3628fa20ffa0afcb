package io.github.layerbook.exchange.onnx;

import io.github.layerbook.exchange.form.FileOptions;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.onnx.inference.ShapeInference;
import io.github.layerbook.exchange.onnx.model.Model;
import io.github.layerbook.exchange.onnx.model.ModelGraph;
import io.github.layerbook.exchange.onnx.model.ModelTensor;
import io.github.layerbook.exchange.onnx.model.Operation;
import io.github.layerbook.exchange.onnx.pattern.NodeNames;
import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.inventory.InventoryLayer;
import io.github.layerbook.inventory.StoredTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A graph's nodes as they are: one line each, with the initializers that it is the first to read.
 */
final class RawGraph {
  private final ShapeInference shapes;
  private final long batch;
  private final Map<String, String> holders = new HashMap<>();
  private final Set<String> paths = new HashSet<>();
  private final List<InventoryLayer> layers = new ArrayList<>();

  private RawGraph(ShapeInference shapes, long batch) {
    this.shapes = shapes;
    this.batch = batch;
  }

  static ReadNetwork of(Model model, ModelGraph graph, FileOptions options, String name) {
    GraphInputs inputs = GraphInputs.of(graph, options, GraphInputs.LIKELY.get(0));
    ShapeInference shapes =
        ShapeInference.of(graph, inputs.extents(), inputs.symbols(), model.opset());
    RawGraph raw = new RawGraph(shapes, inputs.batch());
    raw.add(graph, "", graph.initializers());
    return ReadNetwork.of(
        new Inventory(name, "ONNX nodes", raw.layers, List.of("work")),
        List.of("ONNX opset %d, %d nodes as they are".formatted(model.opset(), raw.layers.size())),
        List.of());
  }

  private void add(ModelGraph graph, String outer, Map<String, ModelTensor> known) {
    for (Operation operation : graph.operations()) {
      String path = unique(outer + path(operation));
      layers.add(
          new InventoryLayer(
              path, operation.type(), output(operation), tensors(operation, path, known)));
      operation
          .attributes()
          .forEach(
              (name, value) -> {
                if (value instanceof ModelGraph body) {
                  Map<String, ModelTensor> more = new HashMap<>(known);
                  more.putAll(body.initializers());
                  add(body, path + "." + name + ".", more);
                }
              });
    }
  }

  private static String path(Operation operation) {
    String path =
        NodeNames.path(
            List.of(
                (operation.name().isEmpty() ? operation.operator() : operation.name())
                    .split("[/.]", -1)));
    return path.isEmpty() ? operation.operator() : path;
  }

  private String unique(String path) {
    String candidate = path;
    for (int i = 2; !paths.add(candidate); i++) {
      candidate = path + "_" + i;
    }
    return candidate;
  }

  private Optional<List<Long>> output(Operation operation) {
    return shapes
        .find(operation.output())
        .map(
            known ->
                known.varies() && known.rank() > 0 && known.extents().get(0) == batch
                    ? known.extents().subList(1, known.rank())
                    : known.extents());
  }

  private List<StoredTensor> tensors(
      Operation operation, String path, Map<String, ModelTensor> known) {
    List<StoredTensor> tensors = new ArrayList<>();
    for (String input : operation.inputs()) {
      ModelTensor tensor = known.get(input);
      if (tensor != null) {
        String holder = holders.putIfAbsent(input, path + "." + input);
        StoredTensor.Role role =
            tensor.isReal() ? StoredTensor.Role.TRAINED : StoredTensor.Role.BUFFER;
        tensors.add(
            new StoredTensor(
                input,
                tensor.extents(),
                role,
                tensor.type(),
                Optional.empty(),
                Optional.ofNullable(holder)));
      }
    }
    return tensors;
  }
}
