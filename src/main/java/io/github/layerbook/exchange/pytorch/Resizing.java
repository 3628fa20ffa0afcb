package io.github.layerbook.exchange.pytorch;

import io.github.layerbook.exchange.Call;
import io.github.layerbook.exchange.Codec;
import io.github.layerbook.exchange.DialectException;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.Writing;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.OpenExtents;
import io.github.layerbook.layer.pooling.AdaptivePool;
import io.github.layerbook.layer.shape.Interpolation;
import io.github.layerbook.layer.shape.Resize;
import io.github.layerbook.layer.shape.Upsample;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** PyTorch's up-sampling: to a size, or by a scale. */
final class Resizing {
  private static final String FRACTIONAL =
      "a scale that is not a whole number: state the resulting size";

  private static final Codec MODES = Codec.constant(Interpolation.class, Resizing::name);

  private Resizing() {}

  static List<EntryBuilder> entries() {
    EntryBuilder upsample =
        upsampling(call -> call.text("mode"), "Upsample")
            .signature("mode=nearest align_corners=None recompute_scale_factor=None");
    return List.of(
        upsample,
        upsampling(call -> "nearest", "UpsamplingNearest2d").readOnly(),
        upsampling(call -> "bilinear", "UpsamplingBilinear2d").readOnly(),
        EntryBuilder.functionOf(
            upsample,
            PyTorch.FUNCTIONAL,
            List.of("interpolate", "upsample"),
            List.of("input"),
            "size scale_factor mode align_corners recompute_scale_factor antialias"));
  }

  private static EntryBuilder upsampling(Function<Call, String> mode, String name) {
    return EntryBuilder.of(
            List.of(Upsample.class, Resize.class),
            call -> layer(call, mode.apply(call)),
            Resizing::arguments,
            PyTorch.MODULES,
            name)
        .signature("size=None scale_factor=None")
        .limit(FRACTIONAL, call -> !call.knowsInputs() && isBroken(call))
        .arranged(TorchAxes::first);
  }

  private static boolean isBroken(Call call) {
    return call.elements("scale_factor").stream().anyMatch(Resizing::isBroken);
  }

  private static boolean isBroken(@Nullable Object scale) {
    return scale instanceof Double number && number != Math.rint(number);
  }

  private static Layer layer(Call call, String mode) {
    int axes = axes(call, mode);
    if (call.isAbsent("size") && call.isAbsent("scale_factor")) {
      throw new DialectException(call.name() + " needs a size or a scale_factor");
    } else if (axes < 1
        || isOfOthers(call, "size", axes)
        || (!isBroken(call) && isOfOthers(call, "scale_factor", axes))) {
      throw new DialectException(
          "size=%s scale_factor=%s is not for the axes of %s",
          call.value("size"), call.value("scale_factor"), call.inputs());
    } else if (mode.equals("area")) {
      return area(call, axes);
    }
    Interpolation interpolation = (Interpolation) Objects.requireNonNull(MODES.read("mode", mode));
    if (call.isAbsent("size") && isBroken(call)) {
      return new Resize(new Extents(Call.sizes(scaled(call, axes))), interpolation);
    }
    return call.isAbsent("size")
        ? new Upsample(call.extents("scale_factor", axes), interpolation)
        : new Resize(call.extents("size", axes), interpolation);
  }

  /** Each extent times its scale, without what is behind the point. */
  private static List<Long> scaled(Call call, int axes) {
    List<? extends @Nullable Object> scales = call.elements("scale_factor");
    List<Long> sizes = new ArrayList<>();
    for (int i = 0; i < axes; i++) {
      Object scale = scales.get(scales.size() == 1 ? 0 : i);
      double factor = scale instanceof Number number ? number.doubleValue() : 1;
      sizes.add((long) Math.floor(call.input(0).get(i + 2) * factor));
    }
    return sizes;
  }

  private static boolean isOfOthers(Call call, String argument, int axes) {
    return !call.isAbsent(argument) && call.numbers(argument, axes).size() != axes;
  }

  /** How many axes are resized; where the input is not known, as the mode or a list says. */
  private static int axes(Call call, String mode) {
    if (call.knowsInputs()) {
      return call.rank() - 2;
    } else if (call.value(call.isAbsent("size") ? "scale_factor" : "size")
        instanceof List<?> list) {
      return list.size();
    }
    return mode.equals("linear") ? 1 : mode.equals("trilinear") ? 3 : 2;
  }

  /** Area interpolation is adaptive average pooling. */
  private static Layer area(Call call, int axes) {
    List<Optional<Size>> sizes = new ArrayList<>();
    for (int i = 0; i < axes; i++) {
      sizes.add(
          Optional.of(
              call.isAbsent("size")
                  ? Size.of(
                      Math.multiplyExact(
                          call.input(0).get(i + 2), call.numbers("scale_factor", axes).get(i)))
                  : Size.of(call.numbers("size", axes).get(i))));
    }
    return new AdaptivePool(AdaptivePool.Kind.AVERAGE, new OpenExtents(sizes));
  }

  private static String name(Interpolation mode) {
    return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Map<String, ? extends @Nullable Object> arguments(Writing writing) {
    Interpolation mode = (Interpolation) writing.get("mode");
    if (mode == Interpolation.LANCZOS3 || mode == Interpolation.LANCZOS5) {
      throw new NotExpressibleException("PyTorch has no interpolation " + mode);
    }
    boolean resizes = writing.layer() instanceof Resize;
    Object extents = Codec.extents(2).write(writing.get(resizes ? "size" : "scale"), writing);
    return Map.of(
        resizes ? "size" : "scale_factor",
        Objects.requireNonNull(extents),
        "mode",
        name(Objects.requireNonNull(mode)));
  }
}
