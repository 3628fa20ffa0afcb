package io.github.layerbook.unit;

import java.math.BigDecimal;

/**
 * The numbers that a stated figure may stand for.
 *
 * @param low the least
 * @param stated the figure as written
 * @param high the largest
 */
public record Range(BigDecimal low, BigDecimal stated, BigDecimal high) {
  /** Makes the range of a figure and a distance that a number may have from it. */
  public static Range around(BigDecimal stated, BigDecimal distance) {
    return new Range(stated.subtract(distance), stated, stated.add(distance));
  }

  /** Returns whether a number lies in the range, its ends included. */
  public boolean contains(BigDecimal number) {
    return low.compareTo(number) <= 0 && number.compareTo(high) <= 0;
  }

  /** Returns whether the range is a single number. */
  public boolean isExact() {
    return low.compareTo(high) == 0;
  }

  /** Returns the range of sums with numbers of another range. */
  public Range plus(Range other) {
    return new Range(low.add(other.low), stated.add(other.stated), high.add(other.high));
  }

  /** Returns the range of products with numbers of another range; both are not negative. */
  public Range times(Range other) {
    return new Range(
        low.max(BigDecimal.ZERO).multiply(other.low.max(BigDecimal.ZERO)),
        stated.multiply(other.stated),
        high.multiply(other.high));
  }
}
