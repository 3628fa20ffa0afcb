package io.github.layerbook.report;

import io.github.layerbook.layer.Declaration;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Function;

/** Makes totals of layers' sizes that can be read. */
final class Sums {
  /** The fewest terms of a sum in which repeated runs are looked for. */
  private static final int SHORTEST = 16;

  /** Rows are looked for up to this length: the layers of a block. */
  private static final int LONGEST_ROW = 24;

  /** The most equal terms in a row that are written out. */
  private static final int MOST_TERMS = 3;

  /** The most equal runs that are written out. */
  private static final int MOST_ROWS = 7;

  private Sums() {}

  /**
   * The sizes of rows, as intermediate results.
   *
   * @param declared whether rows of one declaration that share no weights have one size
   */
  static List<Size> of(List<Row> rows, Function<Row, Size> size, boolean declared) {
    List<Size> sizes = new ArrayList<>(rows.size());
    IdentityHashMap<Declaration, Size> known = new IdentityHashMap<>(rows.size());
    for (Row row : rows) {
      boolean own = !declared || row.applied().tensors() != row.declaration().tensors();
      sizes.add(
          own
              ? size.apply(row).settled()
              : known.computeIfAbsent(row.declaration(), any -> size.apply(row).settled()));
    }
    return sizes;
  }

  /**
   * The sum of sizes that are not 0; more than three equal terms in a row are written as a product,
   * and so are more than seven equal rows of terms, as blocks that are repeated make them.
   */
  static Size sum(List<Size> sizes) {
    List<Size> all = new ArrayList<>(sizes.size());
    for (Size size : sizes) {
      if (!size.is(0)) {
        all.add(size);
      }
    }
    return Size.sum(folded(all));
  }

  /** Terms of which rows that are repeated often are one product each. */
  private static List<Size> folded(List<Size> all) {
    if (all.size() < SHORTEST) {
      return shortenedRuns(all);
    }
    Repeats repeats = new Repeats(all);
    List<Size> terms = new ArrayList<>();
    int from = 0;
    for (int at = 0; at < all.size(); ) {
      int run = repeats.run(at);
      if (run > MOST_TERMS) {
        at += run;
        continue;
      }
      int period = repeats.period(at, LONGEST_ROW);
      int times = period == 0 ? 0 : repeats.times(at, period);
      if (times <= MOST_ROWS) {
        at++;
        continue;
      }
      terms.addAll(shortenedRuns(all.subList(from, at)));
      Size row = Size.sum(shortenedRuns(all.subList(at, at + period)));
      terms.add(Size.product(Size.of(times), row));
      at += times * period;
      from = at;
    }
    terms.addAll(shortenedRuns(all.subList(from, all.size())));
    return terms;
  }

  /** Terms of which more than three equal ones in a row are one product. */
  private static List<Size> shortenedRuns(List<Size> all) {
    List<Size> terms = new ArrayList<>();
    List<Size> equal = new ArrayList<>();
    for (Size size : all) {
      if (!equal.isEmpty() && !isSame(equal.get(0), size)) {
        terms.addAll(shortened(equal));
        equal.clear();
      }
      equal.add(size);
    }
    terms.addAll(shortened(equal));
    return terms;
  }

  /** The largest of sizes that are not 0; equal ones in a row once. */
  static Size maximum(List<Size> sizes) {
    Size most = Size.of(0);
    Size last = most;
    for (Size size : sizes) {
      if (!size.is(0) && !isSame(last, size)) {
        most = most.is(0) ? size : most.atLeast(size);
        last = size;
      }
    }
    return most;
  }

  /**
   * Whether two sizes have one value; those that are not known, which may be deep, count as not.
   */
  private static boolean isSame(Size left, Size right) {
    return left.isKnown() && right.is(left.value());
  }

  private static List<Size> shortened(List<Size> equal) {
    return equal.size() <= MOST_TERMS
        ? equal
        : List.of(Size.product(Size.of(equal.size()), equal.get(0)));
  }

  /**
   * Where terms of a sum repeat, by their values. Terms whose value is not known, which may be
   * deep, are like no other.
   */
  private static final class Repeats {
    /** The value of each term; a unique negative number for an unknown one. */
    private final long[] values;

    Repeats(List<Size> terms) {
      values = new long[terms.size()];
      for (int i = 0; i < values.length; i++) {
        Size term = terms.get(i);
        values[i] = term.isKnown() ? term.value() : -1L - i;
      }
    }

    /** Returns how many like terms begin at a place. */
    int run(int at) {
      int end = at + 1;
      while (end < values.length && values[end] == values[at]) {
        end++;
      }
      return end - at;
    }

    /**
     * Returns the length of a row of different terms that begins at a place and is repeated at
     * once; 0 if there is none.
     *
     * @param longest the most terms of a row
     */
    int period(int at, int longest) {
      int most = Math.min(longest, (values.length - at) / 2);
      for (int period = Math.max(2, run(at) + 1); period <= most; period++) {
        if (isSameRow(at, at + period, period)) {
          return period;
        }
      }
      return 0;
    }

    /** Returns how often a run of terms of the given length repeats from a position on. */
    int times(int at, int period) {
      int times = 1;
      while (at + (times + 1) * period <= values.length
          && isSameRow(at, at + times * period, period)) {
        times++;
      }
      return times;
    }

    private boolean isSameRow(int at, int other, int length) {
      for (int i = 0; i < length; i++) {
        if (values[at + i] != values[other + i]) {
          return false;
        }
      }
      return true;
    }
  }
}
