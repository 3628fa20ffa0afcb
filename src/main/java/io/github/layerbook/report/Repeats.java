package io.github.layerbook.report;

import io.github.layerbook.size.Size;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where terms of a sum repeat, by their values. Terms whose value is not known, which may be deep,
 * are like no other.
 */
final class Repeats {
  /** The value of each term; a unique negative number for an unknown one. */
  private final long[] values;

  /** For each term the place of the next one like it; the number of terms if there is none. */
  private final int[] next;

  Repeats(List<Size> terms) {
    values = new long[terms.size()];
    next = new int[terms.size()];
    Map<Long, Integer> places = new HashMap<>();
    for (int i = values.length - 1; i >= 0; i--) {
      Size term = terms.get(i);
      values[i] = term.isKnown() ? term.value() : -1L - i;
      Integer later = places.put(values[i], i);
      next[i] = later == null ? values.length : later;
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
   * Returns the length of a row of different terms that begins at a place and is repeated at once;
   * 0 if there is none.
   *
   * @param longest the most terms of a row
   */
  int period(int at, int longest) {
    for (int again = next[at]; again < values.length; again = next[again]) {
      int period = again - at;
      if (period > longest || again + period > values.length) {
        return 0;
      }
      if (period > 1 && isSameRow(at, again, period) && run(at) < period) {
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
