package io.github.layerbook.exchange.onnx.source;

import io.github.layerbook.exchange.source.Said;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.attention.WindowAttention;
import java.util.ArrayList;
import java.util.List;

/**
 * Attention within windows in ONNX's operators, on {@code [batch, height, width, channels]}: the
 * image padded, turned by the shift and cut into windows, attention with biases for relative
 * positions within each, and the image put together again; as torchvision's Swin and MaxViT.
 */
final class WindowWriter {
  /** What is far below every score: a place of another part of the image. */
  private static final double UNSEEN = -100;

  /** The square of what keeps a vector's length from zero. */
  private static final double SMALL = 1e-24;

  private final StepWriter to;
  private final WindowAttention layer;
  private final long channels;
  private final long heads;
  private final long[] extents = new long[2];
  private final long[] sides = new long[2];
  private final long[] counts = new long[2];
  private final long[] shifts = new long[2];

  private WindowWriter(StepWriter to, WindowAttention layer, Shape input) {
    this.to = to;
    this.layer = layer;
    this.channels = input.channels().size().value();
    this.heads = layer.heads().value();
    for (int axis = 0; axis < 2; axis++) {
      extents[axis] = input.spatial().get(axis).size().value();
      sides[axis] = layer.window().along(axis, 2).value();
      counts[axis] = (extents[axis] + sides[axis] - 1) / sides[axis];
      // An image of one window has nothing to be turned into.
      shifts[axis] = counts[axis] == 1 ? 0 : layer.shift().along(axis, 2).value() % sides[axis];
    }
  }

  private long padded(int axis) {
    return counts[axis] * sides[axis];
  }

  private long places() {
    return sides[0] * sides[1];
  }

  private boolean isShifted() {
    return shifts[0] > 0 || shifts[1] > 0;
  }

  static String write(StepWriter to, Said said, List<String> inputs) {
    WindowAttention layer = (WindowAttention) said.layer();
    return new WindowWriter(to, layer, said.inputs().get(0)).written(inputs.get(0));
  }

  private String written(String input) {
    String image = input;
    if (padded(0) > extents[0] || padded(1) > extents[1]) {
      String pads =
          to.numbers(
              "pads", 0L, 0L, 0L, 0L, 0L, padded(0) - extents[0], padded(1) - extents[1], 0L);
      image = to.add("Pad", "padded", image, pads);
    }
    for (int axis = 0; axis < 2; axis++) {
      image = rolled("roll" + axis, image, axis, shifts[axis]);
    }
    String result = attention(windows(image));
    image = image(result);
    for (int axis = 0; axis < 2; axis++) {
      image =
          rolled("back" + axis, image, axis, shifts[axis] == 0 ? 0 : padded(axis) - shifts[axis]);
    }
    for (int axis = 0; axis < 2; axis++) {
      image =
          padded(axis) == extents[axis]
              ? image
              : to.part("cropped" + axis, image, axis + 1L, 0, extents[axis]);
    }
    return to.add("Identity", "", image);
  }

  /** Puts what stands before a place behind the rest of an axis. */
  private String rolled(String step, String image, int axis, long shift) {
    return shift == 0
        ? image
        : to.joined(
            step,
            axis + 1L,
            List.of(
                to.part(step + "_rest", image, axis + 1L, shift, padded(axis)),
                to.part(step + "_front", image, axis + 1L, 0, shift)));
  }

  private String windows(String image) {
    String apart =
        layer.grid()
            ? to.moved(
                "sorted",
                to.reshaped("apart", image, 0L, sides[0], counts[0], sides[1], counts[1], channels),
                0L,
                2L,
                4L,
                1L,
                3L,
                5L)
            : to.moved(
                "sorted",
                to.reshaped("apart", image, 0L, counts[0], sides[0], counts[1], sides[1], channels),
                0L,
                1L,
                3L,
                2L,
                4L,
                5L);
    return to.reshaped("windows", apart, -1L, places(), channels);
  }

  private String image(String windows) {
    String apart =
        to.reshaped("unsorted", windows, -1L, counts[0], counts[1], sides[0], sides[1], channels);
    String sorted =
        layer.grid()
            ? to.moved("together_again", apart, 0L, 3L, 1L, 4L, 2L, 5L)
            : to.moved("together_again", apart, 0L, 1L, 3L, 2L, 4L, 5L);
    return to.reshaped("image", sorted, -1L, padded(0), padded(1), channels);
  }

  private String attention(String windows) {
    String in = layer.version() == WindowAttention.Version.MAXVIT ? "to_qkv" : "qkv";
    String out = layer.version() == WindowAttention.Version.MAXVIT ? "merge" : "proj";
    String all = to.projected(in, windows, channels, 3 * channels, layer.bias());
    HeadsWriter parts = new HeadsWriter(to, heads, heads, channels / heads, channels / heads);
    List<String> vectors = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      String name = List.of("q", "k", "v").get(i);
      String part = to.part(name, all, 2, i * channels, (i + 1) * channels);
      vectors.add(parts.queries(name, part, places(), split -> split));
    }
    boolean cosine = layer.version() == WindowAttention.Version.SWIN2;
    if (cosine) {
      vectors.set(0, to.unit("q", vectors.get(0), -1, "Max", SMALL));
      vectors.set(1, to.unit("k", vectors.get(1), -1, "Max", SMALL));
    }
    String joined =
        parts.attended(
            vectors.get(0),
            vectors.get(1),
            vectors.get(2),
            places(),
            scores -> biased(cosine ? cosines(scores) : parts.scaled(scores), cosine),
            parts::softmax);
    return to.projected(out, joined, channels, channels, layer.bias());
  }

  private String cosines(String products) {
    String scale = to.weight("logit_scale", heads, 1L, 1L);
    String least = to.add("Min", "scale_most", scale, to.decimal("most", Math.log(100)));
    return to.add("Mul", "cosines", products, to.add("Exp", "scale", least));
  }

  private String biased(String scores, boolean computed) {
    WindowBiases biases = new WindowBiases(to, heads, sides[0], sides[1]);
    String all = to.add("Add", "biased", scores, computed ? biases.computed() : biases.learned());
    return isShifted() ? masked(all) : all;
  }

  /** Places that stood apart before the image was turned do not see each other. */
  private String masked(String scores) {
    String rows = to.reshaped("mask_rows", regions("mask_row", 0), padded(0), 1L);
    String columns = regions("mask_column", 1);
    String tripled = to.add("Mul", "mask_tripled", rows, to.numbers("mask_three", 3L));
    String regions =
        to.moved(
            "mask_sorted",
            to.reshaped(
                "mask_apart",
                to.add("Add", "mask_regions", tripled, columns),
                counts[0],
                sides[0],
                counts[1],
                sides[1]),
            0L,
            2L,
            1L,
            3L);
    long windows = counts[0] * counts[1];
    String same =
        to.add(
            "Equal",
            "mask_same",
            to.reshaped("mask_keys", regions, windows, 1L, 1L, places()),
            to.reshaped("mask_queries", regions, windows, 1L, places(), 1L));
    String mask =
        to.add("Where", "mask", same, to.decimal("seen", 0), to.decimal("unseen", UNSEEN));
    String apart = to.reshaped("mask_windows", scores, -1L, windows, heads, places(), places());
    return to.reshaped(
        "masked", to.add("Add", "mask_added", apart, mask), -1L, heads, places(), places());
  }

  /** Which of three parts of an axis each place is of: those not turned, the rest, the turned. */
  private String regions(String step, int axis) {
    Long[] regions = new Long[Math.toIntExact(padded(axis))];
    for (int place = 0; place < regions.length; place++) {
      boolean inner = place < padded(axis) - sides[axis] || shifts[axis] == 0;
      regions[place] = inner ? 0L : place < padded(axis) - shifts[axis] ? 1L : 2L;
    }
    return to.numbers(step, regions);
  }
}
