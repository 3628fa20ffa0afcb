package io.github.layerbook.unit;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A figure as people write it: {@code 138,357,544}, {@code 3.2M}, {@code 133 million}, {@code
 * ~93MB}, {@code 8GiB}, {@code 1.5e7}; with {@code 138.357.544} and {@code 138'357'544} too, as
 * other countries group digits.
 *
 * <p>Its digits are significant, except zeros at the end of a whole number with a suffix ({@code
 * 150K} has two) or of one that is said to be approximate ({@code ~150,000} too); other whole
 * numbers are exact.
 *
 * @param text the characters that it is written with
 * @param number the number in front of its suffix
 * @param suffix the suffix without the unit, lower case: {@code k}, {@code million}; may be empty
 * @param bytes whether the unit is bytes
 * @param powerOfTwo whether the suffix says that it is a power of two, as in {@code MiB}
 * @param rounded whether the text says that it is no exact number, as in {@code ~93} and {@code
 *     1e6}
 */
public record WrittenFigure(
    String text,
    BigDecimal number,
    String suffix,
    boolean bytes,
    boolean powerOfTwo,
    boolean rounded) {
  private static final String NUMBER =
      "(?<number>[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\\.[0-9]+)?"
          + "|[0-9]{1,3}(?:[ \u00a0\u2009\u202f][0-9]{3})+(?![0-9.,])"
          + "|[0-9]{1,3}(?:[_'’][0-9]{3})+(?![0-9])"
          + "|[0-9]{1,3}(?:\\.[0-9]{3}){2,}(?![0-9.,])"
          + "|[0-9]+(?:\\.[0-9]+)?(?![0-9])"
          + "|\\.[0-9]+)"
          + "(?<exponent>[eE]\\+?[0-9]{1,2}(?![0-9\\p{L}]))?";
  private static final Pattern FIGURE =
      Pattern.compile(
          "(?<about>~\\s*|(?i:about|around|roughly|approximately|approx\\.?)\\s+)?"
              + NUMBER
              + "(?:\\s*(?:(?<prefix>[kKMGTP])(?<two>i)?(?:B|[bB]ytes?)"
              + "|(?<bytes>[bB]ytes?|(?<=\\s)B(?=\\)))"
              + "|(?<scale>[kKMGTPB]|(?i:thousand|million|billion|trillion)))"
              + "(?=(?i:macs?|madds|flops?)(?!\\p{L})|[^\\p{L}\\p{N}]|$))?");
  private static final Pattern ALONE =
      Pattern.compile(
          NUMBER
              + "\\s*(?i:(?<prefix>[kmgtp])(?<two>i)?b(?:ytes?)?|(?<bytes>bytes?)"
              + "|(?<scale>[kmgtpb]|thousand|million|billion|trillion))?");

  /** Digits that a figure may have: more than any size, and few enough to calculate with. */
  private static final int MOST_DIGITS = 40;

  /** The units that figures take, as they are written most often. */
  public static final List<String> UNITS =
      Arrays.stream(Scale.values())
          .flatMap(scale -> IntStream.rangeClosed(1, 4).mapToObj(scale::unit))
          .toList();

  private static final BigDecimal HALF = new BigDecimal("0.5");

  /** Returns the figure that a text has at a position, if any. */
  public static @Nullable WrittenFigure at(String text, int from, int to) {
    Matcher m = FIGURE.matcher(text).region(from, to);
    return m.lookingAt() && m.group("number").length() <= MOST_DIGITS
        ? of(m, m.group("about") != null)
        : null;
  }

  /** Returns the exact figure that a text is, its suffix in any case; empty for any other text. */
  public static Optional<WrittenFigure> of(String text) {
    Matcher m = ALONE.matcher(text);
    return text.length() <= MOST_DIGITS && m.matches()
        ? Optional.of(of(m, false))
        : Optional.empty();
  }

  /** Returns the whole number within 64 bits that a text is: {@code 1,024}, {@code 4K}. */
  public static Optional<Long> whole(String text) {
    return of(text)
        .filter(figure -> !figure.bytes())
        .map(WrittenFigure::value)
        .filter(value -> value.stripTrailingZeros().scale() <= 0)
        .filter(value -> value.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0)
        .map(BigDecimal::longValueExact);
  }

  private static WrittenFigure of(Matcher m, boolean about) {
    String exponent = m.group("exponent") == null ? "" : m.group("exponent");
    String number = m.group("number").replaceAll("[^0-9.]", "");
    boolean grouped = number.indexOf('.') != number.lastIndexOf('.');
    String digits = grouped ? number.replace(".", "") : number;
    String suffix = m.group("prefix") == null ? m.group("scale") : m.group("prefix");
    return new WrittenFigure(
        m.group(),
        new BigDecimal(digits + exponent),
        suffix == null ? "" : suffix.toLowerCase(Locale.ROOT),
        m.group("prefix") != null || m.group("bytes") != null,
        m.group("two") != null,
        about || !exponent.isEmpty());
  }

  /** Returns the number that is written, where MB is 10⁶ bytes and MiB 2²⁰. */
  public BigDecimal value() {
    return number.multiply(worth(powerOfTwo));
  }

  /**
   * Returns this in a unit such as {@code G}, {@code MB} or {@code MEGABYTES} unless it has one.
   */
  public WrittenFigure in(String unit) {
    return unit.isEmpty() || bytes || !suffix.isEmpty()
        ? this
        : new WrittenFigure(
            text + " " + unit,
            number,
            unit.substring(0, 1).toLowerCase(Locale.ROOT),
            unit.length() > 1,
            unit.endsWith("iB"),
            rounded);
  }

  /** Returns this in bytes where a lone B means bytes, {@code 512B}, not billions. */
  public WrittenFigure inBytes() {
    boolean lone = suffix.equals("b");
    return new WrittenFigure(text, number, lone ? "" : suffix, true, powerOfTwo, rounded);
  }

  /**
   * Returns the numbers that may be meant at the figure's precision.
   *
   * @param powersOfTwo whether suffixes of bytes are powers of two even where they do not say so
   * @param near whether the text says in front of it that it is approximate
   */
  public Range range(boolean powersOfTwo, boolean near) {
    BigDecimal worth = worth(powerOfTwo || powersOfTwo);
    return Range.around(number.multiply(worth), lastDigit(near).multiply(worth).multiply(HALF));
  }

  /** The worth of the last significant digit, in front of the suffix; 0 for an exact number. */
  private BigDecimal lastDigit(boolean near) {
    boolean exact = !near && !rounded && suffix.isEmpty();
    if (number.scale() <= 0 && (exact || number.signum() == 0)) {
      return BigDecimal.ZERO;
    }
    BigDecimal significant = number.scale() > 0 ? number : number.stripTrailingZeros();
    return BigDecimal.ONE.scaleByPowerOfTen(-significant.scale());
  }

  private BigDecimal worth(boolean binary) {
    Scale scale = bytes && binary ? Scale.BINARY_BYTES : Scale.COUNTS;
    return scale.worth(thousands());
  }

  /** Returns how many times a thousand the suffix is worth: 2 for M. */
  public int thousands() {
    return switch (suffix) {
      case "k", "thousand" -> 1;
      case "m", "million" -> 2;
      case "g", "b", "billion" -> 3;
      case "t", "trillion" -> 4;
      case "p" -> 5;
      default -> 0;
    };
  }
}
