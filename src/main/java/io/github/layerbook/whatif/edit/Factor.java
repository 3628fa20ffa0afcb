package io.github.layerbook.whatif.edit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * An exact factor that sizes are multiplied by: {@code 0.25}, {@code 2}, {@code 3/4}.
 *
 * @param numerator above 0
 * @param denominator above 0
 */
record Factor(BigDecimal numerator, BigDecimal denominator) {
  private static final int MOST_DIGITS = 19;

  /** Reads a factor above 0; empty for anything else. */
  static Optional<Factor> of(String text) {
    int slash = text.indexOf('/');
    Optional<Factor> factor =
        slash < 0
            ? Values.number(text).map(number -> new Factor(number, BigDecimal.ONE))
            : fraction(text.substring(0, slash), text.substring(slash + 1));
    return factor.filter(f -> f.numerator.signum() > 0 && f.denominator.signum() > 0);
  }

  private static Optional<Factor> fraction(String numerator, String denominator) {
    return isWhole(numerator) && isWhole(denominator)
        ? Optional.of(new Factor(new BigDecimal(numerator), new BigDecimal(denominator)))
        : Optional.empty();
  }

  /** Whether a text is digits only; without a pattern, since a fit reads thousands of them. */
  private static boolean isWhole(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= MOST_DIGITS;
  }

  /**
   * Returns a size times the factor, rounded half up to a multiple of a number, at least that.
   *
   * @throws ArithmeticException if it is beyond 64 bits
   */
  long of(long size, long multiple) {
    BigDecimal step = BigDecimal.valueOf(multiple);
    BigDecimal steps =
        numerator
            .multiply(BigDecimal.valueOf(size))
            .divide(denominator.multiply(step), 0, RoundingMode.HALF_UP);
    return steps.max(BigDecimal.ONE).multiply(step).longValueExact();
  }
}
