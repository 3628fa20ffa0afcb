package io.github.layerbook.exchange.onnx;

import io.github.layerbook.exchange.onnx.model.ModelGraph;
import io.github.layerbook.exchange.onnx.model.ModelTensor;
import io.github.layerbook.exchange.onnx.model.ModelValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Weights of a model that was exported without them: inputs behind the first, of fixed extents and
 * under the names of a module's tensors, {@code features.0.weight}. A file that has matrices of its
 * own was exported with its weights; then {@code past_key_values.0.key} is an input like others.
 */
final class WeightInputs {
  private static final String NAME = ".+\\.[A-Za-z_]\\w*";

  private WeightInputs() {}

  /** Returns a graph in which they are initializers whose values are not there. */
  static ModelGraph asInitializers(ModelGraph graph) {
    if (graph.initializers().values().stream().anyMatch(WeightInputs::isMatrix)) {
      return graph;
    }
    List<ModelValue> inputs = new ArrayList<>();
    Map<String, ModelTensor> initializers = new LinkedHashMap<>(graph.initializers());
    for (ModelValue input : graph.inputs()) {
      if (inputs.isEmpty() || !isWeight(input)) {
        inputs.add(input);
      } else {
        List<Long> extents =
            input.extents().orElseThrow().stream().map(ModelValue.Extent::size).toList();
        initializers.put(
            input.name(), new ModelTensor(input.name(), "FLOAT", extents, Optional.empty(), ""));
      }
    }
    return inputs.size() == graph.inputs().size()
        ? graph
        : new ModelGraph(
            graph.name(),
            inputs,
            graph.outputs(),
            initializers,
            graph.operations(),
            graph.values());
  }

  private static boolean isMatrix(ModelTensor tensor) {
    boolean weights = tensor.isReal() || tensor.isQuantized();
    return weights && tensor.extents().stream().filter(extent -> extent > 1).count() > 1;
  }

  private static boolean isWeight(ModelValue input) {
    return input.name().matches(NAME)
        && input.extents().filter(all -> all.stream().allMatch(e -> e.isKnown())).isPresent();
  }
}
