package io.github.layerbook.whatif.fit;

import io.github.layerbook.layer.form.NearestWords;
import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
  private static final Pattern AMOUNT =
      Pattern.compile("([0-9][0-9_,]*(?:\\.[0-9]+)?(?:[eE]\\+?[0-9]{1,2})?)\\s*([A-Za-z]*)");

  private static final Map<String, BigDecimal> UNITS = units();

  private static Map<String, BigDecimal> units() {
    Map<String, BigDecimal> units = new LinkedHashMap<>();
    String prefixes = "KMGT";
    for (int i = 0; i < prefixes.length(); i++) {
      BigDecimal decimal = BigDecimal.ONE.scaleByPowerOfTen(3 * (i + 1));
      units.put(prefixes.substring(i, i + 1), decimal);
      units.put(prefixes.charAt(i) + "B", decimal);
      units.put(prefixes.charAt(i) + "iB", BigDecimal.valueOf(1024).pow(i + 1));
    }
    units.put("B", BigDecimal.ONE);
    return units;
  }

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
    Matcher matcher = AMOUNT.matcher(text.strip());
    if (!matcher.matches()) {
      throw wrong(text, "write a number such as 50M, 8GiB or 1e9");
    }
    String unit = matcher.group(2);
    BigDecimal factor = factor(text, unit);
    if (unit.endsWith("B") && !quantity.unit().isBytes()) {
      throw wrong(text, "bytes are a unit of memory, not of " + quantity.title() + ": write 50M");
    }
    BigDecimal amount = new BigDecimal(matcher.group(1).replaceAll("[_,]", "")).multiply(factor);
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

  /** Writes a number of any quantity. */
  static String text(Number number) {
    return String.format(Locale.ROOT, number instanceof Long ? "%,d" : "%,.2f", number);
  }

  private static BigDecimal factor(String text, String unit) {
    if (unit.isEmpty()) {
      return BigDecimal.ONE;
    }
    return UNITS.entrySet().stream()
        .filter(known -> known.getKey().equalsIgnoreCase(unit))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(
            () -> {
              List<String> near = NearestWords.to(unit, UNITS.keySet());
              return wrong(
                  text,
                  "there is no unit "
                      + unit
                      + "; use "
                      + String.join(", ", near.isEmpty() ? UNITS.keySet() : near));
            });
  }

  private static OptionException wrong(String text, String mend) {
    return new OptionException(text, "\"" + text + "\" is no budget: " + mend);
  }
}
