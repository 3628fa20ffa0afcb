package io.github.layerbook.layer.form;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text as the notation writes it: as it is, or in double quotes where it holds a blank, a sign of
 * the grammar, or a character that reading would clean.
 *
 * <p>In quotes a backslash stands before a quote and a backslash, {@code \n} is a line end, and
 * four hexadecimal digits after {@code \}{@code u} are a character.
 *
 * <pre>{@code
 * WrittenText.print("abc,cd->abd")          // abc,cd->abd
 * WrittenText.print("a, b")                 // "a, b"
 * WrittenText.read("\"a \\\"b\\\"\"")       // a "b"
 * }</pre>
 */
public final class WrittenText {
  /**
   * After a comma there must be what no layer is, so that the line is not read as a row of a table.
   */
  private static final Pattern PLAIN =
      Pattern.compile("[a-zA-Z0-9_.+>-]+(?:,[a-zA-Z0-9_.+-]*>[a-zA-Z0-9_.+>-]*)*");

  private static final Pattern ESCAPED = Pattern.compile("\\\\(?:u([0-9a-fA-F]{4})|(.))");

  private WrittenText() {}

  /** Returns a text as it is written, in quotes if it must be. */
  public static String print(String text) {
    return PLAIN.matcher(text).matches() ? text : quoted(text);
  }

  /** Returns a text in quotes. */
  public static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c == '\n') {
        quoted.append("\\n");
      } else if ((c >= ' ' && c < 127) || Character.isLetter(c)) {
        quoted.append(c);
      } else {
        quoted.append("\\u%04x".formatted((int) c));
      }
    }
    return quoted.append('"').toString();
  }

  /** Returns the written text; without quotes it is taken literally. */
  public static String read(String written) {
    if (written.length() < 2 || !written.startsWith("\"") || !written.endsWith("\"")) {
      return written;
    }
    return ESCAPED
        .matcher(written.substring(1, written.length() - 1))
        .replaceAll(found -> Matcher.quoteReplacement(character(found.group(1), found.group(2))));
  }

  private static String character(@Nullable String code, @Nullable String letter) {
    if (code != null) {
      return Character.toString(Integer.parseInt(code, 16));
    }
    return "n".equals(letter) ? "\n" : String.valueOf(letter);
  }
}
