package io.github.layerbook.truth;

import io.github.layerbook.layer.AveragePool;
import io.github.layerbook.layer.Extents;
import io.github.layerbook.layer.MaxPool;
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
    }
    return mappings;
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
