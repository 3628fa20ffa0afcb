package io.github.layerbook.exchange.python.syntax;

import io.github.layerbook.exchange.python.grammar.PythonLexer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/**
 * A line of Python with those that its brackets join to it.
 *
 * @param indent how far it stands to the right
 * @param tokens its words, at least one
 * @param open the line of a bracket that is never closed; 0 for none
 */
record LogicalLine(int indent, List<Token> tokens, int open) {
  /** More brackets within each other stand in no program, and would take long to read. */
  private static final int MOST_BRACKETS = 60;

  private static final Set<String> HEADERS =
      Set.of(
          "if", "elif", "else", "for", "while", "try", "except", "finally", "with", "def", "class",
          "async");
  private static final Set<String> CONTINUATIONS = Set.of("elif", "else", "except", "finally");

  /** Words that no line begins with inside brackets. */
  private static final Set<String> NEW_STATEMENT =
      Set.of("class", "def", "import", "return", "while", "try", "raise");

  /** Returns the lines of a text. */
  static List<LogicalLine> of(String text) {
    PythonLexer lexer = new PythonLexer(CharStreams.fromString(text));
    lexer.removeErrorListeners();
    List<LogicalLine> lines = new ArrayList<>();
    List<Token> line = new ArrayList<>();
    Deque<Token> brackets = new ArrayDeque<>();
    boolean fresh = true;
    for (Token token = lexer.nextToken(); token.getType() != Token.EOF; token = lexer.nextToken()) {
      if (token.getType() == PythonLexer.NEWLINE) {
        fresh = true;
        if (brackets.isEmpty() && !line.isEmpty()) {
          lines.add(new LogicalLine(line.get(0).getCharPositionInLine(), List.copyOf(line), 0));
          line.clear();
        }
      } else if (token.getChannel() == Token.DEFAULT_CHANNEL) {
        if (fresh && !brackets.isEmpty() && startsAnew(token, line)) {
          lines.add(closed(line, brackets));
          line.clear();
        } else if (fresh && !brackets.isEmpty() && lacksComma(token, line)) {
          line.add(word(",", token));
        }
        fresh = false;
        line.add(token);
        follow(token, brackets);
      }
    }
    if (!line.isEmpty()) {
      lines.add(closed(line, brackets));
    }
    return lines;
  }

  private static boolean startsAnew(Token token, List<Token> line) {
    boolean left = token.getCharPositionInLine() <= line.get(0).getCharPositionInLine();
    return left && (NEW_STATEMENT.contains(token.getText()) || lacksComma(token, line));
  }

  /** Whether a value stands before a name on a new line, as no expression goes on. */
  private static boolean lacksComma(Token token, List<Token> line) {
    Token before = line.get(line.size() - 1);
    String last = before.getText();
    boolean value =
        before.getType() == PythonLexer.NAME
            || before.getType() == PythonLexer.NUMBER
            || last.equals(")")
            || last.equals("]")
            || last.equals("}");
    return value && token.getType() == PythonLexer.NAME;
  }

  private static void follow(Token token, Deque<Token> brackets) {
    switch (token.getText()) {
      case "(", "[", "{" -> brackets.push(token);
      case ")", "]", "}" -> brackets.poll();
      default -> {}
    }
  }

  /** Returns whether more brackets stand within each other than can be read. */
  boolean isDeep() {
    int depth = 0;
    for (Token token : tokens) {
      depth +=
          switch (token.getText()) {
            case "(", "[", "{" -> 1;
            case ")", "]", "}" -> -1;
            default -> 0;
          };
      if (depth > MOST_BRACKETS) {
        return true;
      }
    }
    return false;
  }

  /** The line with its open brackets closed. */
  private static LogicalLine closed(List<Token> line, Deque<Token> brackets) {
    int open = brackets.isEmpty() ? 0 : brackets.peekLast().getLine();
    List<Token> tokens = new ArrayList<>(line);
    Token last = line.get(line.size() - 1);
    for (int i = 0; i <= MOST_BRACKETS && !brackets.isEmpty(); i++) {
      String closing =
          switch (brackets.pop().getText()) {
            case "(" -> ")";
            case "[" -> "]";
            default -> "}";
          };
      tokens.add(word(closing, last));
    }
    return new LogicalLine(line.get(0).getCharPositionInLine(), List.copyOf(tokens), open);
  }

  /** A word that is not in the text. */
  private static Token word(String word, Token place) {
    PythonLexer lexer = new PythonLexer(CharStreams.fromString(word));
    return token(lexer.nextToken().getType(), word, place);
  }

  /** A token that is not in the text, at the place of another. */
  static Token token(int type, String text, Token place) {
    CommonToken token = new CommonToken(type, text);
    token.setLine(place.getLine());
    token.setCharPositionInLine(place.getCharPositionInLine());
    return token;
  }

  /** Returns the number of the line that it starts on. */
  int line() {
    return first().getLine();
  }

  /** Returns its first word. */
  Token first() {
    return tokens.get(0);
  }

  /** Returns its last word. */
  Token last() {
    return tokens.get(tokens.size() - 1);
  }

  /** Returns whether indented lines belong to it. */
  boolean isHeader() {
    return HEADERS.contains(first().getText()) && last().getText().equals(":");
  }

  /** Returns whether an {@code else} or the like may follow it. */
  boolean isCompound() {
    return HEADERS.contains(first().getText());
  }

  /** Returns whether it goes on with an {@code if}, {@code for} or {@code try} above. */
  boolean isContinuation() {
    return CONTINUATIONS.contains(first().getText());
  }

  /** Returns whether it decorates the definition below. */
  boolean isDecorator() {
    return first().getText().equals("@");
  }

  /** Returns this as a line that could not be read. */
  LogicalLine broken() {
    return new LogicalLine(
        indent,
        List.of(
            token(
                io.github.layerbook.exchange.python.grammar.PythonParser.BROKEN,
                "broken",
                first())),
        open);
  }

  /** Returns whether it could not be read. */
  boolean isBroken() {
    return first().getType() == io.github.layerbook.exchange.python.grammar.PythonParser.BROKEN;
  }
}
