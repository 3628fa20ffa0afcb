package io.github.layerbook.claim;

import io.github.layerbook.claim.Claim.Statement;
import io.github.layerbook.claim.Claim.Subject;
import io.github.layerbook.notation.Cell;
import io.github.layerbook.report.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the whole lines in which profilers give their totals: thop's two figures, {@code
 * (1824033792.0, 11689512.0)} or {@code macs, params = 1.824G 11.690M}, and DeepSpeed's, {@code
 * params per gpu: 11.69 M}.
 */
final class ToolLines {
  private static final String FIGURE = "[0-9][0-9.,]{0,24}[0-9]?\\s?[KMGTB]?";

  /** Without words, two figures are thop's only as it prints them: with a point, or a unit. */
  private static final Pattern PAIR =
      Pattern.compile(
          "(?i)(?:[^,]{0,60}?\\b(?<what>flops|macs|gflops|gmacs)\\s*,\\s*param\\w*\\s*[:=]\\s*)?"
              + "\\(?\\s*['\"]?(?<first>[0-9][0-9.]{0,24}\\s?[KMGT]?)['\"]?(?:\\s*,\\s*|\\s+)"
              + "['\"]?(?<second>[0-9][0-9.]{0,24}\\s?[KMGTB]?)['\"]?\\s*\\)?\\s*");

  private static final Pattern AS_PRINTED =
      Pattern.compile("(?i)[0-9]{3,}\\.0|[0-9]+\\.[0-9]+\\s?[KMGTB]");

  private static final Pattern DEEPSPEED =
      Pattern.compile(
          "(?i)(?<what>params|fwd macs|fwd flops)\\s+(?:per gpu|of model\\s*=[^:]{0,80})\\s*:\\s*"
              + "(?<figure>"
              + FIGURE
              + ")(?:MACs|FLOPs)?\\s*");

  private ToolLines() {}

  /** Returns what a line states of the whole network; nothing where it is no such line. */
  static List<Claim> claims(Cell line) {
    String text = line.content().strip();
    List<Claim> claims = new ArrayList<>();
    Matcher pair = PAIR.matcher(text);
    Matcher total = DEEPSPEED.matcher(text);
    String what = pair.matches() ? pair.group("what") : null;
    if (pair.matches() && (what != null || isPrinted(pair))) {
      add(claims, line, quantity(what == null ? "macs" : what), pair.group("first"));
      add(claims, line, Quantity.PARAMETERS, pair.group("second"));
    } else if (total.matches()) {
      add(claims, line, quantity(total.group("what")), total.group("figure"));
    }
    return claims;
  }

  private static boolean isPrinted(Matcher pair) {
    return AS_PRINTED.matcher(pair.group("first")).matches()
        && AS_PRINTED.matcher(pair.group("second")).matches();
  }

  private static Quantity quantity(String what) {
    String word = what.toLowerCase(Locale.ROOT);
    return word.startsWith("param")
        ? Quantity.PARAMETERS
        : word.endsWith("flops") ? Quantity.FLOPS : Quantity.MULTIPLY_ADDS;
  }

  private static void add(List<Claim> claims, Cell line, Quantity quantity, String figure) {
    List<Amount> amounts = Amount.in(figure.strip());
    if (!amounts.isEmpty()) {
      claims.add(
          StatementReader.claim(line, new Statement.OfQuantity(quantity, Share.ALL, amounts))
              .about(new Subject.Total(), ""));
    }
  }
}
