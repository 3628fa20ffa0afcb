package io.github.layerbook.whatif.sweep;

import java.util.Comparator;
import java.util.List;

/**
 * One row of a sweep.
 *
 * @param index its index in the grid
 * @param values the value of each knob, in the knobs' order
 * @param totals the number of each quantity, of ratios a {@link Double}; none if there is no such
 *     network
 */
public record Variant(long index, List<String> values, List<Number> totals) {
  /** Copies the lists. */
  public Variant {
    values = List.copyOf(values);
    totals = List.copyOf(totals);
  }

  /**
   * Returns the exact number of a quantity, which must not be a ratio.
   *
   * @param place the quantity's place among those of the sweep
   */
  public long total(int place) {
    if (totals.get(place) instanceof Long whole) {
      return whole;
    }
    throw new IllegalStateException("a ratio is not a whole number: ask for totals()");
  }

  /** Returns how a quantity of valid variants, by its place, compares. */
  public static Comparator<Variant> by(int place) {
    return (left, right) -> compare(left.totals.get(place), right.totals.get(place));
  }

  private static int compare(Number left, Number right) {
    return left instanceof Long whole && right instanceof Long other
        ? Long.compare(whole, other)
        : Double.compare(left.doubleValue(), right.doubleValue());
  }

  /** Returns whether it is a network that can be built and counted in 64 bits. */
  public boolean isValid() {
    return !totals.isEmpty();
  }
}
