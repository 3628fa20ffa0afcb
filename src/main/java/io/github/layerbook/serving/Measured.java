package io.github.layerbook.serving;

import io.github.layerbook.unit.WrittenFigure;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How fast a run was, as people write it: {@code 3100 tokens/s}, {@code 0.45 s per step}, {@code
 * 14.8T tokens in 2.664M GPU hours}.
 *
 * @param tokensPerSecond tokens a second of all devices together
 * @param written as it was written
 */
public record Measured(double tokensPerSecond, String written) {
  private static final String NUMBER = "(?<%s>[0-9][0-9.,]*(?:[eE][0-9]+)?\\s?[KMBTkmbt]?)\\s*";
  private static final Pattern RATE =
      Pattern.compile(
          NUMBER.formatted("number")
              + "(?i:tok(?:en)?s?)\\s*(?:/|(?i:per|a))\\s*(?i:s(?:ec(?:ond)?s?)?)"
              + "(?<each>\\s*(?:/|(?i:per|a))\\s*(?i:device|gpu|tpu|chip))?");
  private static final Pattern TIME =
      Pattern.compile(
          "(?<number>[0-9][0-9.,]*)\\s*(?<unit>ms|s|(?i:milliseconds?|seconds?))"
              + "(?:\\s*(?:/|(?i:per|a))\\s*(?i:step|batch|iteration|token))?");
  private static final Pattern WHOLE =
      Pattern.compile(
          NUMBER.formatted("number")
              + "(?i:tok(?:en)?s?)\\s+(?i:in|over)\\s+"
              + NUMBER.formatted("hours")
              + "(?i:(?:device|gpu|tpu|chip|[a-z]{1,2}[0-9]{2,4})[ -]?)?(?i:hours?|h)");
  private static final double SECONDS_OF_HOUR = 3_600;
  private static final double THOUSAND = 1_000;

  /**
   * Reads a speed.
   *
   * @param tokens how many tokens are made or read at once, for a time
   * @param devices how many devices share it, for a speed of each, and for hours of devices
   * @return the speed; empty if the text is none
   */
  public static Optional<Measured> of(String text, long tokens, long devices) {
    String written = text.strip();
    Matcher rate = RATE.matcher(written);
    Matcher whole = WHOLE.matcher(written);
    Matcher time = TIME.matcher(written);
    if (rate.matches()) {
      double factor = rate.group("each") == null ? 1 : devices;
      return number(rate.group("number")).map(n -> new Measured(n * factor, written));
    } else if (whole.matches()) {
      return number(whole.group("number"))
          .flatMap(
              all ->
                  number(whole.group("hours"))
                      .map(h -> new Measured(all / (h * SECONDS_OF_HOUR) * devices, written)));
    } else if (time.matches()) {
      boolean milli = time.group("unit").toLowerCase(Locale.ROOT).startsWith("m");
      return number(time.group("number"))
          .map(each -> new Measured(tokens / (milli ? each / THOUSAND : each), written));
    }
    return Optional.empty();
  }

  private static Optional<Double> number(String written) {
    return WrittenFigure.of(written.strip())
        .map(figure -> figure.value().doubleValue())
        .filter(value -> value > 0);
  }
}
