package io.github.layerbook.exchange.onnx.operator;

import io.github.layerbook.exchange.Arrangement;
import io.github.layerbook.exchange.Call;
import io.github.layerbook.exchange.DialectException;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.Writing;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Fill;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.layer.shape.Interpolation;
import io.github.layerbook.layer.shape.Pad;
import io.github.layerbook.layer.shape.Resize;
import io.github.layerbook.layer.shape.Upsample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** ONNX's padding and interpolation. */
final class Pads {
  private Pads() {}

  static List<EntryBuilder> entries() {
    return List.of(pad(), resize());
  }

  private static EntryBuilder pad() {
    return EntryBuilder.of(
            List.<Class<? extends Layer>>of(Pad.class), Pads::read, Pads::write, "ai.onnx", "Pad")
        .signature("pads mode=constant constant_value=None value=0.0 axes=None")
        .arranged(call -> Arrangement.along(call.inputs(), 1, channels(call)));
  }

  /** Numbers before and after each of the framework's axes. */
  private static List<List<Long>> amounts(Call call) {
    List<Long> pads = call.numbers("pads", 1);
    int rank = call.rank();
    List<Long> axes = new ArrayList<>();
    if (call.isAbsent("axes")) {
      for (long axis = 0; axis < rank; axis++) {
        axes.add(axis);
      }
    } else {
      call.numbers("axes", 1).forEach(axis -> axes.add((long) Math.floorMod(axis, rank)));
    }
    if (pads.size() != 2 * axes.size()) {
      throw new DialectException(
          "Pad has %d numbers for %d axes: two for each", pads.size(), axes.size());
    }
    List<Long> before = new ArrayList<>(Collections.nCopies(rank, 0L));
    List<Long> after = new ArrayList<>(before);
    for (int i = 0; i < axes.size(); i++) {
      before.set(axes.get(i).intValue(), pads.get(i));
      after.set(axes.get(i).intValue(), pads.get(axes.size() + i));
    }
    return List.of(before, after);
  }

  /** Ours are an axis that is not padded. */
  private static int channels(Call call) {
    List<List<Long>> amounts = amounts(call);
    if (amounts.get(0).get(0) != 0 || amounts.get(1).get(0) != 0) {
      throw new NotExpressibleException("examples added to a batch");
    }
    for (int axis = 1; axis < call.rank(); axis++) {
      if (amounts.get(0).get(axis) == 0 && amounts.get(1).get(axis) == 0) {
        return axis;
      }
    }
    throw new NotExpressibleException("padding of channels and positions at once");
  }

  private static Layer read(Call call) {
    List<List<Long>> amounts = amounts(call);
    int channels = channels(call);
    List<Long> pads = new ArrayList<>();
    List<Long> crops = new ArrayList<>();
    for (List<Long> side : amounts) {
      for (int axis = 1; axis < call.rank(); axis++) {
        if (axis != channels) {
          pads.add(Math.max(0, side.get(axis)));
          crops.add(Math.max(0, -side.get(axis)));
        }
      }
    }
    Fill fill =
        switch (call.text("mode")) {
          case "constant" -> Fill.ZEROS;
          case "reflect" -> Fill.REFLECT;
          case "edge" -> Fill.REPLICATE;
          case "wrap" -> Fill.CIRCULAR;
          default -> throw new DialectException("mode of Pad is " + call.text("mode"));
        };
    return new Pad(
        WindowArguments.stated(pads),
        fill,
        crops.stream().allMatch(n -> n == 0) ? Padding.of(0) : WindowArguments.stated(crops));
  }

  private static Map<String, @Nullable Object> write(Writing writing) {
    Pad pad = (Pad) writing.layer();
    if (writing.inputs().isEmpty()) {
      throw new NotExpressibleException("the number of axes is needed: state the input");
    }
    int axes = writing.inputs().get(0).spatial().size();
    List<Long> pads = new ArrayList<>(List.of(0L, 0L));
    for (int i = 0; i < axes; i++) {
      pads.add(along(pad.amount().before(), i, axes) - along(pad.crop().before(), i, axes));
    }
    pads.addAll(List.of(0L, 0L));
    for (int i = 0; i < axes; i++) {
      pads.add(along(pad.amount().after(), i, axes) - along(pad.crop().after(), i, axes));
    }
    Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
    arguments.put("pads", pads);
    arguments.put(
        "mode",
        switch (pad.fill()) {
          case ZEROS -> "constant";
          case REFLECT -> "reflect";
          case REPLICATE -> "edge";
          case CIRCULAR -> "wrap";
        });
    return arguments;
  }

  private static long along(Extents extents, int axis, int axes) {
    return extents.along(axis, axes).value();
  }

  private static EntryBuilder resize() {
    return EntryBuilder.of(
            List.<Class<? extends Layer>>of(Upsample.class, Resize.class),
            Pads::resized,
            Pads::writeResize,
            "ai.onnx",
            "Resize",
            "Upsample")
        .signature(
            "scales=None sizes=None mode=nearest coordinate_transformation_mode=half_pixel"
                + " roi=None axes=None antialias=0 cubic_coeff_a=-0.75 exclude_outside=0"
                + " extrapolation_value=0.0 keep_aspect_ratio_policy=stretch"
                + " nearest_mode=round_prefer_floor");
  }

  private static Layer resized(Call call) {
    int rank = call.rank();
    List<Long> from = call.input(0);
    List<Double> factors = new ArrayList<>(Collections.nCopies(rank, 1.0));
    List<Long> to = new ArrayList<>(from);
    boolean sized = !call.isAbsent("sizes") && !call.elements("sizes").isEmpty();
    if (!sized && call.isAbsent("scales")) {
      throw new DialectException("the sizes or scales of Resize are not known");
    }
    List<?> stated = call.elements(sized ? "sizes" : "scales");
    List<Long> axes = new ArrayList<>();
    for (long axis = 0; axis < stated.size(); axis++) {
      axes.add(
          call.isAbsent("axes")
              ? axis
              : Math.floorMod(call.numbers("axes", 1).get((int) axis), rank));
    }
    for (int i = 0; i < stated.size(); i++) {
      int axis = axes.get(i).intValue();
      if (axis >= rank || !(stated.get(i) instanceof Number number)) {
        throw new DialectException("Resize has sizes or scales for each axis, not " + stated);
      }
      long extent = from.get(axis);
      to.set(axis, sized ? number.longValue() : (long) Math.floor(extent * number.doubleValue()));
      factors.set(axis, sized ? (double) to.get(axis) / extent : number.doubleValue());
    }
    if (rank < 3 || (factors.get(1) != 1.0) || !to.get(1).equals(from.get(1))) {
      throw new NotExpressibleException("channels that are interpolated");
    }
    List<Long> sizes = to.subList(2, rank);
    boolean whole = true;
    List<Long> scales = new ArrayList<>();
    for (int axis = 2; axis < rank; axis++) {
      whole &= factors.get(axis) == Math.rint(factors.get(axis)) && factors.get(axis) >= 1;
      scales.add(Math.round(factors.get(axis)));
    }
    Interpolation mode = mode(call.text("mode"), rank - 2);
    return whole
        ? new Upsample(WindowArguments.extents(scales), mode)
        : new Resize(WindowArguments.extents(sizes), mode);
  }

  private static Interpolation mode(String mode, int axes) {
    return switch (mode) {
      case "nearest" -> Interpolation.NEAREST;
      case "cubic" -> Interpolation.BICUBIC;
      case "linear", "bilinear" ->
          switch (axes) {
            case 1 -> Interpolation.LINEAR;
            case 2 -> Interpolation.BILINEAR;
            default -> Interpolation.TRILINEAR;
          };
      default -> throw new DialectException("mode of Resize is " + mode);
    };
  }

  private static Map<String, @Nullable Object> writeResize(Writing writing) {
    if (writing.inputs().isEmpty() || !(writing.get("mode") instanceof Interpolation mode)) {
      throw new NotExpressibleException("the number of axes is needed: state the input");
    }
    int axes = writing.inputs().get(0).spatial().size();
    Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
    if (writing.layer() instanceof Upsample upsample) {
      List<Double> scales = new ArrayList<>(List.of(1.0, 1.0));
      for (int i = 0; i < axes; i++) {
        scales.add((double) upsample.scale().along(i, axes).value());
      }
      arguments.put("scales", scales);
    } else if (writing.layer() instanceof Resize resize) {
      List<Long> sizes = new ArrayList<>();
      List<Long> positions = new ArrayList<>();
      for (int i = 0; i < axes; i++) {
        sizes.add(resize.size().along(i, axes).value());
        positions.add(i + 2L);
      }
      arguments.put("sizes", sizes);
      arguments.put("axes", positions);
    }
    arguments.put("mode", written(mode));
    if (mode == Interpolation.NEAREST) {
      arguments.put("coordinate_transformation_mode", "asymmetric");
      arguments.put("nearest_mode", "floor");
    }
    return arguments;
  }

  private static String written(Interpolation mode) {
    return switch (mode) {
      case NEAREST, NEAREST_EXACT -> "nearest";
      case LINEAR, BILINEAR, TRILINEAR -> "linear";
      case BICUBIC -> "cubic";
      case LANCZOS3, LANCZOS5 ->
          throw new NotExpressibleException("ONNX does not interpolate after Lanczos");
    };
  }
}
