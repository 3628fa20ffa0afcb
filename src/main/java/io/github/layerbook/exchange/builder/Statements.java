package io.github.layerbook.exchange.builder;

import java.util.ArrayList;
import java.util.List;

/** The tokens of a text of Java, statement by statement. */
final class Statements {
  private Statements() {}

  /** Statements end with a semicolon, or with a brace outside of brackets. */
  static List<List<Token>> of(List<Token> all) {
    List<List<Token>> parts = new ArrayList<>();
    List<Token> part = new ArrayList<>();
    int open = 0;
    for (Token token : all) {
      open += token.is("(") || token.is("[") ? 1 : token.is(")") || token.is("]") ? -1 : 0;
      boolean array =
          token.is("{")
              && !part.isEmpty()
              && (part.get(part.size() - 1).is("]") || part.get(part.size() - 1).is("="));
      boolean ends = token.is(";") || (token.is("{") && !array) || (token.is("}") && !holds(part));
      if (ends && open <= 0) {
        if (!part.isEmpty()) {
          parts.add(part);
        }
        part = new ArrayList<>();
        open = 0;
      } else {
        part.add(token);
      }
    }
    if (!part.isEmpty()) {
      parts.add(part);
    }
    return parts;
  }

  private static boolean holds(List<Token> part) {
    return part.stream().anyMatch(token -> token.is("{"));
  }
}
