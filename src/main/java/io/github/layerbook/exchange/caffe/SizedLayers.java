package io.github.layerbook.exchange.caffe;

import io.github.layerbook.exchange.drawing.Drawing;
import io.github.layerbook.exchange.drawing.UnreadableException;
import io.github.layerbook.exchange.tracing.Made;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.activation.Identity;
import io.github.layerbook.layer.geometry.OpenExtents;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.layer.linear.Parameter;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.normalization.LayerScale;
import io.github.layerbook.layer.shape.Crop;
import io.github.layerbook.layer.shape.Reshape;
import io.github.layerbook.layer.shape.Split;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Layers of Caffe's that are told by the sizes of their inputs, or are several of ours. */
final class SizedLayers {
  private final Drawing drawing;

  SizedLayers(Drawing drawing) {
    this.drawing = drawing;
  }

  /** Adds such a layer; empty if it is none. */
  Optional<List<Made>> add(LayerMessage layer, String path, List<Made> bottoms) {
    return switch (layer.type()) {
      case "Slice", "SLICE" -> Optional.of(slice(layer, path, bottoms));
      case "Crop" -> Optional.of(crop(layer, path, bottoms));
      case "Reshape" -> Optional.of(reshape(layer, path, bottoms));
      case "Scale" -> Optional.of(scale(layer, path, bottoms));
      case "Bias" -> Optional.of(List.of(shifted(layer, path, bottoms.get(0))));
      case "Power", "AbsVal", "Log", "Threshold" -> Optional.of(eachValue(layer, path, bottoms));
      default -> Optional.empty();
    };
  }

  private static List<Long> numbers(LayerMessage layer, String name) {
    Object value = layer.parameters().named().get(name);
    List<?> all = value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
    return all.stream().filter(Long.class::isInstance).map(Long.class::cast).toList();
  }

  private static int axis(LayerMessage layer, String name, int otherwise) {
    List<Long> stated = numbers(layer, name);
    return stated.isEmpty() ? otherwise : Math.toIntExact(stated.get(0));
  }

  /** Where no points are stated, the parts are equal. */
  private List<Made> slice(LayerMessage layer, String path, List<Made> bottoms) {
    int axis = axis(layer, "axis", axis(layer, "slice_dim", 1));
    List<Long> extents = Drawing.extents(bottoms.get(0));
    if (axis < 1 || axis > extents.size()) {
      throw new UnreadableException(
          layer.line(),
          "%s slices along axis %d, which is none of %s",
          layer.name(),
          axis,
          extents);
    }
    long whole = extents.get(axis - 1);
    int parts = layer.tops().size();
    List<Long> points = new ArrayList<>(numbers(layer, "slice_point"));
    for (int i = 1; points.size() < parts - 1; i++) {
      points.add(whole * i / parts);
    }
    points.add(whole);
    List<Size> sizes = new ArrayList<>();
    long before = 0;
    for (long point : points) {
      if (point <= before || point > whole) {
        throw new UnreadableException(
            layer.line(), "%s is sliced at %d, of %d", layer.name(), point, whole);
      }
      sizes.add(Size.of(point - before));
      before = point;
    }
    return drawing.add(layer.line(), path, new Split(sizes, axis), bottoms);
  }

  /** The first input is cut to the second one's size. */
  private List<Made> crop(LayerMessage layer, String path, List<Made> bottoms) {
    if (bottoms.size() != 2) {
      throw new UnreadableException(layer.line(), layer.name() + " reads two blobs");
    }
    List<Long> have = Drawing.extents(bottoms.get(0));
    List<Long> wanted = Drawing.extents(bottoms.get(1));
    List<Long> offsets = numbers(layer, "offset");
    List<Size> before = new ArrayList<>();
    List<Size> after = new ArrayList<>();
    for (int i = 1; i < have.size() && have.size() == wanted.size(); i++) {
      long offset = offsets.isEmpty() ? 0 : offsets.get(Math.min(i - 1, offsets.size() - 1));
      long rest = have.get(i) - wanted.get(i) - offset;
      if (rest < 0 || offset < 0) {
        throw new UnreadableException(
            layer.line(), "%s cuts %s out of %s", layer.name(), wanted, have);
      }
      before.add(Size.of(offset));
      after.add(Size.of(rest));
    }
    return List.of(
        drawing.add(layer.line(), path, new Crop(Padding.of(before, after)), bottoms.get(0)));
  }

  /** An extent of 0 is the input's, -1 is what is left; the first is the batch. */
  private List<Made> reshape(LayerMessage layer, String path, List<Made> bottoms) {
    List<Long> have = Drawing.extents(bottoms.get(0));
    List<Long> dims = layer.message().message("reshape_param").message("shape").numbers("dim");
    List<Optional<Size>> sizes = new ArrayList<>();
    for (int i = 1; i < dims.size(); i++) {
      long dim = dims.get(i);
      sizes.add(
          dim == 0 && i - 1 < have.size()
              ? Optional.of(Size.of(have.get(i - 1)))
              : dim > 0 ? Optional.of(Size.of(dim)) : Optional.empty());
    }
    if (sizes.isEmpty()) {
      throw new UnreadableException(layer.line(), layer.name() + " does not say its new shape");
    }
    return drawing.add(
        layer.line(), path, new Reshape(new OpenExtents(sizes), AxisOrder.CHW), bottoms);
  }

  /** With two inputs, the first times the second; with one, times a learned number a channel. */
  private List<Made> scale(LayerMessage layer, String path, List<Made> bottoms) {
    if (bottoms.size() == 2) {
      return drawing.add(layer.line(), path, Merge.of(Merge.Kind.MULTIPLY), bottoms);
    }
    Made scaled = drawing.add(layer.line(), path, new LayerScale(), bottoms.get(0));
    Map<String, ? extends @Nullable Object> fields = layer.parameters().named();
    return List.of(
        Boolean.TRUE.equals(fields.get("bias_term"))
            ? shifted(layer, path + "_shift", scaled)
            : scaled);
  }

  private Made shifted(LayerMessage layer, String path, Made input) {
    List<Size> shape = new ArrayList<>();
    List<Long> extents = Drawing.extents(input);
    for (int i = 0; i < extents.size(); i++) {
      shape.add(Size.of(i == 0 ? extents.get(i) : 1));
    }
    Made bias =
        drawing
            .add(
                layer.line(),
                path + "_bias",
                new Parameter(shape, AxisOrder.CHW, "bias"),
                List.of())
            .get(0);
    return drawing.add(layer.line(), path, Merge.of(Merge.Kind.ADD), input, bias);
  }

  private List<Made> eachValue(LayerMessage layer, String path, List<Made> bottoms) {
    drawing.note(
        "%s changes each value alone; its operations are not counted".formatted(layer.name()));
    return drawing.add(layer.line(), path, new Identity(), bottoms);
  }
}
