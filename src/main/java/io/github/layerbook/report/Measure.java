package io.github.layerbook.report;

import io.github.layerbook.size.Digits;
import io.github.layerbook.size.Size;

/**
 * A number that explains itself: a size, or for ratios such as operations per byte the exact
 * quotient of two.
 *
 * @param quantity what is measured
 * @param size the number with its derivation; of a ratio, what is divided
 * @param per what it is divided by; 1 unless the quantity is a ratio
 */
public record Measure(Quantity quantity, Size size, Size per) {
  private static final Size ONE = Size.of(1);

  /** Makes the measure of a quantity that is no ratio. */
  public Measure(Quantity quantity, Size size) {
    this(quantity, size, ONE);
  }

  /**
   * Returns the exact number.
   *
   * @throws IllegalStateException if the quantity is a ratio, which is no whole number: see {@link
   *     #number()}
   */
  public long value() {
    if (quantity.isRatio()) {
      throw new IllegalStateException(
          quantity.title() + " is a ratio, no whole number: ask for number()");
    }
    return size.value();
  }

  /**
   * Returns the number of any quantity: a {@link Long}, and of a ratio a {@link Double}, which is
   * not a number where it would divide by 0.
   *
   * @throws io.github.layerbook.size.SizeException if it is beyond 64 bits or not known
   */
  public Number number() {
    return quantity.number(size.value(), per.value());
  }

  /** Returns how the number is made up, in plain digits: {@code (3*3*3)*64 + 64}. */
  public String derivation() {
    return Digits.of(expression());
  }

  /** Returns the derivation in the field's symbols: {@code (K_h*K_w*C_in)*C_out + C_out}. */
  public String formula() {
    return Digits.SYMBOLS.print(expression());
  }

  /**
   * Returns the size, or of a ratio the quotient, to be printed. The value of a quotient is not
   * that of the ratio, as quotients of sizes are rounded down.
   */
  public Size expression() {
    return quantity.isRatio() ? size.dividedBy(per) : size;
  }

  /** Returns the derivation and the number: {@code (3*3*3)*64 + 64 = 1792}. */
  @Override
  public String toString() {
    String derivation = derivation();
    String value = number().toString();
    return derivation.equals(value) ? value : derivation + " = " + value;
  }
}
