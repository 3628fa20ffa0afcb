package io.github.layerbook.report;

import io.github.layerbook.size.Size;
import java.util.List;

/**
 * Where terms of a sum repeat, by their values. Terms whose value is not known, which may be deep,
 * are like no other.
 */
final class Repeats {
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
   * Returns the length of a row of different terms that begins at a place and is repeated at once;
   * 0 if there is none.
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
