package io.github.layerbook.truth;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.normalization.BatchNormalization;
import io.github.layerbook.layer.normalization.GroupNormalization;
import io.github.layerbook.layer.normalization.InstanceNormalization;
import io.github.layerbook.layer.normalization.LayerNormalization;
import io.github.layerbook.layer.normalization.LocalResponseNormalization;
import io.github.layerbook.layer.normalization.RootMeanSquareNormalization;
import io.github.layerbook.size.Size;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** PyTorch's normalisations. */
final class TorchNormalizations {
  private TorchNormalizations() {}

  static Map<String, Mapping> mappings() {
    Map<String, Mapping> mappings = new HashMap<>();
    for (int axes = 1; axes <= 3; axes++) {
      int n = axes;
      mappings.put("BatchNorm" + n + "d", c -> Trial.torchExamples(c, 1, batch(c, n)));
      mappings.put("InstanceNorm" + n + "d", c -> Trial.torch(c, n + 1, instance(c, n)));
    }
    mappings.put("GroupNorm", c -> Trial.torchExamples(c, 1, group(c)));
    mappings.put("LayerNorm", c -> Trial.torchLast(c, layer(c)));
    mappings.put("RMSNorm", c -> Trial.torchLast(c, rootMeanSquare(c)));
    mappings.put(
        "CrossMapLRN2d",
        c -> {
          if (c.input(0).size() != 4) {
            throw new IllegalArgumentException("images are expected, not " + c.input(0));
          }
          return Trial.torchExamples(c, 1, new LocalResponseNormalization(c.size("size", 0)));
        });
    mappings.put(
        "LocalResponseNorm",
        c -> Trial.torchExamples(c, 1, new LocalResponseNormalization(c.size("size", 0))));
    return mappings;
  }

  /** BatchNorm1d also takes vectors, without a spatial axis. */
  private static BatchNormalization batch(Case c, int axes) {
    boolean vectors = axes == 1 && c.input(0).size() == 2;
    boolean affine = c.flag("affine", true);
    boolean statistics = c.flag("track_running_stats", true);
    return new BatchNormalization(
        affine,
        affine,
        statistics,
        true,
        features(c, affine, statistics),
        Size.of(vectors ? 0 : axes));
  }

  /** PyTorch accepts another number of features where there is nothing to learn or keep. */
  private static @Nullable Size features(Case c, boolean affine, boolean statistics) {
    return affine || statistics ? c.size("num_features") : null;
  }

  private static InstanceNormalization instance(Case c, int axes) {
    boolean affine = c.flag("affine", false);
    boolean statistics = c.flag("track_running_stats", false);
    return new InstanceNormalization(
        affine, affine, statistics, features(c, affine, statistics), Size.of(axes));
  }

  /** As above, but the groups must divide what is stated. */
  private static GroupNormalization group(Case c) {
    boolean affine = c.flag("affine", true);
    long groups = c.number("num_groups", 0);
    boolean divided = groups > 0 && c.number("num_channels", 0) % groups == 0;
    return new GroupNormalization(
        Size.of(groups), affine, affine, affine || !divided ? c.size("num_channels") : null);
  }

  private static LayerNormalization layer(Case c) {
    boolean affine = c.flag("elementwise_affine", true);
    return new LayerNormalization(shape(c), AxisOrder.HWC, affine, affine && c.flag("bias", true));
  }

  private static RootMeanSquareNormalization rootMeanSquare(Case c) {
    return new RootMeanSquareNormalization(
        shape(c), AxisOrder.HWC, c.flag("elementwise_affine", true));
  }

  private static List<Size> shape(Case c) {
    JsonNode shape = c.argument("normalized_shape");
    return shape != null && shape.isArray()
        ? Trial.sizes(Case.numbers(shape))
        : List.of(c.size("normalized_shape", 0));
  }
}
