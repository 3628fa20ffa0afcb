package io.github.layerbook.whatif;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An exact factor that sizes are multiplied by: {@code 0.25}, {@code 2}, {@code 3/4}.
 *
 * @param numerator above 0
 * @param denominator above 0
 */
record Factor(BigDecimal numerator, BigDecimal denominator) {
  private static final Pattern FRACTION = Pattern.compile("([0-9]{1,19})/([0-9]{1,19})");

  /** Reads a factor above 0; empty for anything else. */
  static Optional<Factor> of(String text) {
    Matcher fraction = FRACTION.matcher(text);
    Optional<Factor> factor =
        fraction.matches()
            ? Optional.of(
                new Factor(new BigDecimal(fraction.group(1)), new BigDecimal(fraction.group(2))))
            : Values.number(text).map(number -> new Factor(number, BigDecimal.ONE));
    return factor.filter(f -> f.numerator.signum() > 0 && f.denominator.signum() > 0);
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
