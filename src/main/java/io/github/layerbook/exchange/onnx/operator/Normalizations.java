package io.github.layerbook.exchange.onnx.operator;

import io.github.layerbook.exchange.Arrangement;
import io.github.layerbook.exchange.Call;
import io.github.layerbook.exchange.Codec;
import io.github.layerbook.exchange.DialectException;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.Writing;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.normalization.BatchNormalization;
import io.github.layerbook.layer.normalization.GroupNormalization;
import io.github.layerbook.layer.normalization.InstanceNormalization;
import io.github.layerbook.layer.normalization.LayerNormalization;
import io.github.layerbook.layer.normalization.LocalResponseNormalization;
import io.github.layerbook.layer.normalization.RootMeanSquareNormalization;
import io.github.layerbook.layer.normalization.UnitNormalization;
import io.github.layerbook.size.Size;
import java.util.List;

/** ONNX's normalisations. */
final class Normalizations {
  private Normalizations() {}

  static List<EntryBuilder> entries() {
    return List.of(
        batch(),
        instance(),
        group(),
        layer(),
        rootMeanSquare("RMSNormalization", "scale"),
        OnnxOperators.operator(LocalResponseNormalization.class, "LRN")
            .signature("size alpha=1e-4 beta=0.75 bias=1.0"),
        OnnxOperators.operator(UnitNormalization.class, "LpNormalization")
            .signature("axis=-1 p=2")
            .limit("a norm other than the Euclidean", call -> call.number("p") != 2)
            .arranged(call -> Axes.along(call, call.number("axis"))));
  }

  /** ONNX counts no batches. */
  private static EntryBuilder batch() {
    return OnnxOperators.operator(BatchNormalization.class, "BatchNormalization")
        .signature(
            "scale=None B=None mean=None var=None epsilon=1e-5 momentum=0.9 training_mode=0"
                + " spatial=1 is_test=0 consumed_inputs=None")
        .bound(
            List.of("scale", "shift", "statistics", "counter", "in", "axes"),
            (call, options) -> {
              options.put("counter", false);
              options.put("scale", !call.isAbsent("scale"));
              options.put("shift", !call.isAbsent("B"));
              options.put("in", call.isAbsent("scale") ? null : Size.of(features(call, "scale")));
            },
            (writing, arguments) -> {
              if (!writing.flag("statistics")) {
                throw new NotExpressibleException("ONNX's batch norm has a mean and a variance");
              }
              arguments.put("scale", writing.flag("scale") ? channels(writing) : null);
              arguments.put("B", writing.flag("shift") ? channels(writing) : null);
              arguments.put("mean", channels(writing));
              arguments.put("var", channels(writing));
            });
  }

  private static long features(Call call, String weight) {
    return call.numbers(weight, 1).stream().reduce(1L, Math::multiplyExact);
  }

  private static List<Long> channels(Writing writing) {
    return List.of(writing.channels(0).value());
  }

  /**
   * A scale and a shift always stand in the file; where none are learned, they are ones and zeros.
   */
  private static EntryBuilder instance() {
    return OnnxOperators.operator(InstanceNormalization.class, "InstanceNormalization")
        .signature("scale=None B=None epsilon=1e-5")
        .bound(
            List.of("scale", "shift", "in", "axes", "statistics"),
            (call, options) -> {
              boolean learned = !call.isAbsent("scale");
              options.put("scale", learned);
              options.put("shift", learned);
              options.put("in", learned ? Size.of(features(call, "scale")) : null);
            },
            (writing, arguments) -> {
              if (writing.flag("statistics")) {
                throw new NotExpressibleException("ONNX's instance norm keeps no statistics");
              }
              arguments.put("scale", writing.flag("scale") ? channels(writing) : null);
              arguments.put("B", writing.flag("shift") ? channels(writing) : null);
            });
  }

  private static EntryBuilder group() {
    return OnnxOperators.operator(GroupNormalization.class, "GroupNormalization")
        .signature("num_groups:groups scale=None bias=None epsilon=1e-5 stash_type=1")
        .bound(
            List.of("scale", "shift", "in"),
            (call, options) -> {
              options.put("scale", !call.isAbsent("scale"));
              options.put("shift", !call.isAbsent("bias"));
              options.put("in", call.knowsInputs() ? Size.of(call.input(0).get(1)) : null);
            },
            (writing, arguments) -> {
              arguments.put("scale", writing.flag("scale") ? channels(writing) : null);
              arguments.put("bias", writing.flag("shift") ? channels(writing) : null);
            });
  }

  private static EntryBuilder layer() {
    return normalized(LayerNormalization.class, "LayerNormalization", "Scale")
        .signature("B=None")
        .bound(
            List.of("scale", "shift"),
            (call, options) -> {
              options.put("scale", !call.isAbsent("Scale"));
              options.put("shift", !call.isAbsent("B"));
            },
            (writing, arguments) ->
                arguments.put("B", writing.flag("shift") ? extents(writing) : null));
  }

  private static EntryBuilder rootMeanSquare(String name, String scale) {
    return normalized(RootMeanSquareNormalization.class, name, scale)
        .reading("scale", call -> !call.isAbsent(scale));
  }

  /** Along the axes from {@code axis} to the last. */
  private static EntryBuilder normalized(Class<? extends Layer> type, String name, String scale) {
    return OnnxOperators.operator(type, name)
        .signature(scale + "=None axis=-1 epsilon=1e-5 stash_type=1")
        .bound(
            List.of("shape", "order"),
            (call, options) -> options.put("shape", Call.sizes(shape(call, scale))),
            (writing, arguments) -> {
              List<Long> extents = extents(writing);
              arguments.put(scale, writing.flag("scale") ? extents : null);
              arguments.put("axis", (long) -extents.size());
            })
        .arranged(call -> Arrangement.channelsLast(call.inputs(), leading(call)));
  }

  private static int axis(Call call) {
    long axis = call.number("axis");
    if (axis < -call.rank() || axis >= call.rank()) {
      throw new DialectException("there is no axis %d among those of %s", axis, call.input(0));
    }
    return Math.floorMod(axis, call.rank());
  }

  private static int leading(Call call) {
    return axis(call) > 0 ? 1 : 0;
  }

  private static List<Long> shape(Call call, String scale) {
    int axes = call.knowsInputs() ? call.rank() - axis(call) : 0;
    List<Long> stated = call.isAbsent(scale) ? List.of() : call.numbers(scale, 1);
    return call.knowsInputs() && stated.size() != axes
        ? call.input(0).subList(axis(call), call.rank())
        : stated;
  }

  private static List<Long> extents(Writing writing) {
    Object sizes = Codec.SIZES.write(writing.get("shape"), writing);
    if (sizes instanceof List<?> list && !list.isEmpty()) {
      return list.stream().map(Long.class::cast).toList();
    }
    return channels(writing);
  }
}
