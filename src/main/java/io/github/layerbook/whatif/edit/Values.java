package io.github.layerbook.whatif.edit;

import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.unit.WrittenFigure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the values that a knob takes: numbers and words joined by commas, {@code 1,8,32}, and
 * ranges by steps and by factors, {@code 128..512:+32} (or {@code :32}) and {@code 0.25..2:x2},
 * both ends included; each value once. Without a step a range has steps of 1, and {@code 0.25..2}
 * of 0.25.
 */
public final class Values {
  /** How many values a knob has at most. */
  public static final int MOST = 65_536;

  private static final int DIGITS = 40;
  private static final String RANGES =
      "write a range as first..last:+step or first..last:xfactor, such as 128..512:+32";
  private static final Pattern RANGE = Pattern.compile("(.*?)\\.\\.([^:]*)(?::(.+))?");

  private final String text;
  private final Set<String> values = new LinkedHashSet<>();

  private Values(String text) {
    this.text = text;
  }

  /**
   * Returns the values in order, numbers in plain digits.
   *
   * @throws OptionException if there are none, more than {@link #MOST}, or a range is unreadable or
   *     never ends
   */
  static List<String> read(String text) {
    Values reading = new Values(text);
    for (String item : text.strip().split(",", -1)) {
      reading.add(item.strip());
    }
    return List.copyOf(reading.values);
  }

  /** Returns the number that a text is, {@code 4K} and {@code 1e9} included; empty for a word. */
  public static Optional<BigDecimal> number(String text) {
    return WrittenFigure.of(text).filter(figure -> !figure.bytes()).map(WrittenFigure::value);
  }

  private void add(String item) {
    Matcher range = RANGE.matcher(item);
    if (item.isEmpty()) {
      throw wrong("a value is missing; " + RANGES);
    } else if (range.matches()) {
      addRange(range);
    } else {
      put(number(item).map(Values::plain).orElse(item));
    }
  }

  private void addRange(Matcher range) {
    BigDecimal first = bound(range.group(1));
    BigDecimal last = bound(range.group(2));
    if (first.compareTo(last) > 0) {
      throw wrong("it ends before it starts; " + RANGES);
    }
    String step = range.group(3);
    if (step == null) {
      steps(first, last, usualStep(first));
    } else if ("xX*×".contains(step.substring(0, 1))) {
      factors(first, last, bound(step.substring(1)));
    } else if (step.startsWith("+") || number(step).isPresent()) {
      steps(first, last, bound(step.substring(step.startsWith("+") ? 1 : 0)));
    } else {
      throw wrong("its step is neither :+ nor :x and a number; " + RANGES);
    }
  }

  /** Steps of 1; from a fraction on, of that fraction: 0.25, 0.5, 0.75, 1, …. */
  private static BigDecimal usualStep(BigDecimal first) {
    boolean fraction = first.signum() > 0 && first.compareTo(BigDecimal.ONE) < 0;
    return fraction ? first : BigDecimal.ONE;
  }

  private void steps(BigDecimal first, BigDecimal last, BigDecimal step) {
    if (step.signum() == 0) {
      throw wrong("a step of 0 never ends: use at least 1");
    }
    BigDecimal count = last.subtract(first).divide(step, 0, RoundingMode.DOWN).add(BigDecimal.ONE);
    if (count.compareTo(BigDecimal.valueOf(MOST)) > 0) {
      throw tooMany(Numbers.count(count));
    }
    for (BigDecimal value = first; value.compareTo(last) <= 0; value = value.add(step)) {
      put(plain(value));
    }
  }

  private void factors(BigDecimal first, BigDecimal last, BigDecimal factor) {
    if (factor.compareTo(BigDecimal.ONE) <= 0 || first.signum() == 0) {
      throw wrong("it never ends: a factor is larger than 1, and the first value than 0");
    }
    for (BigDecimal value = first; value.compareTo(last) <= 0; value = value.multiply(factor)) {
      if (value.precision() > DIGITS) {
        throw wrong("its values have more than " + DIGITS + " digits: use a rounder factor");
      }
      put(plain(value));
    }
  }

  private void put(String value) {
    if (values.size() == MOST) {
      throw tooMany("more than " + Numbers.count(MOST));
    }
    values.add(value);
  }

  private BigDecimal bound(String bound) {
    return number(bound.strip())
        .orElseThrow(
            () ->
                new OptionException(
                    bound,
                    "%s; %s"
                        .formatted(
                            bound.isBlank()
                                ? "\"%s\" lacks a number".formatted(text)
                                : "\"%s\" of \"%s\" is not a number of 0 or more"
                                    .formatted(bound.strip(), text),
                            RANGES)));
  }

  private OptionException tooMany(String count) {
    return new OptionException(
        text,
        "\"%s\" has %s values, more than the %s that an option may take in a sweep: use a larger step"
            .formatted(text, count, Numbers.count(MOST)));
  }

  private OptionException wrong(String problem) {
    return new OptionException(text, "\"" + text + "\" gives no values: " + problem);
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
