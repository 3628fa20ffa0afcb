package io.github.layerbook.exchange.keras;

import io.github.layerbook.exchange.Call;
import io.github.layerbook.exchange.Codec;
import io.github.layerbook.exchange.DialectException;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.Writing;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Fill;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.layer.merge.Concatenate;
import io.github.layerbook.layer.merge.Dot;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.shape.Crop;
import io.github.layerbook.layer.shape.Flatten;
import io.github.layerbook.layer.shape.Pad;
import io.github.layerbook.layer.shape.Permute;
import io.github.layerbook.layer.shape.RepeatVector;
import io.github.layerbook.layer.shape.Reshape;
import io.github.layerbook.layer.shape.Resize;
import io.github.layerbook.layer.shape.Upsample;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keras's layers that pad, crop, resize, rearrange or merge values. */
final class Shapes {
  private Shapes() {}

  static List<EntryBuilder> entries() {
    List<EntryBuilder> entries = new ArrayList<>();
    for (int axes = 1; axes <= 3; axes++) {
      entries.add(padding(axes));
      entries.add(cropping(axes));
      entries.add(upsampling(axes));
    }
    for (Merge.Kind kind : Merge.Kind.values()) {
      String name = kind.name().charAt(0) + kind.name().substring(1).toLowerCase(Locale.ROOT);
      EntryBuilder merge =
          Keras.layer(Merge.class, name)
              .fixed("kind", kind)
              .unsaid("inplace")
              .arranged(KerasAxes::channels);
      entries.add(merge);
      entries.add(Keras.function(merge, ""));
    }
    entries.add(resizing());
    EntryBuilder concatenate = concatenate();
    entries.add(concatenate);
    entries.add(Keras.function(concatenate, "axis"));
    EntryBuilder dot = dot();
    entries.add(dot);
    entries.add(Keras.function(dot, "axes normalize"));
    entries.add(
        Keras.layer(Flatten.class, "Flatten")
            .signature("data_format=None")
            .arranged(KerasAxes::channels));
    entries.add(lastFirst(Keras.layer(Reshape.class, "Reshape")).signature("target_shape:shape"));
    entries.add(lastFirst(Keras.layer(Permute.class, "Permute")).signature("dims"));
    entries.add(
        Keras.layer(RepeatVector.class, "RepeatVector")
            .signature("n:times")
            .arranged(KerasAxes::channels));
    return entries;
  }

  /** A layer that counts axes as they are written: channels last. */
  private static EntryBuilder lastFirst(EntryBuilder entry) {
    return entry.fixed("order", AxisOrder.HWC).arranged(KerasAxes::channels);
  }

  private static EntryBuilder padding(int axes) {
    return Keras.layer(Pad.class, "ZeroPadding" + axes + "D")
        .axes(axes)
        .fixed("fill", Fill.ZEROS)
        .signature("padding:amount=1 data_format=None")
        .codec("amount", new Sides(axes))
        .arranged(KerasAxes.spatial(axes));
  }

  /** Of images nothing is cropped unless it is stated. */
  private static EntryBuilder cropping(int axes) {
    return Keras.layer(Crop.class, "Cropping" + axes + "D")
        .axes(axes)
        .signature("cropping:amount=%d data_format=None".formatted(axes == 2 ? 0 : 1))
        .codec("amount", new Sides(axes))
        .arranged(KerasAxes.spatial(axes));
  }

  private static EntryBuilder upsampling(int axes) {
    EntryBuilder entry =
        Keras.layer(Upsample.class, "UpSampling" + axes + "D")
            .axes(axes)
            .signature("size:scale=2")
            .arranged(KerasAxes.spatial(axes));
    if (axes > 1) {
      entry.signature("data_format=None");
    }
    return axes == 2 ? entry.signature("interpolation:mode=nearest") : entry;
  }

  private static EntryBuilder resizing() {
    return Keras.layer(Resize.class, "Resizing")
        .axes(2)
        .signature(
            "height width interpolation:mode=bilinear crop_to_aspect_ratio=False"
                + " pad_to_aspect_ratio=False fill_mode=None fill_value=None antialias=None"
                + " data_format=None")
        .bound(
            List.of("size"),
            (call, options) ->
                options.put("size", new Extents(List.of(call.size("height"), call.size("width")))),
            (writing, arguments) -> {
              Extents size = (Extents) Objects.requireNonNull(writing.get("size"));
              arguments.put("height", size.along(0, 2).value());
              arguments.put("width", size.along(1, 2).value());
            })
        .arranged(KerasAxes::channels);
  }

  private static EntryBuilder concatenate() {
    return Keras.layer(Concatenate.class, "Concatenate")
        .signature("axis=-1")
        .computed("dim", call -> dimension(call), "axis", writing -> axis(writing))
        .arranged(KerasAxes::channels);
  }

  /** The dimension, counted channels first, of an axis counted channels last; the batch is 0. */
  private static int dimension(Call call) {
    int axis = Math.toIntExact(KerasAxes.axis(call));
    if (!call.knowsInputs() && axis == -1) {
      return 1;
    }
    int rank = call.rank();
    int fromOne = axis < 0 ? axis + rank : axis;
    return fromOne == 0 ? 0 : fromOne == rank - 1 ? 1 : fromOne + 1;
  }

  private static long axis(Writing writing) {
    int dimension = (Integer) Objects.requireNonNull(writing.get("dim"));
    if (dimension < 0 && writing.inputs().isEmpty()) {
      throw new NotExpressibleException("the number of axes is needed: state the input");
    }
    int counted = dimension < 0 ? dimension + writing.inputs().get(0).axes().size() + 1 : dimension;
    return counted == 1 ? -1 : counted - 1L;
  }

  /** Keras counts both inputs' axes with the batch as 0. */
  private static EntryBuilder dot() {
    return Keras.layer(Dot.class, "Dot")
        .fixed("order", AxisOrder.HWC)
        .signature("axes normalize=False")
        .bound(
            List.of("first", "second"),
            (call, options) -> {
              List<Long> axes = call.numbers("axes", 2);
              if (axes.size() != 2) {
                throw new DialectException(axes + " are not one axis of each input");
              }
              options.put("first", Math.toIntExact(axes.get(0)));
              options.put("second", Math.toIntExact(axes.get(1)));
            },
            (writing, arguments) -> arguments.put("axes", axes(writing)))
        .arranged(KerasAxes::channels);
  }

  private static Object axes(Writing writing) {
    Object first = Objects.requireNonNull(Codec.INDEX.write(writing.get("first"), writing));
    Object second = Objects.requireNonNull(Codec.INDEX.write(writing.get("second"), writing));
    return first.equals(second) ? first : List.of(first, second);
  }

  /** A number for all sides, one per axis, or a pair per axis; for one axis also one pair. */
  private record Sides(int axes) implements Codec {
    @Override
    public Padding read(String argument, @Nullable Object value) {
      List<Long> before = new ArrayList<>();
      List<Long> after = new ArrayList<>();
      if (value instanceof List<?> pair && axes == 1 && pair.size() == 2) {
        before.add(Call.number(argument, pair.get(0)));
        after.add(Call.number(argument, pair.get(1)));
      } else if (value instanceof List<?> list) {
        for (Object axis : list) {
          boolean pair = axis instanceof List<?> sides && sides.size() == 2;
          before.add(Call.number(argument, pair ? ((List<?>) axis).get(0) : axis));
          after.add(Call.number(argument, pair ? ((List<?>) axis).get(1) : axis));
        }
      } else {
        before.add(Call.number(argument, value));
        after.add(before.get(0));
      }
      return Padding.of(sizes(before), sizes(after));
    }

    /** One number where it is the same along all axes. */
    private List<Size> sizes(List<Long> sides) {
      boolean same = sides.size() == axes && sides.stream().distinct().count() == 1;
      return Call.sizes(same ? sides.subList(0, 1) : sides);
    }

    @Override
    public Object write(@Nullable Object option, Writing writing) {
      Padding padding = (Padding) Objects.requireNonNull(option);
      List<Object> sides = new ArrayList<>();
      for (int i = 0; i < axes; i++) {
        long before = padding.before().along(i, axes).value();
        long after = padding.after().along(i, axes).value();
        sides.add(before == after ? before : List.of(before, after));
      }
      if (sides.stream().distinct().count() == 1 && (axes == 1 || sides.get(0) instanceof Long)) {
        return sides.get(0);
      } else if (sides.stream().allMatch(Long.class::isInstance)) {
        return sides;
      }
      return sides.stream().map(side -> side instanceof Long n ? List.of(n, n) : side).toList();
    }
  }
}
