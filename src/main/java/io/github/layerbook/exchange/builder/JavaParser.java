package io.github.layerbook.exchange.builder;

import io.github.layerbook.exchange.builder.Chain.Call;
import io.github.layerbook.exchange.builder.JavaText.Statement;
import io.github.layerbook.exchange.builder.Token.Kind;
import io.github.layerbook.exchange.drawing.UnreadableException;
import io.github.layerbook.exchange.form.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads statements of Java: what is called on what, with which numbers. */
final class JavaParser {
  private static final int DEEPEST = 100;
  private static final Token END = new Token(Kind.SIGN, "", 0);
  private static final Set<String> BEFORE =
      Set.of("public", "private", "protected", "static", "final", "return", "abstract");

  private final List<Token> all;
  private List<Token> tokens = List.of();
  private final Map<String, Object> numbers = new HashMap<>();
  private int at;
  private int depth;

  JavaParser(List<Token> all) {
    this.all = all;
  }

  JavaText read() {
    List<Statement> statements = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (List<Token> part : Statements.of(all)) {
      tokens = part;
      at = 0;
      depth = 0;
      try {
        statement(statements);
      } catch (UnreadableException e) {
        if (isCall(part)) {
          problems.add(e.problem());
        }
      }
    }
    return new JavaText(statements, problems);
  }

  /** Other statements, heads of classes and methods, say nothing of networks. */
  private static boolean isCall(List<Token> part) {
    return part.stream()
        .anyMatch(token -> token.is("Builder") || token.is("add") || token.is("layer"));
  }

  private void statement(List<Statement> statements) {
    while (BEFORE.contains(peek().text())) {
      at++;
    }
    int line = peek().line();
    String name = "";
    int equals = assignment();
    if (equals > 0) {
      name = tokens.get(equals - 1).text();
      at = equals + 1;
    }
    Object value = expression();
    if (at < tokens.size()) {
      throw unexpected();
    }
    if (!name.isEmpty() && value instanceof Long) {
      numbers.put(name, value);
    }
    statements.add(new Statement(line, name, value));
  }

  /** Where the sign stands that sets a variable; -1 if there is none. */
  private int assignment() {
    for (int i = at; i < tokens.size() && i < at + 12; i++) {
      Token token = tokens.get(i);
      if (token.is("=") && i > 0 && tokens.get(i - 1).kind() == Kind.NAME) {
        return i;
      } else if (token.is("(")) {
        return -1;
      }
    }
    return -1;
  }

  private Token peek() {
    return at < tokens.size() ? tokens.get(at) : END;
  }

  private boolean taken(String sign) {
    if (peek().is(sign)) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(String sign) {
    if (!taken(sign)) {
      throw unexpected();
    }
  }

  private UnreadableException unexpected() {
    boolean ended = at >= tokens.size();
    Token token = ended && !tokens.isEmpty() ? tokens.get(tokens.size() - 1) : peek();
    return new UnreadableException(
        token.line(),
        ended
            ? "the statement ends too early: a bracket is not closed"
            : "`%s` is not understood here".formatted(token.text()));
  }

  private Object expression() {
    if (++depth > DEEPEST) {
      throw new UnreadableException(peek().line(), "it is nested too deeply");
    }
    Object value = product();
    while (peek().is("+") || peek().is("-")) {
      value = computed(tokens.get(at++).text(), value, product());
    }
    if (taken("?")) {
      expression();
      expect(":");
      value = expression();
    }
    depth--;
    return value;
  }

  private Object product() {
    Object value = unary();
    while (peek().is("*") || peek().is("/") || peek().is("%")) {
      value = computed(tokens.get(at++).text(), value, unary());
    }
    return value;
  }

  private Object computed(String sign, Object left, Object right) {
    if (number(left) instanceof Long a && number(right) instanceof Long b) {
      try {
        return switch (sign) {
          case "+" -> Math.addExact(a, b);
          case "-" -> Math.subtractExact(a, b);
          case "*" -> Math.multiplyExact(a, b);
          case "/" -> a / b;
          default -> a % b;
        };
      } catch (ArithmeticException e) {
        throw new UnreadableException(peek().line(), "a number is too large, or divided by 0");
      }
    }
    return left instanceof String || right instanceof String ? left + "" + right : left;
  }

  private Object number(Object value) {
    return value instanceof Chain chain && chain.isName()
        ? numbers.getOrDefault(chain.head(), value)
        : value;
  }

  private Object unary() {
    if (taken("-")) {
      Object value = unary();
      return value instanceof Long n
          ? (Object) (-n)
          : value instanceof Double d ? (Object) (-d) : value;
    }
    return primary();
  }

  private Object primary() {
    Token token = peek();
    if (token.kind() == Kind.NUMBER) {
      at++;
      return literal(token);
    } else if (token.kind() == Kind.STRING) {
      at++;
      return token.text();
    } else if (token.is("(")) {
      return bracket();
    } else if (token.is("{")) {
      at++;
      return list("}");
    } else if (token.kind() != Kind.NAME) {
      throw unexpected();
    } else if (token.is("true") || token.is("false")) {
      at++;
      return token.is("true");
    }
    return token.is("new") ? made() : after(name());
  }

  private Object literal(Token token) {
    String digits = token.text().replace("_", "").replaceAll("[fFdDlL]$", "");
    try {
      return digits.matches("\\d+") && !token.text().matches(".*[fFdD]$")
          ? (Object) Long.valueOf(digits)
          : Double.valueOf(digits);
    } catch (NumberFormatException e) {
      throw new UnreadableException(token.line(), token.text() + " is too large a number");
    }
  }

  /** An expression in brackets, a cast, or the parameters of a function, which is passed over. */
  private Object bracket() {
    int start = at;
    int end = closing(start);
    if (end + 1 < tokens.size() && tokens.get(end + 1).is("->")) {
      return function(start);
    }
    at++;
    Object inside = expression();
    expect(")");
    boolean cast =
        inside instanceof Chain chain
            && chain.isName()
            && (peek().kind() != Kind.SIGN || peek().is("("));
    if (cast) {
      return unary();
    }
    return inside instanceof Chain chain ? after(chain) : inside;
  }

  private int closing(int from) {
    int open = 0;
    for (int i = from; i < tokens.size(); i++) {
      open += tokens.get(i).is("(") ? 1 : tokens.get(i).is(")") ? -1 : 0;
      if (open == 0) {
        return i;
      }
    }
    return tokens.size();
  }

  /**
   * A function's text is passed over, up to the bracket or comma that ends it; what it calls is
   * kept, and the numbers in it.
   */
  private Object function(int start) {
    int open = 0;
    List<Object> numbersInIt = new ArrayList<>();
    List<Call> called = new ArrayList<>();
    while (at < tokens.size()) {
      Token token = tokens.get(at);
      boolean opens = token.is("(") || token.is("{") || token.is("[");
      boolean closes = token.is(")") || token.is("}") || token.is("]");
      if (open == 0 && (closes || token.is(",")) && at > start) {
        break;
      }
      open += opens ? 1 : closes ? -1 : 0;
      at++;
      if (token.kind() == Kind.NUMBER) {
        numbersInIt.add(literal(token));
      } else if (token.kind() == Kind.NAME && peek().is("(")) {
        called.add(new Call(token.line(), token.text(), List.of()));
      }
    }
    return new Chain(tokens.get(start).line(), "function", false, numbersInIt, called);
  }

  private Object made() {
    int line = peek().line();
    at++;
    Chain type = name();
    generics();
    if (taken("[")) {
      while (!taken("]")) {
        expression();
      }
      while (taken("[")) {
        expect("]");
      }
      return taken("{") ? list("}") : List.of();
    }
    List<Object> arguments = taken("(") ? list(")") : List.of();
    return after(new Chain(line, type.head(), true, arguments, List.of()));
  }

  private void generics() {
    if (peek().is("<")) {
      int open = 0;
      while (at < tokens.size()) {
        open += peek().is("<") ? 1 : peek().is(">") ? -1 : 0;
        at++;
        if (open == 0) {
          return;
        }
      }
    }
  }

  private List<Object> list(String end) {
    List<Object> values = new ArrayList<>();
    while (!taken(end)) {
      values.add(expression());
      if (!taken(",") && !peek().is(end)) {
        throw unexpected();
      }
    }
    return values;
  }

  /** A name with its dots, up to the first call. */
  private Chain name() {
    Token first = peek();
    if (first.kind() != Kind.NAME) {
      throw unexpected();
    }
    at++;
    if (peek().is("->")) {
      return (Chain) function(at - 1);
    }
    StringBuilder head = new StringBuilder(first.text());
    while (peek().is(".") && at + 1 < tokens.size() && tokens.get(at + 1).kind() == Kind.NAME) {
      boolean call = at + 2 < tokens.size() && tokens.get(at + 2).is("(");
      if (call && !tokens.get(at + 1).is("Builder")) {
        break;
      }
      head.append('.').append(tokens.get(at + 1).text());
      at += 2;
    }
    if (taken("::")) {
      head.append('.').append(peek().text());
      at += at < tokens.size() ? 1 : 0;
    }
    return new Chain(first.line(), head.toString(), false, List.of(), List.of());
  }

  private Object after(Chain chain) {
    List<Call> calls = new ArrayList<>(chain.calls());
    Chain start = chain;
    if (peek().is("(") && calls.isEmpty()) {
      at++;
      calls.add(new Call(chain.line(), chain.last(), list(")")));
      start =
          new Chain(
              chain.line(),
              chain.made() ? chain.head() : "",
              chain.made(),
              chain.arguments(),
              List.of());
    }
    while (true) {
      if (peek().is("{") && start.made()) {
        skipBody();
      } else if (taken("[")) {
        expression();
        expect("]");
      } else if (peek().is(".") && at + 1 < tokens.size()) {
        at++;
        generics();
        Token name = peek();
        if (name.kind() != Kind.NAME) {
          throw unexpected();
        }
        at++;
        calls.add(new Call(name.line(), name.text(), taken("(") ? list(")") : List.of()));
      } else {
        return start.with(calls);
      }
    }
  }

  /** The body of an anonymous class. */
  private void skipBody() {
    int open = 0;
    while (at < tokens.size()) {
      open += peek().is("{") ? 1 : peek().is("}") ? -1 : 0;
      at++;
      if (open == 0) {
        return;
      }
    }
  }
}
