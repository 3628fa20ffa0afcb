package io.github.layerbook.report;

import io.github.layerbook.size.Digits;
import io.github.layerbook.size.Size;

/**
 * A number that explains itself.
 *
 * @param quantity what is measured
 * @param size the number with its derivation
 */
public record Measure(Quantity quantity, Size size) {
  /** Returns the exact number. */
  public long value() {
    return size.value();
  }

  /** Returns how the number is made up, in plain digits: {@code (3*3*3)*64 + 64}. */
  public String derivation() {
    return Digits.of(size);
  }

  /** Returns the derivation in the field's symbols: {@code (K_h*K_w*C_in)*C_out + C_out}. */
  public String formula() {
    return Digits.SYMBOLS.print(size);
  }

  /** Returns the derivation and the number: {@code (3*3*3)*64 + 64 = 1792}. */
  @Override
  public String toString() {
    String derivation = derivation();
    String value = Long.toString(value());
    return derivation.equals(value) ? value : derivation + " = " + value;
  }
}
