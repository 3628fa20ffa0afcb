package io.github.layerbook.report;

import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.network.OutputAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * How deep a network is as papers count: the convolutions, fully connected and other layers that
 * multiply by weights, along the longest way from an input. VGG-16 has 16; ResNet-50 has 50, as the
 * projections beside its blocks lengthen no way.
 */
public final class WeightLayers {
  private WeightLayers() {}

  /** Returns the number of layers with weights on the longest way through a network. */
  public static long of(Report report) {
    Map<String, Long> depths = new HashMap<>();
    for (Row row : report.rows()) {
      long before =
          row.node().reads().stream()
              .map(OutputAddress::layer)
              .mapToLong(layer -> depths.getOrDefault(layer, 0L))
              .max()
              .orElse(0);
      depths.put(row.node().path(), before + (multipliesByWeights(row) ? 1 : 0));
    }
    return depths.values().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  private static boolean multipliesByWeights(Row row) {
    return row.declaration().work().stream()
            .anyMatch(work -> work.kind() == Work.Kind.MULTIPLY_ADDS)
        && row.declaration().tensors().stream()
            .anyMatch(tensor -> tensor.kind() == Tensor.Kind.WEIGHT);
  }
}
