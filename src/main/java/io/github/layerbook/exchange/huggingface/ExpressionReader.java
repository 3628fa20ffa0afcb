package io.github.layerbook.exchange.huggingface;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads expressions: {@code condition ? a : b}, {@code or}, {@code and}, {@code not}, comparisons,
 * {@code + - * / %}, where whole numbers divide to whole ones, and the functions of {@link Scope}.
 */
final class ExpressionReader {
  private static final Pattern TOKEN =
      Pattern.compile("\"[^\"]*\"|\\d+|\\w+|==|!=|<=|>=|[-+*/%<>()?:,]|\\S");

  private final String text;
  private final List<String> tokens = new ArrayList<>();
  private int at;

  private ExpressionReader(String text) {
    this.text = text;
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      tokens.add(matcher.group());
    }
  }

  /** Reads one expression. */
  static Expression read(String text) {
    return new ExpressionReader(text).all().get(0);
  }

  /** Reads expressions, some perhaps with names, with commas between; none of a blank text. */
  static List<Expression> list(String text) {
    return text.isBlank() ? List.of() : new ExpressionReader(text).all();
  }

  private List<Expression> all() {
    List<Expression> all = new ArrayList<>();
    do {
      boolean isNamed = at + 1 < tokens.size() && tokens.get(at + 1).equals("=");
      String name = isNamed ? tokens.get(at) : "";
      at += isNamed ? 2 : 0;
      all.add(isNamed ? new Expression.Named(name, choice()) : choice());
    } while (accept(","));
    if (at < tokens.size()) {
      throw wrong();
    }
    return all;
  }

  private IllegalArgumentException wrong() {
    return new IllegalArgumentException("no expression at token %d: %s".formatted(at, text));
  }

  private boolean accept(String token) {
    boolean found = at < tokens.size() && tokens.get(at).equals(token);
    at += found ? 1 : 0;
    return found;
  }

  private void expect(String token) {
    if (!accept(token)) {
      throw wrong();
    }
  }

  private Expression choice() {
    Expression condition = either();
    if (!accept("?")) {
      return condition;
    }
    Expression then = choice();
    expect(":");
    Expression otherwise = choice();
    return scope -> condition.holds(scope) ? then.in(scope) : otherwise.in(scope);
  }

  private Expression either() {
    Expression first = both();
    if (!accept("or")) {
      return first;
    }
    Expression second = either();
    return scope -> {
      Object value = first.in(scope);
      return value == null || value.equals(false) ? second.in(scope) : value;
    };
  }

  private Expression both() {
    Expression first = negated();
    if (!accept("and")) {
      return first;
    }
    Expression second = both();
    return scope -> first.holds(scope) && second.holds(scope);
  }

  private Expression negated() {
    if (accept("not")) {
      Expression negated = negated();
      return scope -> !negated.holds(scope);
    }
    Expression first = sum();
    for (String sign : List.of("==", "!=", "<=", ">=", "<", ">")) {
      if (accept(sign)) {
        Expression second = sum();
        return scope -> Arithmetic.compared(sign, first.in(scope), second.in(scope));
      }
    }
    return first;
  }

  private Expression sum() {
    return operations(product(), List.of("+", "-"), false);
  }

  private Expression product() {
    return operations(atom(), List.of("*", "/", "%"), true);
  }

  private Expression operations(Expression first, List<String> signs, boolean ofAtoms) {
    Expression all = first;
    while (at < tokens.size() && signs.contains(tokens.get(at))) {
      String sign = tokens.get(at++);
      Expression left = all;
      Expression right = ofAtoms ? atom() : product();
      all = scope -> Arithmetic.of(sign, left.number(scope), right.number(scope));
    }
    return all;
  }

  private Expression atom() {
    if (accept("(")) {
      Expression inner = choice();
      expect(")");
      return inner;
    } else if (at >= tokens.size()) {
      throw wrong();
    }
    String token = tokens.get(at++);
    if (token.startsWith("\"")) {
      String word = token.substring(1, token.length() - 1);
      return scope -> word;
    } else if (Character.isDigit(token.charAt(0))) {
      Long number = Long.valueOf(token);
      return scope -> number;
    } else if (token.equals("null")) {
      return scope -> null;
    } else if (!Character.isJavaIdentifierStart(token.charAt(0))) {
      throw wrong();
    }
    return accept("(") ? call(token) : new Expression.Name(token);
  }

  private Expression call(String function) {
    List<Expression> arguments = new ArrayList<>();
    while (!accept(")")) {
      arguments.add(choice());
      accept(",");
    }
    return scope -> scope.call(function, arguments);
  }
}
