package io.github.layerbook.view.display;

import io.github.layerbook.report.Quantity;
import io.github.layerbook.unit.Numbers;

/**
 * Writes numbers of quantities as their units say; of ratios to one decimal, and to two digits
 * below 1.
 */
public final class QuantityText {
  private static final int DECIMALS = 1;

  /** Larger quotients are rounded where there is little room. */
  private static final double MOST = 10_000;

  private QuantityText() {}

  /** Writes a number where there is little room: {@code 15.5 G}, {@code 12.25 MiB}. */
  public static String brief(Quantity quantity, Number number) {
    if (quantity.isRatio()) {
      return !(Math.abs(number.doubleValue()) >= MOST)
          ? ratio(number)
          : Numbers.rounded(Math.round(number.doubleValue()));
    }
    return switch (quantity.unit().style()) {
      case EXACT -> Numbers.count(number.longValue());
      case ROUNDED -> Numbers.rounded(number.longValue());
      case BINARY -> Numbers.bytes(number.longValue());
    };
  }

  /** Writes a number to three digits: {@code 138 M}, {@code 58.1 MiB}. */
  public static String rounded(Quantity quantity, Number number) {
    if (quantity.isRatio()) {
      return brief(quantity, number);
    }
    return quantity.unit().isBytes()
        ? Numbers.roundedBytes(number.longValue())
        : Numbers.rounded(number.longValue());
  }

  /** Writes every digit, with the unit where it has a name: {@code 12,845,056 bytes}. */
  public static String exact(Quantity quantity, Number number) {
    if (quantity.unit().isBytes() && !quantity.isRatio()) {
      return Numbers.plainBytes(number.longValue());
    }
    return (plain(quantity, number) + " " + quantity.unit().symbol()).strip();
  }

  /** Writes every digit, without unit. */
  public static String plain(Quantity quantity, Number number) {
    return quantity.isRatio() ? ratio(number) : Numbers.count(number.longValue());
  }

  /** Writes every digit with what is counted: {@code 138,357,544 parameters}. */
  public static String named(Quantity quantity, Number number) {
    return quantity.unit().symbol().isEmpty()
        ? exact(quantity, number) + " " + quantity.noun()
        : exact(quantity, number);
  }

  /** Writes a difference of two numbers with its sign. */
  public static String signed(Quantity quantity, Number difference) {
    double size = difference.doubleValue();
    if (!quantity.isRatio()) {
      return Numbers.signed(difference.longValue(), number -> brief(quantity, number));
    }
    return size > 0 ? "+" + ratio(size) : size < 0 ? "−" + ratio(-size) : size == 0 ? "0" : "–";
  }

  /** Writes a ratio to one decimal, and to two digits below 1. */
  public static String ratio(Number number) {
    double size = Math.abs(number.doubleValue());
    boolean small = size > 0 && size < 1;
    int decimals = small ? (int) Math.ceil(-Math.log10(size)) + DECIMALS : DECIMALS;
    return Numbers.decimal(number.doubleValue(), decimals);
  }
}
