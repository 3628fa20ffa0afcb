package io.github.layerbook.exchange.pytorch;

import io.github.layerbook.exchange.Arrangement;
import io.github.layerbook.exchange.Binding;
import io.github.layerbook.exchange.Call;
import io.github.layerbook.exchange.Codec;
import io.github.layerbook.exchange.DialectException;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.Writing;
import io.github.layerbook.layer.normalization.BatchNormalization;
import io.github.layerbook.layer.normalization.GroupNormalization;
import io.github.layerbook.layer.normalization.InstanceNormalization;
import io.github.layerbook.layer.normalization.LayerNormalization;
import io.github.layerbook.layer.normalization.LocalResponseNormalization;
import io.github.layerbook.layer.normalization.RootMeanSquareNormalization;
import io.github.layerbook.layer.normalization.UnitNormalization;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** PyTorch's normalisations. */
final class Normalizations {
  private Normalizations() {}

  static List<EntryBuilder> entries() {
    List<EntryBuilder> entries = new ArrayList<>();
    for (int axes = 1; axes <= 3; axes++) {
      int n = axes;
      EntryBuilder batch =
          batch("BatchNorm" + axes + "d")
              .axes(axes == 1 ? new Integer[] {0, 1} : new Integer[] {axes})
              .reading("axes", call -> axes(call, n));
      entries.add(batch);
      entries.add(PyTorch.lazy(batch));
      EntryBuilder instance = instance(axes);
      entries.add(instance);
      entries.add(PyTorch.lazy(instance));
    }
    entries.add(batch("SyncBatchNorm").signature("process_group=None").readOnly());
    entries.add(group());
    entries.add(layer());
    entries.add(rootMeanSquare());
    EntryBuilder local = local("LocalResponseNorm");
    entries.add(local);
    entries.add(PyTorch.function(local, "local_response_norm", "size alpha beta k"));
    entries.add(local("CrossMapLRN2d").check(Normalizations::checkImages).readOnly());
    entries.add(unit());
    return entries;
  }

  private static EntryBuilder batch(String name) {
    return PyTorch.module(BatchNormalization.class, name)
        .signature(
            "num_features eps=1e-5 momentum=0.1 affine=True track_running_stats:statistics=True")
        .bound(List.of("scale", "shift", "in", "counter"), learned(), Normalizations::write);
  }

  /** BatchNorm1d also takes vectors, without a spatial axis. */
  private static @Nullable Size axes(Call call, int axes) {
    if (axes == 1) {
      return call.knowsInputs() ? Size.of(call.rank() == 2 ? 0 : 1) : null;
    }
    return Size.of(axes);
  }

  private static EntryBuilder instance(int axes) {
    return PyTorch.module(InstanceNormalization.class, "InstanceNorm" + axes + "d")
        .axes(axes)
        .signature(
            "num_features eps=1e-5 momentum=0.1 affine=False track_running_stats:statistics=False")
        .bound(List.of("scale", "shift", "in"), learned(), Normalizations::write)
        .reading("axes", call -> Size.of(axes))
        .arranged(TorchAxes.examples(axes + 1));
  }

  /** PyTorch accepts another number of features where there is nothing to learn or keep. */
  private static Binding.Reader learned() {
    return (call, options) -> {
      boolean affine = call.flag("affine");
      options.put("scale", affine);
      options.put("shift", affine);
      boolean held = affine || call.flag("track_running_stats");
      options.put("in", held && !call.isAbsent("num_features") ? call.size("num_features") : null);
    };
  }

  private static void write(Writing writing, java.util.Map<String, @Nullable Object> arguments) {
    arguments.put("num_features", Codec.channels(0).write(writing.get("in"), writing));
    arguments.put("affine", affine(writing));
  }

  private static boolean affine(Writing writing) {
    if (writing.flag("scale") != writing.flag("shift")) {
      throw new NotExpressibleException(
          "PyTorch learns both a scale and a shift, or neither: affine=True or False");
    }
    return writing.flag("scale");
  }

  /** As above, but the groups must divide what is stated. */
  private static EntryBuilder group() {
    return PyTorch.module(GroupNormalization.class, "GroupNorm")
        .signature("num_groups:groups num_channels eps=1e-5 affine=True")
        .bound(
            List.of("scale", "shift", "in"),
            (call, options) -> {
              boolean affine = call.flag("affine");
              long groups = call.number("num_groups");
              boolean divided = groups > 0 && call.number("num_channels") % groups == 0;
              options.put("scale", affine);
              options.put("shift", affine);
              options.put("in", affine || !divided ? call.size("num_channels") : null);
            },
            (writing, arguments) -> {
              arguments.put("num_channels", Codec.channels(0).write(writing.get("in"), writing));
              arguments.put("affine", affine(writing));
            });
  }

  private static EntryBuilder layer() {
    return PyTorch.module(LayerNormalization.class, "LayerNorm")
        .signature("normalized_shape:shape eps=1e-5 elementwise_affine:scale=True bias=True")
        .codec("shape", new NormalizedShape())
        .bound(
            List.of("shift"),
            (call, options) ->
                options.put("shift", call.flag("elementwise_affine") && call.flag("bias")),
            (writing, arguments) -> {
              if (writing.flag("shift") && !writing.flag("scale")) {
                throw new NotExpressibleException("PyTorch learns no shift without a scale");
              }
              arguments.put("bias", writing.flag("shift") || !writing.flag("scale"));
            })
        .arranged(Normalizations::normalized);
  }

  private static EntryBuilder rootMeanSquare() {
    return PyTorch.module(RootMeanSquareNormalization.class, "RMSNorm")
        .signature("normalized_shape:shape eps=None elementwise_affine:scale=True")
        .codec("shape", new NormalizedShape())
        .arranged(Normalizations::normalized);
  }

  private static Arrangement normalized(Call call) {
    return TorchAxes.lastAfter(call, call.numbers("normalized_shape", 1).size());
  }

  /** The extents of the last axes; those of the channels where the layer does not state them. */
  private record NormalizedShape() implements Codec {
    @Override
    public @Nullable Object read(String argument, @Nullable Object value) {
      return SIZES.read(argument, value);
    }

    @Override
    public @Nullable Object write(@Nullable Object option, Writing writing) {
      Object sizes = SIZES.write(option, writing);
      if (sizes instanceof List<?> list && list.isEmpty()) {
        return Codec.channels(0).write(null, writing);
      }
      return sizes instanceof List<?> list && list.size() == 1 ? list.get(0) : sizes;
    }
  }

  private static EntryBuilder local(String name) {
    return PyTorch.module(LocalResponseNormalization.class, name)
        .signature("size alpha=1e-4 beta=0.75 k=1.0");
  }

  private static void checkImages(Call call) {
    if (call.knowsInputs() && call.rank() != 4) {
      throw new DialectException("images are expected, not %s", call.input(0));
    }
  }

  /** {@code F.normalize}: vectors of length 1 along one dimension. */
  private static EntryBuilder unit() {
    return EntryBuilder.of(UnitNormalization.class, PyTorch.FUNCTIONAL, "normalize")
        .function("input")
        .signature("p=2.0 dim=1 eps=1e-12 out=None")
        .limit("a norm other than the Euclidean", call -> call.decimal("p") != 2)
        .arranged(call -> TorchAxes.along(call, Math.toIntExact(call.number("dim"))));
  }
}
