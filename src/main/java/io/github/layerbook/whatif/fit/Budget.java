package io.github.layerbook.whatif.fit;

import io.github.layerbook.layer.form.NearestWords;
import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.unit.WrittenFigure;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The most that a network may have of a quantity.
 *
 * @param quantity what is limited
 * @param most the largest number that keeps the budget: a {@link Long}, and of a ratio a {@link
 *     Double}
 */
public record Budget(Quantity quantity, Number most) {
  /** Ratios from here on are written without decimals. */
  private static final double MANY = 1_000;

  private static final Pattern UNIT = Pattern.compile("[0-9][^A-Za-z]*(?<unit>[A-Za-z]+)");

  /**
   * Reads a budget: {@code 50M}, {@code 1e9}, {@code 138,357,544}, and of bytes {@code 8GiB} (2³⁰
   * bytes each) and {@code 93MB} (10⁶ each).
   *
   * @throws OptionException if it is no amount of at least 1, or has a unit that does not suit
   */
  public static Budget of(Quantity quantity, String text) {
    if (!quantity.hasTotal()) {
      throw new OptionException(
          text, quantity.title() + " is of single layers: networks have no budget of it");
    }
    WrittenFigure figure =
        WrittenFigure.of(text.strip()).orElseThrow(() -> wrong(text, problem(text.strip())));
    boolean bytes = quantity.unit().isBytes();
    if (figure.bytes() && !bytes) {
      throw wrong(text, "bytes are a unit of memory, not of " + quantity.title() + ": write 50M");
    }
    BigDecimal amount = (bytes ? figure.inBytes() : figure).value();
    if (quantity.isRatio()) {
      return new Budget(quantity, amount.doubleValue());
    } else if (amount.compareTo(BigDecimal.ONE) < 0) {
      throw wrong(text, "a budget is at least 1");
    } else if (amount.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw wrong(text, "it is beyond 64 bits, which every number of this library is within");
    }
    return new Budget(quantity, amount.toBigInteger().longValueExact());
  }

  /**
   * Returns what a network has of what is limited.
   *
   * @throws io.github.layerbook.size.SizeException if it is beyond 64 bits
   */
  public Number used(Report report) {
    return report.total(quantity).number();
  }

  /** Returns whether a number keeps the budget; what is no number does not. */
  public boolean keeps(Number used) {
    return quantity.compare(used, most) <= 0;
  }

  /** Writes a number of what is limited with its unit: {@code 21}, {@code 4,096 bytes}. */
  String text(Number number) {
    boolean decimals = quantity.isRatio() && !(Math.abs(number.doubleValue()) >= MANY);
    String written =
        decimals ? Numbers.decimal(number.doubleValue(), 2) : Numbers.count(number.longValue());
    return (written + " " + quantity.unit().symbol()).strip();
  }

  private static String problem(String text) {
    Matcher matcher = UNIT.matcher(text);
    if (!matcher.matches()) {
      return "write a number such as 50M, 8GiB or 1e9";
    }
    String unit = matcher.group("unit");
    List<String> near = NearestWords.to(unit, WrittenFigure.UNITS);
    return "there is no unit %s; use %s"
        .formatted(unit, String.join(", ", near.isEmpty() ? WrittenFigure.UNITS : near));
  }

  private static OptionException wrong(String text, String fix) {
    return new OptionException(text, "\"" + text + "\" is not a budget: " + fix);
  }
}
