package io.github.layerbook.truth;

import io.github.layerbook.layer.AdaptivePool;
import io.github.layerbook.layer.AveragePool;
import io.github.layerbook.layer.MaxPool;
import io.github.layerbook.layer.OpenExtents;
import io.github.layerbook.layer.PowerPool;
import java.util.HashMap;
import java.util.Map;

/** PyTorch's pooling layers. */
final class TorchPoolings {
  private TorchPoolings() {}

  static Map<String, Mapping> mappings() {
    Map<String, Mapping> mappings = new HashMap<>();
    for (int axes = 1; axes <= 3; axes++) {
      int n = axes;
      mappings.put("MaxPool" + n + "d", c -> Trial.torch(c, n + 1, max(c, n)));
      mappings.put("AvgPool" + n + "d", c -> Trial.torch(c, n + 1, average(c, n)));
      mappings.put("LPPool" + n + "d", c -> Trial.torch(c, n + 1, power(c, n)));
      mappings.put("AdaptiveAvgPool" + n + "d", c -> adaptive(c, n, AdaptivePool.Kind.AVERAGE));
      mappings.put("AdaptiveMaxPool" + n + "d", c -> adaptive(c, n, AdaptivePool.Kind.MAX));
    }
    return mappings;
  }

  private static Trial adaptive(Case c, int axes, AdaptivePool.Kind kind) {
    OpenExtents size = TorchShapes.openExtents(c.argument("output_size"), axes);
    return Trial.torch(c, axes + 1, new AdaptivePool(kind, size));
  }

  private static MaxPool max(Case c, int axes) {
    return new MaxPool(
        c.extents("kernel_size", axes, 0),
        c.extents("stride", axes),
        TorchConvolutions.symmetric(c, axes),
        c.extents("dilation", axes, 1),
        c.flag("ceil_mode", false));
  }

  private static AveragePool average(Case c, int axes) {
    return new AveragePool(
        c.extents("kernel_size", axes, 0),
        c.extents("stride", axes),
        TorchConvolutions.symmetric(c, axes),
        c.flag("ceil_mode", false),
        c.flag("count_include_pad", true));
  }

  private static PowerPool power(Case c, int axes) {
    return new PowerPool(
        c.extents("kernel_size", axes, 0),
        c.extents("stride", axes),
        c.decimal("norm_type", 2),
        c.flag("ceil_mode", false));
  }
}
