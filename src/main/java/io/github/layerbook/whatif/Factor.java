package io.github.layerbook.whatif;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An exact factor that sizes are multiplied by: {@code 0.25}, {@code 2}, {@code 3/4}.
 *
 * @param numerator above 0
 * @param denominator above 0
 */
record Factor(BigInteger numerator, BigInteger denominator) {
  private static final Pattern FRACTION = Pattern.compile("([0-9]{1,19})/([0-9]{1,19})");

  /** Reads a factor above 0; empty for anything else. */
  static Optional<Factor> of(String text) {
    Matcher fraction = FRACTION.matcher(text);
    Factor factor =
        fraction.matches()
            ? new Factor(new BigInteger(fraction.group(1)), new BigInteger(fraction.group(2)))
            : Values.number(text).map(Factor::of).orElse(new Factor(BigInteger.ZERO, ONE));
    return Optional.of(factor).filter(f -> f.numerator.signum() > 0 && f.denominator.signum() > 0);
  }

  private static final BigInteger ONE = BigInteger.ONE;

  private static Factor of(BigDecimal number) {
    return number.scale() <= 0
        ? new Factor(number.toBigInteger(), ONE)
        : new Factor(number.unscaledValue(), BigInteger.TEN.pow(number.scale()));
  }

  /**
   * Returns a size times the factor, rounded half up to a multiple of a number, at least that.
   *
   * @throws ArithmeticException if it is beyond 64 bits
   */
  long of(long size, long multiple) {
    BigInteger step = denominator.multiply(BigInteger.valueOf(multiple)).shiftLeft(1);
    BigInteger twice = numerator.multiply(BigInteger.valueOf(size)).shiftLeft(1);
    BigInteger steps = twice.add(step.shiftRight(1)).divide(step).max(ONE);
    return steps.multiply(BigInteger.valueOf(multiple)).longValueExact();
  }
}
