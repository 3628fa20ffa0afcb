package io.github.layerbook.exchange.pytorch;

import io.github.layerbook.exchange.Arrangement;
import io.github.layerbook.exchange.Arrangement.Operand;
import io.github.layerbook.exchange.Call;
import io.github.layerbook.exchange.Codec;
import io.github.layerbook.exchange.DialectException;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.Placement;
import io.github.layerbook.exchange.Writing;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Fill;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.layer.shape.Pad;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * PyTorch's padding layers: left and right of the last axis first; negative numbers crop.
 *
 * <p>As many of the last axes are padded as there are pairs of numbers. Zeros may stand around any
 * of them; what the input itself gives needs channels before, and a batch at most.
 */
final class Pads {
  private Pads() {}

  static List<EntryBuilder> entries() {
    List<EntryBuilder> entries = new ArrayList<>();
    for (int axes = 1; axes <= 3; axes++) {
      entries.add(pad("Zero", Fill.ZEROS, axes));
      entries.add(pad("Constant", Fill.ZEROS, axes));
      entries.add(pad("Reflection", Fill.REFLECT, axes));
      entries.add(pad("Replication", Fill.REPLICATE, axes));
      entries.add(pad("Circular", Fill.CIRCULAR, axes));
    }
    entries.add(function());
    return entries;
  }

  private static EntryBuilder pad(String name, Fill fill, int axes) {
    EntryBuilder entry =
        PyTorch.module(Pad.class, name + "Pad" + axes + "d")
            .fixed("fill", fill)
            .signature("padding")
            .bound(
                List.of("amount", "crop"),
                (call, options) -> read(call.numbers("padding", 2 * axes), options),
                (writing, arguments) -> arguments.put("padding", sides(writing, axes)))
            .arranged(call -> arrangement(call, call.numbers("padding", 2 * axes), fill));
    return name.equals("Constant") ? entry.signature("value=0").readOnly() : entry;
  }

  private static EntryBuilder function() {
    return EntryBuilder.of(Pad.class, PyTorch.FUNCTIONAL, "pad")
        .function("input")
        .signature("pad mode:fill=constant value=None")
        .codec(
            "fill",
            Codec.constant(
                Fill.class,
                fill ->
                    fill == Fill.ZEROS
                        ? "constant"
                        : fill.name().toLowerCase(java.util.Locale.ROOT)))
        .reading(
            List.of("amount", "crop"), (call, options) -> read(call.numbers("pad", 2), options))
        .arranged(
            call ->
                arrangement(
                    call,
                    call.numbers("pad", 2),
                    call.text("mode").equals("constant") ? Fill.ZEROS : Fill.REFLECT))
        .readOnly();
  }

  private static void read(List<Long> sides, Map<String, @Nullable Object> options) {
    if (sides.isEmpty() || sides.size() % 2 > 0) {
      throw new DialectException("padding is a pair of numbers for each axis, not " + sides);
    }
    options.put("amount", padding(sides, 1));
    if (sides.stream().anyMatch(side -> side < 0)) {
      options.put("crop", padding(sides, -1));
    }
  }

  private static Padding padding(List<Long> sides, int sign) {
    List<Long> before = new ArrayList<>();
    List<Long> after = new ArrayList<>();
    for (int i = sides.size() - 2; i >= 0; i -= 2) {
      before.add(Math.max(0, sign * sides.get(i)));
      after.add(Math.max(0, sign * sides.get(i + 1)));
    }
    return new Padding(
        Padding.Mode.EXPLICIT, new Extents(Call.sizes(before)), new Extents(Call.sizes(after)));
  }

  private static Object sides(Writing writing, int axes) {
    Padding amount = (Padding) java.util.Objects.requireNonNull(writing.get("amount"));
    Padding crop = (Padding) java.util.Objects.requireNonNull(writing.get("crop"));
    int stated = amount.before().sizes().size();
    if (stated == 1 && !writing.inputs().isEmpty()) {
      stated = writing.inputs().get(0).spatial().size();
    }
    if (stated != axes) {
      throw new NotExpressibleException("padding " + amount + " is not of " + axes + " axes");
    }
    List<Long> sides = new ArrayList<>();
    for (int i = axes - 1; i >= 0; i--) {
      sides.add(side(amount.before().along(i, axes), crop.before().along(i, axes)));
      sides.add(side(amount.after().along(i, axes), crop.after().along(i, axes)));
    }
    return sides.stream().distinct().count() == 1 ? sides.get(0) : sides;
  }

  private static long side(Size added, Size taken) {
    return added.value() - taken.value();
  }

  private static Arrangement arrangement(Call call, List<Long> sides, Fill fill) {
    int padded = sides.size() / 2;
    int leading = call.rank() - padded - 1;
    if (leading < (fill == Fill.ZEROS ? -1 : 0)) {
      throw new DialectException(
          "padding %s is for other axes than those of %s", sides, call.input(0));
    } else if (fill != Fill.ZEROS && leading > 1) {
      throw new DialectException(
          "%d axes are padded, the input %s has too many", padded, call.input(0));
    } else if (leading >= 0) {
      return Arrangement.channelsFirst(call.inputs(), leading);
    }
    List<Integer> axes = new ArrayList<>(Placement.channelsFirst(0, padded).axes());
    axes.add(0, Placement.NONE);
    Placement placement = new Placement(axes);
    return new Arrangement(
        List.of(new Operand(0, placement.shape(call.input(0)), placement)),
        List.of(),
        Arrangement.Results.placed(rank -> placement),
        false);
  }
}
