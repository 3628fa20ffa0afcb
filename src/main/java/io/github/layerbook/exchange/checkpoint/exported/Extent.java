package io.github.layerbook.exchange.checkpoint.exported;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A size of a value's shape.
 *
 * @param text the number, or an expression of symbols: {@code s77//2}
 * @param value the number; of an expression what it was in the example, if that is told
 */
record Extent(String text, Optional<Long> value) {
  private static final Pattern SYMBOL = Pattern.compile("Symbol\\('(\\w{1,40})'[^()]*\\)");
  private static final Pattern CALL = Pattern.compile("(\\w+)\\s*\\(");
  private static final Pattern ARITHMETIC = Pattern.compile("[\\w\\s+*/%(),.<>=-]{1,500}");

  /** Functions of sizes that PyTorch writes. */
  private static final Set<String> FUNCTIONS =
      Set.of(
          "FloorDiv",
          "CleanDiv",
          "CeilDiv",
          "Mod",
          "PythonMod",
          "Max",
          "Min",
          "CeilToInt",
          "FloorToInt",
          "IntTrueDiv",
          "ToFloat",
          "TruncToInt",
          "RoundToInt",
          "Integer",
          "Add",
          "Mul",
          "Pow",
          "Eq",
          "Ne",
          "Where",
          "Piecewise");

  /** Reads {@code {"as_int": 4}} or {@code {"as_expr": …}}; empty for what is neither. */
  static Optional<Extent> of(JsonNode node) {
    JsonNode number = node.path("as_int");
    if (number.isIntegralNumber() && number.canConvertToLong()) {
      return Optional.of(new Extent(number.asText(), Optional.of(number.asLong())));
    }
    JsonNode expression = node.path("as_expr");
    JsonNode hint = expression.path("hint").path("as_int");
    return expression.path("expr_str").isTextual()
        ? Optional.of(
            new Extent(
                shown(expression.path("expr_str").asText()),
                hint.isIntegralNumber() && hint.canConvertToLong()
                    ? Optional.of(hint.asLong())
                    : Optional.empty()))
        : Optional.empty();
  }

  /** {@code Symbol('s77', positive=True)} is {@code s77}. */
  private static String shown(String expression) {
    return SYMBOL.matcher(expression).replaceAll(found -> Matcher.quoteReplacement(found.group(1)));
  }

  /** Whether it is one size that is open. */
  boolean isSymbol() {
    return text.matches("[A-Za-z_]\\w{0,40}");
  }

  /** Whether it is a number, a symbol, or made of them by signs alone. */
  boolean isPlain() {
    return isArithmetic() && !CALL.matcher(text).find() && text.matches("[\\w\\s+*/()-]{1,500}");
  }

  /** Whether it is a number or an expression of arithmetic. */
  boolean isArithmetic() {
    Matcher call = CALL.matcher(text);
    boolean known = ARITHMETIC.matcher(text).matches();
    while (known && call.find()) {
      known = FUNCTIONS.contains(call.group(1));
    }
    return known;
  }

  @Override
  public String toString() {
    return text;
  }
}
