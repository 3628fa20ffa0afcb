package io.github.layerbook.exchange.keras;

import io.github.layerbook.exchange.Arrangement;
import io.github.layerbook.exchange.Call;
import io.github.layerbook.exchange.Codec;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.exchange.Naming;
import io.github.layerbook.exchange.Writing;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.normalization.BatchNormalization;
import io.github.layerbook.layer.normalization.GroupNormalization;
import io.github.layerbook.layer.normalization.LayerNormalization;
import io.github.layerbook.layer.normalization.RootMeanSquareNormalization;
import io.github.layerbook.layer.normalization.Standardization;
import io.github.layerbook.layer.normalization.UnitNormalization;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Keras's normalisations. */
final class Normalizations {
  private static final Map<String, String> NAMES =
      Map.of(
          "weight", "gamma",
          "bias", "beta",
          "running_mean", "moving_mean",
          "running_var", "moving_variance");

  private static final Naming RENAMED =
      (tensor, layer) ->
          Map.of(NAMES.getOrDefault(tensor.name(), tensor.name()), Naming.extents(tensor));

  private Normalizations() {}

  static List<EntryBuilder> entries() {
    return List.of(
        batch(),
        group(),
        layer(),
        along(RootMeanSquareNormalization.class, "RMSNormalization")
            .signature("axis=-1 epsilon=1e-6")
            .naming((tensor, layer) -> Map.of("scale", Naming.extents(tensor))),
        along(UnitNormalization.class, "UnitNormalization").signature("axis=-1"),
        standardization());
  }

  private static EntryBuilder along(Class<? extends Layer> type, String name) {
    return Keras.layer(type, name).arranged(KerasAxes::along).naming(RENAMED);
  }

  /** Keras has no counter of batches, and nothing but its statistics to write to. */
  private static EntryBuilder batch() {
    return along(BatchNormalization.class, "BatchNormalization")
        .signature("axis=-1 momentum=0.99 epsilon=1e-3 center:shift=True scale=True")
        .fixed("statistics", true)
        .reading(
            List.of("counter", "in", "axes"), (call, options) -> options.put("counter", false));
  }

  private static EntryBuilder group() {
    return along(GroupNormalization.class, "GroupNormalization")
        .signature("groups=32 axis=-1 epsilon=1e-3 center:shift=True scale=True")
        .bound(
            List.of("groups", "in"),
            (call, options) -> options.put("groups", groups(call)),
            (writing, arguments) ->
                arguments.put("groups", Codec.SIZE.write(writing.get("groups"), writing)));
  }

  /** As many groups as channels where -1 is stated. */
  private static Size groups(Call call) {
    long groups = call.number("groups");
    return Size.of(
        groups == -1
            ? call.input(0).get(Math.floorMod((int) KerasAxes.axis(call), call.rank()))
            : groups);
  }

  private static EntryBuilder layer() {
    return Keras.layer(LayerNormalization.class, "LayerNormalization")
        .signature("axis=-1 epsilon=1e-3 center:shift=True scale=True")
        .fixed("order", AxisOrder.HWC)
        .computed("shape", call -> shape(call), "axis", writing -> axes(writing))
        .arranged(Normalizations::arrangement)
        .naming(RENAMED);
  }

  /**
   * The extents of axes in a list; none are stated of one axis alone, or where they are unknown.
   */
  private static List<Size> shape(Call call) {
    if (call.value("axis") instanceof List<?> list && (call.knowsInputs() || list.size() > 1)) {
      return axes(call).stream().map(axis -> Size.of(call.input(0).get(axis))).toList();
    }
    return List.of();
  }

  private static List<Integer> axes(Call call) {
    return call.numbers("axis", 1).stream().map(a -> Math.floorMod(a, call.rank())).toList();
  }

  /** Several axes stand last, in their order, so that they are normalised over together. */
  private static Arrangement arrangement(Call call) {
    return call.value("axis") instanceof List<?>
        ? KerasAxes.together(call, axes(call))
        : KerasAxes.along(call);
  }

  private static Object axes(Writing writing) {
    List<Long> axes = new ArrayList<>();
    if (writing.get("shape") instanceof List<?> shape) {
      for (long axis = -shape.size(); axis < 0; axis++) {
        axes.add(axis);
      }
    }
    return axes.isEmpty() ? -1L : axes;
  }

  private static EntryBuilder standardization() {
    return along(Standardization.class, "Normalization")
        .signature("axis=-1 mean=None variance=None invert=False")
        .bound(
            List.of("channelwise", "measured"),
            (call, options) -> {
              options.put("channelwise", !call.isNone("axis"));
              options.put("measured", call.isAbsent("mean"));
            },
            (writing, arguments) -> {
              arguments.put("axis", writing.flag("channelwise") ? -1L : null);
              if (!writing.flag("measured")) {
                arguments.put("mean", 0.0);
                arguments.put("variance", 1.0);
              }
            });
  }
}
