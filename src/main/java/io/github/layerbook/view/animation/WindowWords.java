package io.github.layerbook.view.animation;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.LayerTitle;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** The captions of moving windows: of all of them, and of each. */
final class WindowWords {
  /** Of more places only the first ones and the last are named. */
  private static final int MOST = 7;

  private WindowWords() {}

  /** The layer: {@code conv 3×3, 64, stride 2}. */
  static String title(WindowScene scene) {
    String title = LayerTitle.typeset(LayerTitle.of(scene.row().node().layer()));
    return scene.step().isEmpty() ? title : title + ": its step " + scene.step();
  }

  /** What goes in and out, and how much of it is drawn. */
  static String caption(WindowScene scene) {
    String caption =
        "%s, %s → %s".formatted(title(scene), shape(scene.input()), shape(scene.output()));
    if (scene.isCropped()) {
      String some =
          scene.isPlane()
              ? "%s×%s of %s×%s"
                  .formatted(
                      scene.rows().shown(),
                      scene.columns().shown(),
                      Numbers.count(scene.rows().outputs()),
                      Numbers.count(scene.columns().outputs()))
              : scene.columns().shown() + " of " + Numbers.count(scene.columns().outputs());
      caption += "; the first " + some + " positions are drawn";
    }
    return scene.declaration().fieldOfView().windows().size() > 2
        ? caption + "; the depth is not drawn"
        : caption;
  }

  /** One sentence for readers who do not see the drawing. */
  static String sentence(WindowScene scene) {
    return "%s: a window of %s positions moves over %s; at each place it makes one value of %s from %s."
        .formatted(
            scene.row().name(),
            plane(scene, scene.rows().taps(), scene.columns().taps()),
            shape(scene.input()),
            shape(scene.output()),
            values(scene));
  }

  static String shape(Shape shape) {
    return LayerTitle.of(shape, AxisOrder.HWC);
  }

  /** What stands above the input: its shape, and the padding that windows reach. */
  static String input(WindowScene scene) {
    String shape = "input " + shape(scene.input());
    String spread = scene.columns().spread() == 1 ? "" : ", spread by " + scene.columns().spread();
    String padding = padding(scene);
    return shape + spread + (padding.isEmpty() ? "" : ", padding " + padding);
  }

  /** The padding that windows reach; behind the last value they may reach less of it. */
  private static String padding(WindowScene scene) {
    List<String> sides = new ArrayList<>();
    for (AxisView axis : axes(scene)) {
      long before = axis.paddingBefore();
      long after = axis.paddingAfter();
      sides.add(after <= before ? String.valueOf(before) : before + ":" + after);
    }
    List<String> different = sides.stream().distinct().toList();
    return different.equals(List.of("0"))
        ? ""
        : different.size() == 1 ? different.get(0) : String.join("×", sides);
  }

  private static List<AxisView> axes(WindowScene scene) {
    return scene.isPlane() ? List.of(scene.rows(), scene.columns()) : List.of(scene.columns());
  }

  /** What stands above the filter. */
  static String filter(WindowScene scene) {
    return "filter 1 of " + Numbers.count(scene.channelsOut());
  }

  /** What stands below the filter: how many weights it has, and whether a bias. */
  static List<String> filterHolds(WindowScene scene) {
    String weights =
        "%s×%s weights"
            .formatted(
                plane(scene, scene.rows().taps(), scene.columns().taps()),
                Numbers.count(scene.channelsSeen()));
    return scene.hasBias() ? List.of(weights, "+ 1 bias") : List.of(weights);
  }

  /** The caption where channels are in groups, or each is convolved separately. */
  static String groups(WindowScene scene) {
    if (scene.groups() == 1) {
      return "";
    }
    return scene.channelsSeen() == 1
        ? "each output channel sees one input channel"
        : "each output channel sees %s of %s input channels: %s groups"
            .formatted(
                Numbers.count(scene.channelsSeen()),
                Numbers.count(scene.channelsIn()),
                Numbers.count(scene.groups()));
  }

  /** The derivation of the output's extents, as the layer declares them. */
  static List<String> lengths(WindowScene scene) {
    return scene.declaration().output().spatial().stream()
        .map(
            axis -> {
              String sum = Typeset.of(axis.size());
              String length = String.valueOf(axis.size().value());
              return "output "
                  + axis.name()
                  + " "
                  + (sum.equals(length) ? "" : sum + " = ")
                  + length;
            })
        .distinct()
        .toList();
  }

  /** The caption while the window computes one output. */
  static List<String> step(WindowScene scene, long[] output) {
    List<String> lines = new ArrayList<>();
    String place = scene.isPlane() ? output[0] + ", " + output[1] : String.valueOf(output[1]);
    lines.add("output [%s] = %s".formatted(place, values(scene)));
    if (scene.isPlane()) {
      lines.add(line("rows", scene.rows(), output[0]));
    }
    lines.add(line(scene.isPlane() ? "columns" : "positions", scene.columns(), output[1]));
    return lines;
  }

  private static String values(WindowScene scene) {
    long places = scene.rows().taps() * scene.columns().taps();
    String count = Numbers.count(places);
    return switch (scene.sum()) {
      case PRODUCTS ->
          "the sum of %s products%s"
              .formatted(
                  Numbers.count(scene.weightsOfFilter()), scene.hasBias() ? " + 1 bias" : "");
      case LARGEST -> "the largest of " + count + " values";
      case MEAN -> "the mean of " + count + " values";
      case VALUES -> places == 1 ? "1 value" : count + " values";
    };
  }

  private static String plane(WindowScene scene, long up, long across) {
    return scene.isPlane() ? up + "×" + across : String.valueOf(across);
  }

  /** Where a window looks along an axis: {@code rows 1·2 − 1 + k = 1, 2, 3}. */
  private static String line(String what, AxisView axis, long output) {
    StringBuilder sum = new StringBuilder();
    sum.append(output).append(axis.step() == 1 ? "" : "·" + axis.step());
    if (axis.start() != 0) {
      sum.append(axis.start() < 0 ? " − " : " + ").append(Math.abs(axis.start()));
    }
    if (axis.taps() > 1) {
      sum.append(axis.dilation() == 1 ? " + k" : " + k·" + axis.dilation());
    }
    String places =
        listed(
            LongStream.of(axis.places(output))
                .mapToObj(place -> place(axis, place))
                .collect(Collectors.toList()));
    return axis.spread() == 1
        ? "%s %s = %s".formatted(what, sum, places)
        : "%s (%s)/%d = %s".formatted(what, sum, axis.spread(), places);
  }

  private static String place(AxisView axis, long place) {
    if (axis.spread() == 1) {
      return place < 0 ? "−" + -place : String.valueOf(place);
    }
    return axis.input(place).isPresent() ? String.valueOf(axis.input(place).getAsLong()) : "–";
  }

  private static String listed(List<String> places) {
    return places.size() <= MOST
        ? String.join(", ", places)
        : String.join(", ", places.subList(0, 3)) + ", …, " + places.get(places.size() - 1);
  }
}
