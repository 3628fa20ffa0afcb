package io.github.layerbook.truth;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.pooling.AdaptivePool;
import io.github.layerbook.layer.pooling.AveragePool;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.layer.pooling.MaxPool;
import java.util.HashMap;
import java.util.Map;

/** Keras's pooling layers. */
final class KerasPoolings {
  private KerasPoolings() {}

  static Map<String, Mapping> mappings() {
    Map<String, Mapping> mappings = new HashMap<>();
    for (int axes = 1; axes <= 3; axes++) {
      int n = axes;
      mappings.put("MaxPooling" + n + "D", c -> Trial.keras(c, max(c, n)));
      mappings.put("AveragePooling" + n + "D", c -> Trial.keras(c, average(c, n)));
      mappings.put(
          "AdaptiveAveragePooling" + n + "D", c -> adaptive(c, n, AdaptivePool.Kind.AVERAGE));
      mappings.put("AdaptiveMaxPooling" + n + "D", c -> adaptive(c, n, AdaptivePool.Kind.MAX));
      mappings.put("GlobalAveragePooling" + n + "D", c -> global(c, n, GlobalPool.Kind.AVERAGE));
      mappings.put("GlobalMaxPooling" + n + "D", c -> global(c, n, GlobalPool.Kind.MAX));
    }
    return mappings;
  }

  private static Trial adaptive(Case c, int axes, AdaptivePool.Kind kind) {
    JsonNode size = c.argument("output_size");
    TorchPoolings.checkSize(size, axes);
    checkRank(c, axes);
    return Trial.keras(c, new AdaptivePool(kind, TorchShapes.openExtents(size, axes)));
  }

  private static Trial global(Case c, int axes, GlobalPool.Kind kind) {
    checkRank(c, axes);
    return Trial.keras(c, new GlobalPool(kind, c.flag("keepdims", false)));
  }

  private static void checkRank(Case c, int axes) {
    if (c.input(0).size() != axes + 2) {
      throw new IllegalArgumentException(axes + " axes are pooled, not those of " + c.input(0));
    }
  }

  private static MaxPool max(Case c, int axes) {
    return new MaxPool(
        c.extents("pool_size", axes, 2),
        c.extents("strides", axes),
        KerasConvolutions.padding(c),
        Extents.of(1),
        false);
  }

  private static AveragePool average(Case c, int axes) {
    return new AveragePool(
        c.extents("pool_size", axes, 2),
        c.extents("strides", axes),
        KerasConvolutions.padding(c),
        false,
        false);
  }
}
