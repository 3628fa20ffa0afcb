package io.github.layerbook.exchange.builder;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A token of Java.
 *
 * @param kind what it is
 * @param text its letters; of a string, those between its quotes
 * @param line its line, from 1
 */
record Token(Kind kind, String text, int line) {
  /** What a token is. */
  enum Kind {
    NAME,
    NUMBER,
    STRING,
    SIGN
  }

  private static final Pattern PATTERN =
      Pattern.compile(
          "(?<space>\\s++)|(?<comment>//[^\n]*+|/\\*(?s:.*?)(?:\\*/|$))"
              + "|(?<name>[\\p{L}_$][\\p{L}\\p{N}_$]*+)"
              + "|(?<number>(?:\\d[\\d_]*+)(?:\\.\\d*+)?+(?:[eE][-+]?\\d++)?+[fFdDlL]?+|\\.\\d++[fFdD]?+)"
              + "|\"(?<string>(?:[^\"\\\\\n]|\\\\.)*+)\"|'(?<letter>(?:[^'\\\\\n]|\\\\.)*+)'"
              + "|(?<sign>::|->|[^\\s])");

  /** Returns the tokens of a text, without blanks and comments. */
  static List<Token> all(String text) {
    List<Token> tokens = new ArrayList<>();
    Matcher matcher = PATTERN.matcher(text);
    int line = 1;
    while (matcher.find()) {
      if (matcher.group("name") != null) {
        tokens.add(new Token(Kind.NAME, matcher.group(), line));
      } else if (matcher.group("number") != null) {
        tokens.add(new Token(Kind.NUMBER, matcher.group(), line));
      } else if (matcher.group("string") != null || matcher.group("letter") != null) {
        String inside =
            matcher.group("string") != null ? matcher.group("string") : matcher.group("letter");
        tokens.add(new Token(Kind.STRING, inside, line));
      } else if (matcher.group("sign") != null) {
        tokens.add(new Token(Kind.SIGN, matcher.group(), line));
      }
      line += (int) matcher.group().chars().filter(c -> c == '\n').count();
    }
    return tokens;
  }

  boolean is(String sign) {
    return kind != Kind.STRING && text.equals(sign);
  }
}
