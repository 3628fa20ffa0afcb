package io.github.layerbook.exchange.keras.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.keras.Keras;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.tracing.Applications;
import io.github.layerbook.exchange.tracing.Graph;
import io.github.layerbook.exchange.tracing.Layouts;
import io.github.layerbook.exchange.tracing.MatrixProducts;
import io.github.layerbook.exchange.tracing.Merges;
import io.github.layerbook.exchange.tracing.Reductions;
import io.github.layerbook.exchange.tracing.TracedTensor;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.pooling.GlobalPool;
import java.util.List;

/**
 * Keras's {@code Attention} and {@code AdditiveAttention}, which have no projections, as the layers
 * that they consist of, in a block of their name: scores, softmax, and the product with the values.
 *
 * @param config the layer's settings
 * @param path its name, which is the block's
 * @param owner whose weights they are
 */
record PlainAttention(JsonNode config, String path, Object owner) {
  /** Returns the attended values, and the scores behind softmax. */
  List<TracedTensor> of(List<TracedTensor> inputs) {
    if (inputs.size() < 2 || inputs.stream().anyMatch(each -> each.rank() != 3)) {
      throw new PythonException("attention takes a query and values, each a sequence of vectors");
    }
    TracedTensor query = inputs.get(0);
    TracedTensor value = inputs.get(1);
    TracedTensor key = inputs.size() > 2 ? inputs.get(2) : value;
    Graph graph = query.graph();
    graph.enter(path);
    TracedTensor weights = activated("softmax", scores(query, key));
    return List.of(MatrixProducts.of(weights, value), weights);
  }

  private TracedTensor scores(TracedTensor query, TracedTensor key) {
    boolean additive = !config.has("score_mode");
    if (!additive && config.path("score_mode").asText("dot").equals("dot")) {
      return scaled(MatrixProducts.of(query, Layouts.permuted(key, List.of(0, 2, 1))), "scale", 1);
    }
    TracedTensor sum =
        Merges.merged(
            Merge.Kind.ADD, Layouts.unsqueezed(query, 2), Layouts.unsqueezed(key, 1), false);
    TracedTensor bent =
        activated("tanh", additive ? scaled(sum, "scale", width(query)) : scaled(sum, "scale", 1));
    TracedTensor scores = Reductions.pooled(bent, GlobalPool.Kind.AVERAGE, List.of(3), false);
    return additive ? scores : learned(scores, "concat_score_weight", 1);
  }

  private static long width(TracedTensor query) {
    return query.extents().get(query.rank() - 1);
  }

  private TracedTensor scaled(TracedTensor tensor, String name, long extent) {
    boolean used = config.path("use_scale").asBoolean(extent > 1);
    return used ? learned(tensor, name, extent) : tensor;
  }

  private TracedTensor learned(TracedTensor tensor, String name, long extent) {
    List<Long> extents = List.of(extent);
    TracedTensor.Weight weight = new TracedTensor.Weight(List.of(owner, name), name, extents);
    return Merges.merged(
        Merge.Kind.MULTIPLY,
        tensor,
        TracedTensor.constant(extents, weight, Resolved.NO_METHODS),
        false);
  }

  private TracedTensor activated(String name, TracedTensor tensor) {
    return Applications.apply(
            Keras.dialect().require("Activation"),
            Arguments.of(name),
            Arguments.NONE,
            List.of(tensor),
            Graph.joined(path, name),
            null)
        .get(0);
  }
}
