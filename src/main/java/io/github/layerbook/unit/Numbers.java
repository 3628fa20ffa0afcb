package io.github.layerbook.unit;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.function.Function;

/**
 * Writes numbers for readers: the one place where that is done, the same in every language
 * environment.
 *
 * <p>Exact counts have thousands separators. Rounded ones have three significant digits and an SI
 * prefix. Memory is in binary units (MiB = 2²⁰ bytes) unless a method says decimal (MB = 10⁶).
 */
public final class Numbers {
  private Numbers() {}

  /** Writes an exact count with thousands separators: {@code 138,357,544}. */
  public static String count(long number) {
    return separated(Long.toString(number));
  }

  /** Writes how many things there are, by the word for one: {@code 1 layer}, {@code 2 layers}. */
  public static String count(long number, String thing) {
    return count(number) + " " + thing + (number == 1 ? "" : "s");
  }

  /** Writes any exact number with thousands separators: {@code 15,237,608}, {@code 0.25}. */
  public static String count(BigDecimal number) {
    BigDecimal plain = number.stripTrailingZeros();
    return separated(plain.setScale(Math.max(0, plain.scale())).toPlainString());
  }

  /** Writes a number with all of its decimals and thousands separators: {@code 12,544.00}. */
  public static String fixed(BigDecimal number) {
    return separated(number.toPlainString());
  }

  /** Writes a count rounded to three digits with an SI prefix, {@code 15.5 G}; exact to 9,999. */
  public static String rounded(long number) {
    return Math.abs(number) < 10_000 ? count(number) : scaled(number, Scale.COUNTS, true);
  }

  /** Writes bytes in the binary unit that suits them, to two decimals: {@code 12.25 MiB}. */
  public static String bytes(long bytes) {
    return bytes < 1024 ? plainBytes(bytes) : scaled(bytes, Scale.BINARY_BYTES, false);
  }

  /** Writes bytes in the binary unit that suits them, to three digits: {@code 58.1 MiB}. */
  public static String roundedBytes(long bytes) {
    return bytes < 1024 ? plainBytes(bytes) : scaled(bytes, Scale.BINARY_BYTES, true);
  }

  /** Writes bytes in the decimal unit that suits them, to three digits: {@code 61.0 MB}. */
  public static String decimalBytes(long bytes) {
    return bytes < 1000 ? plainBytes(bytes) : scaled(bytes, Scale.DECIMAL_BYTES, true);
  }

  /**
   * Writes bytes in the two units that MB may mean, to three digits: {@code 58.1 MiB = 61.0 MB};
   * few of them exactly.
   */
  public static String bytesBothWays(long bytes) {
    return bytes < 1000 ? plainBytes(bytes) : roundedBytes(bytes) + " = " + decimalBytes(bytes);
  }

  /** Writes an exact number of bytes: {@code 12,845,056 bytes}. */
  public static String plainBytes(long bytes) {
    return count(bytes, "byte");
  }

  /** Writes a part of a whole in percent to one decimal, {@code 74.3 %}; of nothing, 0. */
  public static String percent(long part, long whole) {
    return percent(whole == 0 ? 0 : 100.0 * part / whole);
  }

  /** Writes hundredths to one decimal, {@code 74.3 %}. */
  public static String percent(double percent) {
    return String.format(Locale.ROOT, "%.1f %%", percent);
  }

  /** Writes a change from one count to another with its sign: {@code +1,792}, {@code −64}, 0. */
  public static String change(long from, long to) {
    long change = to - from;
    return change == 0 ? "0" : (change > 0 ? "+" : "−") + count(Math.abs(change));
  }

  /** Writes a change with its sign, its size as another method writes it: {@code −1.79 M}. */
  public static String signed(long change, Function<Long, String> number) {
    return signed(Long.signum(change), number.apply(Math.abs(change)));
  }

  /** Writes a size that is written already with a sign before it, which 0 has none of. */
  public static String signed(int sign, String size) {
    return sign == 0 ? "0" : (sign > 0 ? "+" : "−") + size;
  }

  /**
   * Writes a number as a multiple of another to three digits, {@code 0.475 ×} or {@code 4,360 ×}; a
   * dash where that is 0.
   */
  public static String ratio(Number from, Number to) {
    if (from.doubleValue() == 0 || isNoNumber(from) || isNoNumber(to)) {
      return "–";
    }
    BigDecimal ratio = exact(to).divide(exact(from), new MathContext(3));
    int decimals = 3 - (ratio.precision() - ratio.scale());
    return separated(ratio.setScale(Math.max(0, decimals), RoundingMode.HALF_UP).toPlainString())
        + " ×";
  }

  private static boolean isNoNumber(Number number) {
    return Double.isNaN(number.doubleValue()) || Double.isInfinite(number.doubleValue());
  }

  private static BigDecimal exact(Number number) {
    return new BigDecimal(number.toString());
  }

  /**
   * Writes any number: whole ones with thousands separators, others to a number of decimals, very
   * large and very small ones with an exponent.
   */
  public static String decimal(double number, int decimals) {
    double size = Math.abs(number);
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return Double.isNaN(number) ? "–" : number > 0 ? "∞" : "−∞";
    } else if (size != 0 && (size >= 1e15 || size < 1e-4)) {
      return String.format(Locale.ROOT, "%.3e", number);
    }
    return separated(
        BigDecimal.valueOf(number).setScale(decimals, RoundingMode.HALF_UP).toPlainString());
  }

  /** Puts separators between the thousands before the point. */
  private static String separated(String number) {
    StringBuilder digits = new StringBuilder(number);
    int first = number.startsWith("-") ? 1 : 0;
    int point = number.indexOf('.');
    for (int end = (point < 0 ? number.length() : point) - 3; end > first; end -= 3) {
      digits.insert(end, ',');
    }
    return digits.toString();
  }

  /** Takes the next unit as long as the number is too large, after rounding: 1000 K is 1.00 M. */
  private static String scaled(long number, Scale scale, boolean threeDigits) {
    BigDecimal base = BigDecimal.valueOf(scale.base());
    int power = 0;
    BigDecimal shown = BigDecimal.valueOf(number);
    while (power < scale.largest() && shown.abs().compareTo(base) >= 0) {
      power++;
      shown = quotient(number, scale.worth(power), threeDigits);
    }
    String unit = scale.unit(power);
    return unit.isEmpty() ? shown.toPlainString() : shown.toPlainString() + " " + unit;
  }

  private static BigDecimal quotient(long number, BigDecimal divisor, boolean threeDigits) {
    long whole = Math.abs(number / divisor.longValueExact());
    int decimals = !threeDigits || whole < 10 ? 2 : whole < 100 ? 1 : 0;
    return BigDecimal.valueOf(number).divide(divisor, decimals, RoundingMode.HALF_UP);
  }
}
