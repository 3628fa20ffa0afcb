package io.github.layerbook.whatif.fit;

import java.util.OptionalLong;
import java.util.function.LongPredicate;

/** Finds where something that holds up to a number ends: doubling, then halving between. */
final class Bisection {
  private Bisection() {}

  /**
   * Returns the last number for which it holds, 0 if it does for none; empty if it still does for
   * the last power of 2 up to a number.
   */
  static OptionalLong last(LongPredicate holds, long most) {
    long low = 0;
    long high = 1;
    while (holds.test(high)) {
      low = high;
      high *= 2;
      if (high > most) {
        return OptionalLong.empty();
      }
    }
    while (high - low > 1) {
      long middle = low + (high - low) / 2;
      if (holds.test(middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return OptionalLong.of(low);
  }
}
