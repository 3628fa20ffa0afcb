package io.github.layerbook.exchange.onnx.source;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Heads of attention in ONNX's operators: vectors apart by heads, turned by their positions, and
 * the products of queries, keys and values. Heads of keys that several heads of queries share are
 * spread over them by the rules of {@code MatMul}, with an axis more.
 *
 * @param to where the operators are written
 * @param heads how many heads queries have
 * @param keyHeads how many heads keys and values have
 * @param size features of a head's query
 * @param valueSize features of a head's value
 */
record HeadsWriter(StepWriter to, long heads, long keyHeads, long size, long valueSize) {
  private static final double BASE = 10_000;

  /** What is added to the scores of keys that are not seen. */
  private static final double UNSEEN = -1e9;

  private static final String MUL = "Mul";
  private static final String RANGE = "Range";

  /** How scores become weights, and what is added to them before. */
  interface Scores extends UnaryOperator<String> {}

  boolean isGrouped() {
    return keyHeads < heads;
  }

  /** Returns the axis of positions of what is apart by heads. */
  int positions() {
    return isGrouped() ? 3 : 2;
  }

  /** Returns extents of something that each head of queries has, with axes of one behind. */
  Long[] ofHeads(long... more) {
    Long[] extents = new Long[more.length + (isGrouped() ? 2 : 1)];
    extents[0] = isGrouped() ? keyHeads : heads;
    if (isGrouped()) {
      extents[1] = heads / keyHeads;
    }
    for (int i = 0; i < more.length; i++) {
      extents[extents.length - more.length + i] = more[i];
    }
    return extents;
  }

  /** Queries, apart by heads: each head's before the positions. */
  String queries(String name, String vectors, long length, UnaryOperator<String> norm) {
    String split =
        isGrouped()
            ? to.reshaped(name + "_heads", vectors, 0L, length, keyHeads, heads / keyHeads, size)
            : to.reshaped(name + "_heads", vectors, 0L, length, heads, size);
    return moved(name, norm.apply(split));
  }

  /** Keys or values, likewise. */
  String keys(String name, String vectors, long length, long features, UnaryOperator<String> norm) {
    String split =
        isGrouped()
            ? to.reshaped(name + "_heads", vectors, 0L, length, keyHeads, 1L, features)
            : to.reshaped(name + "_heads", vectors, 0L, length, heads, features);
    return moved(name, norm.apply(split));
  }

  private String moved(String name, String split) {
    return isGrouped()
        ? to.moved(name + "_apart", split, 0L, 2L, 3L, 1L, 4L)
        : to.moved(name + "_apart", split, 0L, 2L, 1L, 3L);
  }

  /**
   * The first features of vectors turned by their positions, each half with the other's sines; the
   * positions' axis stands before that of the features.
   */
  static String turned(
      StepWriter to, String name, String vectors, long axis, long length, long features, long all) {
    if (features < all) {
      String front = to.part(name + "_turning", vectors, axis, 0, features);
      String rest = to.part(name + "_rest", vectors, axis, features, all);
      String turned = turned(to, name, front, axis, length, features, features);
      return to.joined(name + "_whole", axis, List.of(turned, rest));
    }
    String angles = angles(to, name, length, features);
    String first = to.part(name + "_front", vectors, axis, 0, features / 2);
    String last = to.part(name + "_back", vectors, axis, features / 2, features);
    String crossed =
        to.joined(name + "_crossed", axis, List.of(to.add("Neg", name + "_minus", last), first));
    String cosines = to.add(MUL, name + "_cosines", vectors, to.add("Cos", name + "_cos", angles));
    String sines = to.add(MUL, name + "_sines", crossed, to.add("Sin", name + "_sin", angles));
    return to.add("Add", name + "_turned", cosines, sines);
  }

  /** The angle of each position and feature (Su et al. 2021, equation 15). */
  private static String angles(StepWriter to, String name, long length, long size) {
    String exponents =
        to.add(
            MUL,
            name + "_exponents",
            range(to, name + "_features", size / 2),
            to.decimal(name + "_rate", -2 * Math.log(BASE) / size));
    String rates = to.add("Exp", name + "_rates", exponents);
    String places = to.reshaped(name + "_column", range(to, name + "_places", length), length, 1L);
    String half = to.add(MUL, name + "_half", places, rates);
    return to.joined(name + "_angles", 1, List.of(half, half));
  }

  private static String range(StepWriter to, String step, long count) {
    return range(to, step, 0, count);
  }

  /** The numbers from one on, up to before another. */
  static String range(StepWriter to, String step, long first, long end) {
    return to.add(
        RANGE,
        step,
        to.decimal(step + "_first", (double) first),
        to.decimal(step + "_end", (double) end),
        to.decimal(step + "_step", 1));
  }

  /** How far each key stands behind each query; less than none if it comes after. */
  String distances(long queries, long keys) {
    String rows = to.reshaped("rows", range(to, "row", queries), queries, 1L);
    return to.add("Sub", "distances", rows, range(to, "columns", keys));
  }

  /**
   * Adds to scores what hides keys: those after a query if it is causal, and those out of its
   * window: the query's own and what stands before it, or half on each side of it.
   *
   * @param window how many keys a query sees; 0 for all
   */
  String masked(String scores, String distances, boolean causal, long window) {
    String seen =
        causal ? to.add("GreaterOrEqual", "before", distances, to.decimal("none", 0)) : "";
    if (window > 0) {
      String apart = causal ? distances : to.add("Abs", "apart", distances);
      double most = causal ? window - 1.0 : Math.floorDiv(window - 1, 2);
      String near = to.add("LessOrEqual", "near", apart, to.decimal("most", most));
      seen = causal ? to.add("And", "seen", seen, near) : near;
    }
    String mask =
        to.add("Where", "mask", seen, to.decimal("seen_score", 0), to.decimal("unseen", UNSEEN));
    return to.add("Add", "masked", scores, mask);
  }

  /** The values that each query sees, weighed and put together: {@code [batch, queries, heads]}. */
  String attended(
      String queries, String keys, String values, long length, Scores biased, Scores shares) {
    String across =
        isGrouped()
            ? to.moved("k_moved", keys, 0L, 1L, 2L, 4L, 3L)
            : to.moved("k_moved", keys, 0L, 1L, 3L, 2L);
    String scores = to.add(StepWriter.MATMUL, "scores", queries, across);
    String weights = shares.apply(biased.apply(scores));
    String sums = to.add(StepWriter.MATMUL, "sums", weights, values);
    String together =
        isGrouped()
            ? to.moved("together", sums, 0L, 3L, 1L, 2L, 4L)
            : to.moved("together", sums, 0L, 2L, 1L, 3L);
    return to.reshaped("joined", together, 0L, length, heads * valueSize);
  }

  /** Scores of queries of any size. */
  String scaled(String scores) {
    return to.add("Div", "scaled", scores, to.decimal("root", Math.sqrt((double) size)));
  }

  /** The weights of all scores. */
  String softmax(String scores) {
    return to.add("Softmax", "shares", scores);
  }
}
