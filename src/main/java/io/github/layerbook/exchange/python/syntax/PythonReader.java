package io.github.layerbook.exchange.python.syntax;

import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.python.grammar.PythonLexer;
import io.github.layerbook.exchange.python.grammar.PythonParser;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/**
 * Reads Python's syntax. A line that cannot be read becomes a {@link Statement.Broken} in its
 * place, and what stands around it is kept; plain prose between the code is skipped.
 */
public final class PythonReader {
  /** So many lines of one block may be broken before the rest of it is given up. */
  private static final int MOST_BROKEN = 12;

  /** Longer programs are no network's; a word takes some 2 KB each time that it is read. */
  private static final int MOST_LINES = 16_000;

  private static final int MOST_WORDS = 120_000;

  /** What is written within a text takes as long as so many words. */
  private static final int FORMATTED = 8;

  private static final Pattern FORMATTED_TEXT = Pattern.compile("(?i)(?:f|fr|rf)['\"]");

  private static final String TOO_DEEP = "it is nested too deeply";

  private static final String TOO_MUCH =
      "nothing is read from here on: this is more than any network's code";

  /** A text of which more is not understood is no program. */
  private static final int MOST_PROBLEMS = 16_000;

  /** Words in a row, as no code has them. */
  private static final Pattern PROSE =
      Pattern.compile("^\\W*[\\p{L}'-]+[,:]? [\\p{L}'-]+[,.:?!]*(\\s.*|$)|^[^=(\\[]*[?.!:]$");

  private final String[] source;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Integer> skipped = new ArrayList<>();
  private final List<Statement> statements = new ArrayList<>();

  /** How many words may still be read. */
  private int words = MOST_WORDS;

  private PythonReader(String text) {
    source = text.split("\n", -1);
  }

  /**
   * A text that was read.
   *
   * @param text the text without prompts, line by line as it was pasted
   * @param statements what it says
   * @param problems lines that look like code and cannot be read
   * @param prose the numbers of lines that are no code
   */
  public record Program(
      String text, List<Statement> statements, List<Problem> problems, List<Integer> prose) {
    /** Copies the lists. */
    public Program {
      statements = List.copyOf(statements);
      problems = List.copyOf(problems);
      prose = List.copyOf(prose);
    }
  }

  /** Reads a text as people paste it. */
  public static Program read(String pasted) {
    String text = PythonText.clean(pasted);
    PythonReader reader = new PythonReader(text);
    List<LogicalLine> lines = LogicalLine.of(text);
    for (int start = 0; start < lines.size(); ) {
      int end = end(lines, start);
      if (reader.problems.size() >= MOST_PROBLEMS || end > MOST_LINES || reader.words < 0) {
        reader.problems.add(new Problem(lines.get(start).line(), TOO_MUCH));
        break;
      }
      reader.block(new ArrayList<>(lines.subList(start, end)));
      start = end;
    }
    return new Program(text, reader.statements, reader.problems, reader.skipped);
  }

  /**
   * Reads one expression.
   *
   * @throws PythonException if it is none
   */
  public static Expression expression(String text, int line) {
    try {
      List<Token> tokens = new ArrayList<>();
      LogicalLine.of("(" + text + "\n)").forEach(logical -> tokens.addAll(logical.tokens()));
      PythonParser parser = parser(tokens, PredictionMode.LL);
      return new ExpressionBuilder(line).visit(parser.interactive().elements());
    } catch (ParseCancellationException e) {
      throw new PythonException("`" + text.strip() + "` is not an expression").at(line);
    } catch (StackOverflowError e) {
      throw new PythonException(TOO_DEEP).at(line);
    }
  }

  /** The index after the last line of the statement that begins at an index. */
  private static int end(List<LogicalLine> lines, int start) {
    int indent = lines.get(start).indent();
    boolean header = lines.get(start).isHeader();
    boolean compound = lines.get(start).isCompound();
    boolean decorated = lines.get(start).isDecorator();
    int end = start + 1;
    for (; end < lines.size(); end++) {
      LogicalLine line = lines.get(end);
      boolean inside = header && line.indent() > indent;
      boolean further = compound && line.indent() == indent && line.isContinuation();
      boolean definition = decorated && !compound;
      if (!inside && !further && !definition) {
        break;
      } else if (definition) {
        indent = line.indent();
        header = line.isHeader();
        compound = line.isCompound();
        decorated = line.isDecorator();
      } else if (further) {
        header = line.isHeader();
      }
    }
    return end;
  }

  private void block(List<LogicalLine> lines) {
    for (LogicalLine line : List.copyOf(lines)) {
      if (line.isDeep()) {
        problems.add(new Problem(line.line(), TOO_DEEP));
        breakOff(lines, lines.indexOf(line));
      }
    }
    for (int broken = 0; broken <= MOST_BROKEN && !lines.isEmpty(); broken++) {
      Laid laid = Laid.out(lines);
      words -= laid.words();
      if (words < 0) {
        problems.add(new Problem(lines.get(0).line(), TOO_MUCH));
        return;
      }
      try {
        PythonParser.FileContext tree = parse(laid.tokens());
        new StatementBuilder(source).statements(tree).forEach(statements::add);
        lines.stream().filter(line -> line.open() > 0).forEach(this::neverClosed);
        return;
      } catch (ParseCancellationException e) {
        int index = laid.lineOf(FirstError.offender(e));
        if (lines.size() == 1 && isProse(lines.get(0))) {
          skipped.add(lines.get(0).line());
          return;
        }
        problems.add(new Problem(lines.get(index).line(), problem(e)));
        breakOff(lines, index);
      } catch (PythonException e) {
        problems.add(e.problem());
        return;
      } catch (StackOverflowError e) {
        problems.add(new Problem(lines.get(0).line(), TOO_DEEP));
        return;
      }
    }
  }

  private void neverClosed(LogicalLine line) {
    problems.add(
        new Problem(
            line.open(), "a bracket is opened here and never closed; it is read as if it were"));
  }

  /** Replaces a line that cannot be read, and drops the lines that are indented under it. */
  private static void breakOff(List<LogicalLine> lines, int index) {
    LogicalLine line = lines.get(index);
    boolean header = line.isHeader();
    lines.set(index, line.isBroken() ? line : line.broken());
    while (header && index + 1 < lines.size() && lines.get(index + 1).indent() > line.indent()) {
      lines.remove(index + 1);
    }
    if (line.isBroken()) {
      lines.remove(index);
    }
  }

  private boolean isProse(LogicalLine line) {
    String text = source[line.line() - 1].strip();
    boolean code = text.startsWith("class ") || text.startsWith("def ") || text.contains(" = ");
    return !code && PROSE.matcher(text).find();
  }

  private String problem(ParseCancellationException e) {
    String found = FirstError.offender(e).map(Token::getText).orElse("").strip();
    return found.isEmpty()
        ? "it ends where Python expects more"
        : "`%s` is not understood here".formatted(found.length() > 40 ? "…" : found);
  }

  private static PythonParser.FileContext parse(List<Token> tokens) {
    try {
      return parser(tokens, PredictionMode.SLL).file();
    } catch (ParseCancellationException e) {
      return parser(tokens, PredictionMode.LL).file();
    }
  }

  private static PythonParser parser(List<Token> tokens, PredictionMode mode) {
    PythonParser parser = new PythonParser(new CommonTokenStream(new ListTokenSource(tokens)));
    parser.removeErrorListeners();
    parser.setErrorHandler(new FirstError());
    parser.getInterpreter().setPredictionMode(mode);
    return parser;
  }

  /** The tokens of lines with those that open and close blocks, and the line of each. */
  private record Laid(List<Token> tokens, List<Integer> lines) {
    static Laid out(List<LogicalLine> lines) {
      Laid laid = new Laid(new ArrayList<>(), new ArrayList<>());
      Deque<Integer> indents = new ArrayDeque<>();
      boolean header = false;
      for (int i = 0; i < lines.size(); i++) {
        LogicalLine line = lines.get(i);
        boolean deeper = indents.isEmpty() || line.indent() > indents.peek();
        if (header && deeper) {
          laid.add(PythonParser.INDENT, i, line);
          indents.push(line.indent());
        } else if (indents.isEmpty()) {
          indents.push(line.indent());
        } else if (header) {
          laid.emptyBlock(i - 1, lines.get(i - 1));
        }
        while (line.indent() < indents.peek() && indents.size() > 1) {
          indents.pop();
          laid.add(PythonParser.DEDENT, i, line);
        }
        for (Token token : line.tokens()) {
          laid.tokens.add(token);
          laid.lines.add(i);
        }
        laid.add(PythonParser.NEWLINE, i, line);
        header = line.isHeader();
      }
      int last = lines.size() - 1;
      if (header) {
        laid.emptyBlock(last, lines.get(last));
      }
      for (int i = 1; i < indents.size(); i++) {
        laid.add(PythonParser.DEDENT, last, lines.get(last));
      }
      return laid;
    }

    int words() {
      long formatted =
          tokens.stream()
              .map(Token::getText)
              .filter(text -> FORMATTED_TEXT.matcher(text).lookingAt())
              .count();
      return (int) Math.min(Integer.MAX_VALUE / 2, tokens.size() + FORMATTED * formatted);
    }

    private void add(int type, int index, LogicalLine line) {
      tokens.add(LogicalLine.token(type, "", line.last()));
      lines.add(index);
    }

    /** A header with nothing under it does nothing. */
    private void emptyBlock(int index, LogicalLine line) {
      add(PythonParser.INDENT, index, line);
      tokens.add(LogicalLine.token(PASS, "pass", line.last()));
      lines.add(index);
      add(PythonParser.NEWLINE, index, line);
      add(PythonParser.DEDENT, index, line);
    }

    private static final int PASS =
        new PythonLexer(CharStreams.fromString("pass")).nextToken().getType();

    int lineOf(Optional<Token> token) {
      int index = token.map(Token::getTokenIndex).orElse(lines.size() - 1);
      return lines.get(Math.max(0, Math.min(index, lines.size() - 1)));
    }
  }
}
