package io.github.layerbook.truth;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.normalization.BatchNormalization;
import io.github.layerbook.layer.normalization.GroupNormalization;
import io.github.layerbook.layer.normalization.LayerNormalization;
import io.github.layerbook.layer.normalization.RootMeanSquareNormalization;
import io.github.layerbook.layer.normalization.Standardization;
import io.github.layerbook.layer.normalization.UnitNormalization;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keras's normalisations. */
final class KerasNormalizations {
  private static final Map<String, String> NAMES =
      Map.of(
          "weight", "gamma",
          "bias", "beta",
          "running_mean", "moving_mean",
          "running_var", "moving_variance");

  private KerasNormalizations() {}

  static Map<String, Mapping> mappings() {
    Map<String, Mapping> mappings = new HashMap<>();
    mappings.put("BatchNormalization", c -> along(c, batch(c)));
    mappings.put("GroupNormalization", c -> along(c, group(c)));
    mappings.put("LayerNormalization", KerasNormalizations::layer);
    mappings.put(
        "RMSNormalization",
        c ->
            along(c, RootMeanSquareNormalization.of())
                .naming(t -> Map.of("scale", Trial.extents(t))));
    mappings.put("UnitNormalization", c -> along(c, new UnitNormalization()));
    mappings.put("Normalization", c -> along(c, new Standardization(!c.isNone("axis"))));
    return mappings;
  }

  private static Trial along(Case c, Layer layer) {
    return along(c, (int) c.number("axis", -1), layer).naming(KerasNormalizations::renamed);
  }

  /** A layer along one axis, which is not the batch. */
  static Trial along(Case c, int axis, Layer layer) {
    int rank = c.input(0).size();
    if (axis < -rank || axis >= rank || Math.floorMod(axis, rank) == 0) {
      throw new IllegalArgumentException(
          "axis %d is none of those of %s after the batch".formatted(axis, c.input(0)));
    }
    return Trial.along(c, 1, axis, layer);
  }

  private static Map<String, List<Long>> renamed(Tensor tensor) {
    return Map.of(NAMES.getOrDefault(tensor.name(), tensor.name()), Trial.extents(tensor));
  }

  private static BatchNormalization batch(Case c) {
    return new BatchNormalization(
        c.flag("scale", true), c.flag("center", true), true, false, null, null);
  }

  private static GroupNormalization group(Case c) {
    List<Long> input = c.input(0);
    long channels = input.get(Math.floorMod((int) c.number("axis", -1), input.size()));
    long groups = c.number("groups", 32);
    return new GroupNormalization(
        Size.of(groups == -1 ? channels : groups),
        c.flag("scale", true),
        c.flag("center", true),
        null);
  }

  /** Several axes stand last, in their order, so that they are normalised over together. */
  private static Trial layer(Case c) {
    JsonNode axis = c.argument("axis");
    if (axis == null || !axis.isArray()) {
      return along(c, layer(c, List.of()));
    }
    List<Long> input = c.input(0);
    List<Integer> last = new ArrayList<>();
    axis.forEach(a -> last.add(Math.floorMod(a.asInt(), input.size())));
    List<Integer> order = new ArrayList<>();
    for (int i = 1; i < input.size(); i++) {
      if (!last.contains(i)) {
        order.add(i);
      }
    }
    order.addAll(last);
    List<Size> shape = last.stream().map(i -> Size.of(input.get(i))).toList();
    return Trial.permuted(c, 1, order, layer(c, shape)).naming(KerasNormalizations::renamed);
  }

  private static LayerNormalization layer(Case c, List<Size> shape) {
    return new LayerNormalization(
        shape, AxisOrder.HWC, c.flag("scale", true), c.flag("center", true));
  }
}
