package io.github.layerbook.truth;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Fill;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.layer.merge.Concatenate;
import io.github.layerbook.layer.merge.Dot;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.shape.Crop;
import io.github.layerbook.layer.shape.Flatten;
import io.github.layerbook.layer.shape.Interpolation;
import io.github.layerbook.layer.shape.Pad;
import io.github.layerbook.layer.shape.Permute;
import io.github.layerbook.layer.shape.RepeatVector;
import io.github.layerbook.layer.shape.Reshape;
import io.github.layerbook.layer.shape.Resize;
import io.github.layerbook.layer.shape.Upsample;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Keras's layers that pad, crop, resize, rearrange or merge values. */
final class KerasShapes {
  private KerasShapes() {}

  static Map<String, Mapping> mappings() {
    Map<String, Mapping> mappings = new HashMap<>();
    for (int axes = 1; axes <= 3; axes++) {
      int n = axes;
      mappings.put(
          "ZeroPadding" + n + "D",
          c -> spatial(c, n, new Pad(sides(c, "padding", n, 1), Fill.ZEROS, Padding.of(0))));
      mappings.put(
          "Cropping" + n + "D",
          c -> spatial(c, n, new Crop(sides(c, "cropping", n, n == 2 ? 0 : 1))));
      mappings.put(
          "UpSampling" + n + "D",
          c -> spatial(c, n, new Upsample(c.extents("size", n, 2), interpolation(c))));
    }
    for (Merge.Kind kind : Merge.Kind.values()) {
      String name = kind.name().charAt(0) + kind.name().substring(1).toLowerCase(Locale.ROOT);
      mappings.put(name, c -> Trial.keras(c, Merge.of(kind)));
    }
    mappings.put("Resizing", c -> Trial.keras(c, resizing(c)));
    for (String name : List.of("Rescaling", "CenterCrop")) {
      mappings.put(
          name,
          c -> {
            throw new NotExpressible(NotExpressible.Reason.PREPROCESSING);
          });
    }
    mappings.put("Concatenate", c -> Trial.keras(c, concatenate(c)));
    mappings.put("Dot", c -> Trial.keras(c, dot(c)));
    mappings.put("Flatten", c -> Trial.keras(c, new Flatten()));
    mappings.put("Reshape", c -> Trial.keras(c, reshape(c)));
    mappings.put("Permute", c -> Trial.keras(c, permute(c)));
    mappings.put("RepeatVector", c -> Trial.keras(c, new RepeatVector(c.size("n", 0))));
    return mappings;
  }

  /** A number for all sides, one per axis, or a pair per axis; for one axis also one pair. */
  private static Padding sides(Case c, String name, int axes, long otherwise) {
    JsonNode value = c.argument(name);
    List<Size> before = new ArrayList<>();
    List<Size> after = new ArrayList<>();
    if (value != null && value.isArray() && axes == 1 && value.size() == 2) {
      before.add(Size.of(value.get(0).asLong()));
      after.add(Size.of(value.get(1).asLong()));
    } else if (value != null && value.isArray()) {
      for (JsonNode axis : value) {
        before.add(Size.of((axis.isArray() ? axis.get(0) : axis).asLong()));
        after.add(Size.of((axis.isArray() ? axis.get(1) : axis).asLong()));
      }
    } else {
      before.addAll(c.extents(name, axes, otherwise).sizes());
      after.addAll(before);
    }
    return Padding.of(before, after);
  }

  private static Interpolation interpolation(Case c) {
    return Interpolation.valueOf(c.text("interpolation", "nearest").toUpperCase(Locale.ROOT));
  }

  /** A layer of a number of spatial axes, which alone it takes. */
  static Trial spatial(Case c, int axes, Layer layer) {
    if (c.input(0).size() != axes + 2) {
      throw new IllegalArgumentException(axes + " axes are expected, not those of " + c.input(0));
    }
    return Trial.keras(c, layer);
  }

  private static Resize resizing(Case c) {
    return new Resize(
        new Extents(List.of(c.size("height", 0), c.size("width", 0))),
        Interpolation.valueOf(c.text("interpolation", "bilinear").toUpperCase(Locale.ROOT)));
  }

  private static Concatenate concatenate(Case c) {
    return new Concatenate(channelsFirst(c.number("axis", -1), c.input(0).size()));
  }

  /** Keras counts both inputs' axes with the batch as 0. */
  private static Dot dot(Case c) {
    List<Long> axes = c.numbers("axes", 2, -1);
    if (axes.size() != 2) {
      throw new IllegalArgumentException(axes + " are not one axis of each input");
    }
    return new Dot(
        axes.get(0).intValue(), axes.get(1).intValue(), c.flag("normalize", false), AxisOrder.HWC);
  }

  private static Reshape reshape(Case c) {
    return new Reshape(TorchShapes.openExtents(c.argument("target_shape"), 1), AxisOrder.HWC);
  }

  private static Permute permute(Case c) {
    return new Permute(Trial.sizes(c.numbers("dims", 1, 1)), AxisOrder.HWC);
  }

  /** Returns the dimension, counted channels first, of a Keras axis: channels last, batch 0. */
  private static int channelsFirst(long axis, int rank) {
    long fromOne = axis < 0 ? axis + rank : axis;
    return fromOne == 0 ? 0 : fromOne == rank - 1 ? 1 : (int) fromOne + 1;
  }
}
