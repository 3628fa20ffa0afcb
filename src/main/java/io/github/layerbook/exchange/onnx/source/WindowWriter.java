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
  /** Hidden units of Swin v2's network of biases. */
  private static final long HIDDEN = 512;

  /** What is far below every score: a place of another part of the image. */
  private static final double UNSEEN = -100;

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
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      String name = List.of("q", "k", "v").get(i);
      String part = to.part(name, all, 2, i * channels, (i + 1) * channels);
      parts.add(
          to.moved(
              name + "_apart",
              to.reshaped(name + "_heads", part, 0L, places(), heads, channels / heads),
              0L,
              2L,
              1L,
              3L));
    }
    boolean cosine = layer.version() == WindowAttention.Version.SWIN2;
    String queries = cosine ? unit("q", parts.get(0)) : scaled(parts.get(0));
    String keys = cosine ? unit("k", parts.get(1)) : parts.get(1);
    String scores =
        to.add(StepWriter.MATMUL, "scores", queries, to.moved("k_moved", keys, 0L, 1L, 3L, 2L));
    if (cosine) {
      String least =
          to.add(
              "Min",
              "scale_most",
              to.weight("logit_scale", heads, 1L, 1L),
              to.decimal("most", Math.log(100)));
      scores = to.add("Mul", "cosines", scores, to.add("Exp", "scale", least));
    }
    scores = to.add("Add", "biased", scores, cosine ? computedBiases() : biases());
    if (isShifted()) {
      scores = masked(scores);
    }
    String sums =
        to.add(StepWriter.MATMUL, "sums", to.add("Softmax", "shares", scores), parts.get(2));
    String joined =
        to.reshaped("joined", to.moved("together", sums, 0L, 2L, 1L, 3L), 0L, places(), channels);
    return to.projected(out, joined, channels, channels, layer.bias());
  }

  private String scaled(String queries) {
    return to.add(
        "Mul", "scaled", queries, to.decimal("root", Math.sqrt((double) heads / channels)));
  }

  private String unit(String name, String vectors) {
    String squares = to.add("Mul", name + "_squares", vectors, vectors);
    String sum = to.add("ReduceSum", name + "_sum", squares, to.numbers(name + "_along", -1L));
    String length = to.add("Sqrt", name + "_length", sum);
    String least = to.add("Max", name + "_least", length, to.decimal(name + "_small", 1e-12));
    return to.add("Div", name + "_unit", vectors, least);
  }

  /** For each pair of places which relative position it is. */
  private String pairs() {
    List<Long> pairs = new ArrayList<>();
    for (long one = 0; one < places(); one++) {
      for (long other = 0; other < places(); other++) {
        long rows = one / sides[1] - other / sides[1] + sides[0] - 1;
        long columns = one % sides[1] - other % sides[1] + sides[1] - 1;
        pairs.add(rows * (2 * sides[1] - 1) + columns);
      }
    }
    return to.numbers("relative_position_index", pairs.toArray(Long[]::new));
  }

  private long offsets() {
    return (2 * sides[0] - 1) * (2 * sides[1] - 1);
  }

  private String biases() {
    return ofPairs(to.weight("relative_position_bias_table", offsets(), heads));
  }

  /** One bias for each head and pair of places. */
  private String ofPairs(String table) {
    String each = to.add("Gather", "pairs", table, pairs());
    String square = to.reshaped("square", each, places(), places(), heads);
    return to.moved("biases", square, 2L, 0L, 1L);
  }

  /** A small network over the logarithms of distances (Liu et al. 2022, equation 4). */
  private String computedBiases() {
    String hidden =
        to.add("Relu", "hidden", to.projected("cpb_mlp.0", coordinates(), 2, HIDDEN, true));
    String table =
        to.reshaped("table", to.projected("cpb_mlp.2", hidden, HIDDEN, heads, false), -1L, heads);
    String gate = to.add("Sigmoid", "gates", ofPairs(table));
    return to.add("Mul", "gated", gate, to.decimal("sixteen", 16));
  }

  private String coordinates() {
    List<String> both = new ArrayList<>();
    for (int axis = 0; axis < 2; axis++) {
      String name = axis == 0 ? "row" : "column";
      String range =
          to.add(
              "Range",
              name + "s",
              to.decimal(name + "_first", 1.0 - sides[axis]),
              to.decimal(name + "_end", (double) sides[axis]),
              to.decimal(name + "_step", 1));
      String eighths =
          to.add(
              "Mul",
              name + "_eighths",
              range,
              to.decimal(name + "_by", 8.0 / Math.max(1, sides[axis] - 1)));
      String logarithm =
          to.add(
              "Log",
              name + "_log",
              to.add(
                  "Add",
                  name + "_more",
                  to.add("Abs", name + "_size", eighths),
                  to.decimal(name + "_one", 1)));
      String signed =
          to.add("Mul", name + "_signed", logarithm, to.add("Sign", name + "_sign", eighths));
      String thirds =
          to.add("Div", name + "_thirds", signed, to.decimal(name + "_base", Math.log(8)));
      long along = 2 * sides[axis] - 1;
      String placed =
          axis == 0
              ? to.reshaped(name + "_placed", thirds, along, 1L, 1L)
              : to.reshaped(name + "_placed", thirds, 1L, along, 1L);
      both.add(
          to.add(
              "Expand",
              name + "_grid",
              placed,
              to.numbers(name + "_sizes", 2 * sides[0] - 1, 2 * sides[1] - 1, 1L)));
    }
    return to.joined("coordinates", 2, both);
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
