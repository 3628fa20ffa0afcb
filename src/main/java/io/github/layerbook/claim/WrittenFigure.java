package io.github.layerbook.claim;

import io.github.layerbook.notation.Cell;
import io.github.layerbook.unit.Range;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A figure as a text writes it: {@code 138,357,544}, {@code 3.2M}, {@code 133 million}, {@code
 * ~93MB}, {@code 1.5e7}.
 *
 * @param cell where it stands
 * @param number the number in front of its suffix
 * @param suffix the suffix without the unit, lower case: {@code k}, {@code million}; may be empty
 * @param bytes whether the unit is bytes
 * @param powerOfTwo whether the suffix says that it is a power of two, as in {@code MiB}
 * @param approximate whether the text says so, as in {@code ~93}
 * @param unit the unit that stands at its label, as in {@code mult-adds (G): 15.5}; empty for none
 */
record WrittenFigure(
    Cell cell,
    BigDecimal number,
    String suffix,
    boolean bytes,
    boolean powerOfTwo,
    boolean approximate,
    String unit) {
  private static final Pattern FIGURE =
      Pattern.compile(
          "(?<about>~\\s*|(?i:about|around|roughly|approximately)\\s+)?"
              + "(?<number>[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\\.[0-9]+)?"
              + "|[0-9]{1,3}(?: [0-9]{3})+(?![0-9.,])"
              + "|[0-9]{1,3}(?:_[0-9]{3})+(?![0-9])"
              + "|[0-9]+(?:\\.[0-9]+)?(?![0-9])"
              + "|\\.[0-9]+)"
              + "(?<exponent>[eE]\\+?[0-9]{1,2}(?![0-9\\p{L}]))?"
              + "(?:\\s*(?:(?<prefix>[kKMGT])(?<two>i)?(?:B|[bB]ytes?)"
              + "|(?<bytes>[bB]ytes?|(?<=\\s)B(?=\\)))"
              + "|(?<scale>[kKMGTB]|(?i:thousand|million|billion|trillion)))"
              + "(?=(?i:macs?|madds|flops?)(?!\\p{L})|[^\\p{L}\\p{N}]|$))?");

  /** Digits that a figure may have: more than any size, and few enough to calculate with. */
  private static final int MOST_DIGITS = 40;

  /** Returns the figure that a cell begins with, if any. */
  static @Nullable WrittenFigure first(Cell cell) {
    Matcher m = FIGURE.matcher(cell.text()).region(cell.from(), cell.to());
    if (!m.lookingAt() || m.group("number").length() > MOST_DIGITS) {
      return null;
    }
    String exponent = m.group("exponent") == null ? "" : m.group("exponent");
    String digits = m.group("number").replaceAll("[,_ ]", "");
    String suffix = m.group("prefix") == null ? m.group("scale") : m.group("prefix");
    return new WrittenFigure(
        cell.part(m.start(), m.end()),
        new BigDecimal(digits + exponent),
        suffix == null ? "" : suffix.toLowerCase(Locale.ROOT),
        m.group("prefix") != null || m.group("bytes") != null,
        m.group("two") != null,
        m.group("about") != null || !exponent.isEmpty(),
        "");
  }

  /**
   * Returns this in a unit such as {@code G}, {@code MB} or {@code MEGABYTES} unless it has one.
   */
  WrittenFigure in(String labelled) {
    return labelled.isEmpty() || bytes || !suffix.isEmpty()
        ? this
        : new WrittenFigure(
            cell,
            number,
            labelled.substring(0, 1).toLowerCase(Locale.ROOT),
            labelled.length() > 1,
            labelled.endsWith("iB"),
            approximate,
            labelled);
  }

  /**
   * Returns the figure with the numbers that may be meant at its precision.
   *
   * @param near whether the text says in front of it that it is approximate
   */
  Amount.Figure figure(boolean near) {
    Range ten = range(BigDecimal.TEN.pow(3 * thousands()), near);
    boolean two = bytes && thousands() > 0;
    Range binary = two ? range(BigDecimal.valueOf(1L << (10 * thousands())), near) : ten;
    String text = (cell.content().strip() + " " + unit).strip().replace('\t', ' ');
    return new Amount.Figure(text, powerOfTwo ? binary : ten, binary, bytes);
  }

  private Range range(BigDecimal scale, boolean near) {
    return Range.around(number.multiply(scale), lastDigit(near).multiply(scale).multiply(HALF));
  }

  private static final BigDecimal HALF = new BigDecimal("0.5");

  /** The worth of the last significant digit, in front of the suffix; 0 for an exact number. */
  private BigDecimal lastDigit(boolean near) {
    boolean rounded = near || approximate || !suffix.isEmpty();
    if (number.signum() == 0 || (!rounded && number.scale() <= 0)) {
      return BigDecimal.ZERO;
    }
    BigDecimal significant = number.scale() > 0 ? number : number.stripTrailingZeros();
    return BigDecimal.ONE.scaleByPowerOfTen(-significant.scale());
  }

  private int thousands() {
    return switch (suffix) {
      case "k", "thousand" -> 1;
      case "m", "million" -> 2;
      case "g", "b", "billion" -> 3;
      case "t", "trillion" -> 4;
      default -> 0;
    };
  }
}
