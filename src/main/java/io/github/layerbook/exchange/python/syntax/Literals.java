package io.github.layerbook.exchange.python.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.Token;

/** Numbers and texts as Python writes them. */
final class Literals {
  private Literals() {}

  /** Returns a {@code Long} or a {@code Double}. */
  static Object number(String written) {
    String digits = written.replace("_", "").toLowerCase(Locale.ROOT);
    try {
      if (digits.startsWith("0x")) {
        return Long.parseLong(digits.substring(2), 16);
      } else if (digits.startsWith("0o")) {
        return Long.parseLong(digits.substring(2), 8);
      } else if (digits.startsWith("0b")) {
        return Long.parseLong(digits.substring(2), 2);
      } else if (digits.matches("[0-9]+")) {
        return Long.parseLong(digits);
      }
      return Double.parseDouble(digits);
    } catch (NumberFormatException e) {
      throw new PythonException("the number " + written + " is too large");
    }
  }

  /** Returns a text as pieces, of which those in braces have values. */
  static List<Expression> text(Token token, int line) {
    String written = token.getText();
    int quote = 0;
    while (written.charAt(quote) != '"' && written.charAt(quote) != '\'') {
      quote++;
    }
    String prefix = written.substring(0, quote).toLowerCase(Locale.ROOT);
    String mark = written.substring(quote, quote + 1);
    int marks = written.startsWith(mark.repeat(3), quote) && written.length() >= quote + 6 ? 3 : 1;
    String inner = written.substring(quote + marks, written.length() - marks);
    boolean raw = prefix.contains("r");
    return prefix.contains("f")
        ? pieces(inner, raw, line, 0)
        : List.of(new Expression.Literal(line, raw ? inner : unescaped(inner)));
  }

  /** Returns one text of pieces. */
  static Expression joined(List<Expression> parts, int line) {
    if (parts.stream().allMatch(part -> part instanceof Expression.Literal)) {
      StringBuilder all = new StringBuilder();
      parts.forEach(part -> all.append(((Expression.Literal) part).value()));
      return new Expression.Literal(line, all.toString());
    }
    return new Expression.Joined(line, parts);
  }

  private static List<Expression> pieces(String text, boolean raw, int line, int depth) {
    List<Expression> parts = new ArrayList<>();
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c == '{' || c == '}') && i + 1 < text.length() && text.charAt(i + 1) == c) {
        plain.append(c);
        i++;
      } else if (c == '{') {
        parts.add(
            new Expression.Literal(line, raw ? plain.toString() : unescaped(plain.toString())));
        plain.setLength(0);
        int end = end(text, i + 1, line);
        parts.add(value(text.substring(i + 1, end), line, depth));
        i = end;
      } else {
        plain.append(c);
      }
    }
    parts.add(new Expression.Literal(line, raw ? plain.toString() : unescaped(plain.toString())));
    return parts;
  }

  /** Where the brace closes that is open before an index. */
  private static int end(String text, int start, int line) {
    int depth = 0;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '(' || c == '[' || c == '{') {
        depth++;
      } else if (c == '}' && depth == 0) {
        return i;
      } else if (c == ')' || c == ']' || c == '}') {
        depth--;
      }
    }
    throw new PythonException("a brace in the text is never closed").at(line);
  }

  /** {@code i!r:02d}, {@code x=}. */
  private static Expression value(String inner, int line, int depth) {
    if (depth > 2) {
      throw new PythonException("braces are nested too deeply").at(line);
    }
    int format = split(inner);
    String expression = format < 0 ? inner : inner.substring(0, format);
    char conversion = ' ';
    if (expression.matches("(?s).*[^!=<>]![rsa]\\s*")) {
      int mark = expression.lastIndexOf('!');
      conversion = expression.charAt(mark + 1);
      expression = expression.substring(0, mark);
    }
    boolean named = expression.strip().matches("(?s).*[^=!<>]=");
    String label = named ? expression : "";
    if (named) {
      expression = expression.substring(0, expression.lastIndexOf('='));
    }
    Expression spec =
        joined(
            format < 0 ? List.of() : pieces(inner.substring(format + 1), true, line, depth + 1),
            line);
    Expression value =
        new Expression.Formatted(line, PythonReader.expression(expression, line), conversion, spec);
    return named
        ? new Expression.Joined(line, List.of(new Expression.Literal(line, label), value))
        : value;
  }

  /** Where the format begins: a colon outside brackets and quotes. */
  private static int split(String inner) {
    int depth = 0;
    char quote = 0;
    for (int i = 0; i < inner.length(); i++) {
      char c = inner.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '(' || c == '[' || c == '{') {
        depth++;
      } else if (c == ')' || c == ']' || c == '}') {
        depth--;
      } else if (c == ':' && depth == 0) {
        return i;
      }
    }
    return -1;
  }

  private static String unescaped(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\' || i + 1 == text.length()) {
        plain.append(c);
        continue;
      }
      char escaped = text.charAt(++i);
      switch (escaped) {
        case 'n' -> plain.append('\n');
        case 't' -> plain.append('\t');
        case 'r' -> plain.append('\r');
        case '\n' -> {}
        case '\\', '\'', '"' -> plain.append(escaped);
        default -> plain.append('\\').append(escaped);
      }
    }
    return plain.toString();
  }
}
