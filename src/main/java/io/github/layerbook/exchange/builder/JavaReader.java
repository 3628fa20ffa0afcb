package io.github.layerbook.exchange.builder;

import io.github.layerbook.exchange.builder.Chain.Call;
import io.github.layerbook.exchange.builder.JavaText.Statement;
import io.github.layerbook.exchange.builder.grammar.ChainsBaseVisitor;
import io.github.layerbook.exchange.builder.grammar.ChainsLexer;
import io.github.layerbook.exchange.builder.grammar.ChainsParser;
import io.github.layerbook.exchange.drawing.UnreadableException;
import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.python.syntax.FirstError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.jspecify.annotations.Nullable;

/** Reads statements of Java: what is called on what, with which numbers. */
final class JavaReader {
  private static final int DEEPEST = 100;
  private static final Set<String> BEFORE =
      Set.of("public", "private", "protected", "static", "final", "return", "abstract");
  private static final Set<String> CALLS = Set.of("Builder", "add", "layer");

  private final Map<String, Object> numbers = new HashMap<>();
  private final List<Statement> statements = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  static JavaText read(String text) {
    ChainsLexer lexer = new ChainsLexer(CharStreams.fromString(text));
    lexer.removeErrorListeners();
    JavaReader reader = new JavaReader();
    for (List<Token> part : parts(lexer.getAllTokens())) {
      try {
        reader.statement(part);
      } catch (UnreadableException e) {
        // Other statements, heads of classes and methods, say nothing of networks.
        if (part.stream().anyMatch(token -> CALLS.contains(token.getText()))) {
          reader.problems.add(e.problem());
        }
      }
    }
    return new JavaText(reader.statements, reader.problems);
  }

  /** Statements end with a semicolon, or with a brace outside of brackets. */
  private static List<List<Token>> parts(List<? extends Token> all) {
    List<List<Token>> parts = new ArrayList<>(List.of(new ArrayList<>()));
    int open = 0;
    boolean braces = false;
    String before = "";
    for (Token token : all) {
      String sign = token.getText();
      open += opening(sign, "([", ")]");
      boolean array = sign.equals("{") && (braces || before.equals("]") || before.equals("="));
      boolean ends =
          sign.equals(";") || (sign.equals("{") && !array) || (sign.equals("}") && !braces);
      if (ends && open <= 0) {
        parts.add(new ArrayList<>());
        open = 0;
      } else {
        parts.get(parts.size() - 1).add(token);
      }
      before = ends && open <= 0 ? "" : sign;
      braces = !before.isEmpty() && (braces || sign.equals("{"));
    }
    return parts.stream().filter(part -> !part.isEmpty()).toList();
  }

  private static int opening(String sign, String opens, String closes) {
    return sign.length() != 1 ? 0 : opens.contains(sign) ? 1 : closes.contains(sign) ? -1 : 0;
  }

  private void statement(List<Token> part) {
    int start = 0;
    while (start < part.size() && BEFORE.contains(part.get(start).getText())) {
      start++;
    }
    int equals = assignment(part, start);
    List<Token> tokens = part.subList(Math.max(start, equals + 1), part.size());
    Object value = value(tokens, part.get(part.size() - 1));
    String name = equals > 0 ? part.get(equals - 1).getText() : "";
    if (!name.isEmpty() && value instanceof Long) {
      numbers.put(name, value);
    }
    int line = part.get(Math.min(start, part.size() - 1)).getLine();
    statements.add(new Statement(line, name, value));
  }

  /** Where the sign stands that sets a variable; -1 if there is none. */
  private static int assignment(List<Token> part, int start) {
    int end = Math.min(part.size(), start + 12);
    for (int i = start; i < end && !part.get(i).getText().equals("("); i++) {
      boolean named = i > 0 && part.get(i - 1).getType() == ChainsLexer.NAME;
      if (named && part.get(i).getText().equals("=")) {
        return i;
      }
    }
    return -1;
  }

  private Object value(List<Token> tokens, Token last) {
    int depth = 0;
    for (Token token : tokens) {
      depth += opening(token.getText(), "([{", ")]}");
      if (depth > DEEPEST) {
        throw new UnreadableException(token.getLine(), "it is nested too deeply");
      }
    }
    ChainsParser parser =
        new ChainsParser(new CommonTokenStream(new ListTokenSource(List.copyOf(tokens))));
    parser.removeErrorListeners();
    parser.setErrorHandler(new FirstError());
    try {
      return new Values(tokens).visit(parser.statement().expression());
    } catch (ParseCancellationException e) {
      Token at = FirstError.offender(e).orElse(last);
      throw at.getType() == Token.EOF
          ? new UnreadableException(
              last.getLine(), "the statement ends too early: a bracket is not closed")
          : new UnreadableException(at.getLine(), "`%s` is not understood here", at.getText());
    } catch (StackOverflowError e) {
      throw new UnreadableException(last.getLine(), "it is nested too deeply");
    }
  }

  /** Makes values of the parser's tree: numbers, texts, lists, and chains for everything else. */
  private final class Values extends ChainsBaseVisitor<Object> {
    private final List<Token> tokens;

    private Values(List<Token> tokens) {
      this.tokens = tokens;
    }

    @Override
    public Object visitNegative(ChainsParser.NegativeContext context) {
      Object value = visit(context.expression());
      return value instanceof Long n
          ? (Object) (-n)
          : value instanceof Double d ? (Object) (-d) : value;
    }

    @Override
    public Object visitCast(ChainsParser.CastContext context) {
      return visit(context.value());
    }

    @Override
    public Object visitComputed(ChainsParser.ComputedContext context) {
      Object left = visit(context.expression(0));
      Object right = visit(context.expression(1));
      if (number(left) instanceof Long a && number(right) instanceof Long b) {
        try {
          return switch (context.op.getText()) {
            case "+" -> Math.addExact(a, b);
            case "-" -> Math.subtractExact(a, b);
            case "*" -> Math.multiplyExact(a, b);
            case "/" -> a / b;
            default -> a % b;
          };
        } catch (ArithmeticException e) {
          throw new UnreadableException(
              context.op.getLine(), "a number is too large, or divided by 0");
        }
      }
      return left instanceof String || right instanceof String ? left + "" + right : left;
    }

    private Object number(Object value) {
      return value instanceof Chain chain && chain.isName()
          ? numbers.getOrDefault(chain.head(), value)
          : value;
    }

    @Override
    public Object visitConditional(ChainsParser.ConditionalContext context) {
      return visit(context.expression(2));
    }

    /** What a function calls is kept, and the numbers and texts in it. */
    @Override
    public Object visitFunction(ChainsParser.FunctionContext context) {
      List<Object> inside = new ArrayList<>();
      List<Call> called = new ArrayList<>();
      int end = context.getStop().getTokenIndex();
      for (int i = context.getStart().getTokenIndex(); i <= end; i++) {
        Token token = tokens.get(i);
        if (token.getType() == ChainsLexer.NUMBER) {
          inside.add(literal(token));
        } else if (token.getType() == ChainsLexer.STRING) {
          inside.add(unquoted(token.getText()));
        } else if (token.getType() == ChainsLexer.NAME
            && i < end
            && tokens.get(i + 1).getText().equals("(")) {
          called.add(new Call(token.getLine(), token.getText(), List.of()));
        }
      }
      return new Chain(context.getStart().getLine(), "function", false, inside, called);
    }

    @Override
    public Object visitBracket(ChainsParser.BracketContext context) {
      Object inside = visit(context.expression());
      return inside instanceof Chain chain ? chain.with(calls(context.suffix())) : inside;
    }

    @Override
    public Object visitArray(ChainsParser.ArrayContext context) {
      return list(context.list());
    }

    @Override
    public Object visitNewArray(ChainsParser.NewArrayContext context) {
      return list(context.list());
    }

    @Override
    public Object visitNew(ChainsParser.NewContext context) {
      return new Chain(
          context.getStart().getLine(),
          context.name().getText(),
          true,
          list(context.list()),
          calls(context.suffix()));
    }

    @Override
    public Object visitTruth(ChainsParser.TruthContext context) {
      return context.getText().equals("true");
    }

    @Override
    public Object visitNumber(ChainsParser.NumberContext context) {
      return literal(context.getStart());
    }

    private static Object literal(Token token) {
      String written = token.getText();
      String digits = written.replace("_", "").replaceAll("[fFdDlL]$", "");
      try {
        return digits.matches("\\d+") && !written.matches(".*[fFdD]$")
            ? (Object) Long.valueOf(digits)
            : Double.valueOf(digits);
      } catch (NumberFormatException e) {
        throw new UnreadableException(token.getLine(), written + " is too large a number");
      }
    }

    @Override
    public Object visitText(ChainsParser.TextContext context) {
      return unquoted(context.getText());
    }

    private static String unquoted(String text) {
      return text.substring(1, text.length() - 1);
    }

    /** A name with its dots, up to the first call. */
    @Override
    public Object visitNamed(ChainsParser.NamedContext context) {
      int line = context.getStart().getLine();
      StringBuilder head = new StringBuilder(context.NAME().getText());
      List<ChainsParser.SuffixContext> rest = new ArrayList<>(context.suffix());
      String last = head.toString();
      ChainsParser.ArgumentsContext arguments = context.arguments();
      while (arguments == null && !rest.isEmpty() && isName(rest.get(0))) {
        last = rest.get(0).getChild(1).getText();
        head.append('.').append(last);
        arguments = rest.remove(0).arguments();
      }
      List<Call> calls = calls(rest);
      if (arguments != null) {
        calls.add(0, new Call(line, last, list(arguments.list())));
      }
      return new Chain(line, arguments == null ? head.toString() : "", false, List.of(), calls);
    }

    /** Whether a suffix goes on with a name; that of a builder is its name though it is called. */
    private static boolean isName(ChainsParser.SuffixContext suffix) {
      boolean plain = suffix.NAME() != null && suffix.generics() == null;
      return suffix.getChild(0).getText().equals("::")
          || (plain && (suffix.arguments() == null || suffix.NAME().getText().equals("Builder")));
    }

    private List<Call> calls(List<ChainsParser.SuffixContext> suffixes) {
      List<Call> calls = new ArrayList<>();
      for (ChainsParser.SuffixContext each : suffixes) {
        if (each.NAME() != null) {
          ChainsParser.ArgumentsContext arguments = each.arguments();
          List<Object> given = arguments == null ? List.of() : list(arguments.list());
          calls.add(new Call(each.NAME().getSymbol().getLine(), each.NAME().getText(), given));
        }
      }
      return calls;
    }

    private List<Object> list(ChainsParser.@Nullable ListContext context) {
      return context == null ? List.of() : context.expression().stream().map(this::visit).toList();
    }
  }
}
