package io.github.layerbook.exchange.onnx.source;

import java.util.ArrayList;
import java.util.List;

/**
 * Biases of attention within a window, one for each head and relative position of two places.
 *
 * @param to where the operators are written
 * @param heads how many heads there are
 * @param rows places down a window
 * @param columns places across it
 */
record WindowBiases(StepWriter to, long heads, long rows, long columns) {
  /** Hidden units of Swin v2's network of biases. */
  private static final long HIDDEN = 512;

  private long places() {
    return rows * columns;
  }

  private long side(int axis) {
    return axis == 0 ? rows : columns;
  }

  /** For each pair of places which relative position it is. */
  private String pairs() {
    List<Long> pairs = new ArrayList<>();
    for (long one = 0; one < places(); one++) {
      for (long other = 0; other < places(); other++) {
        long down = one / columns - other / columns + rows - 1;
        long across = one % columns - other % columns + columns - 1;
        pairs.add(down * (2 * columns - 1) + across);
      }
    }
    return to.numbers("relative_position_index", pairs.toArray(Long[]::new));
  }

  private long offsets() {
    return (2 * rows - 1) * (2 * columns - 1);
  }

  /** A learned bias for each relative position. */
  String learned() {
    return ofPairs(to.weight("relative_position_bias_table", offsets(), heads));
  }

  /** One bias for each head and pair of places. */
  private String ofPairs(String table) {
    String each = to.add("Gather", "pairs", table, pairs());
    String square = to.reshaped("square", each, places(), places(), heads);
    return to.moved("biases", square, 2L, 0L, 1L);
  }

  /** A small network over the logarithms of distances (Liu et al. 2022, equation 4). */
  String computed() {
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
      String range = HeadsWriter.range(to, name + "s", 1 - side(axis), side(axis));
      String eighths =
          to.add(
              "Mul",
              name + "_eighths",
              range,
              to.decimal(name + "_by", 8.0 / Math.max(1, side(axis) - 1)));
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
      long along = 2 * side(axis) - 1;
      String placed =
          axis == 0
              ? to.reshaped(name + "_placed", thirds, along, 1L, 1L)
              : to.reshaped(name + "_placed", thirds, 1L, along, 1L);
      both.add(
          to.add(
              "Expand",
              name + "_grid",
              placed,
              to.numbers(name + "_sizes", 2 * rows - 1, 2 * columns - 1, 1L)));
    }
    return to.joined("coordinates", 2, both);
  }
}
