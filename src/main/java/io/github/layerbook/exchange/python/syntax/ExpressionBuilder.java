package io.github.layerbook.exchange.python.syntax;

import io.github.layerbook.exchange.python.grammar.PythonBaseVisitor;
import io.github.layerbook.exchange.python.grammar.PythonParser;
import io.github.layerbook.exchange.python.grammar.PythonParser.OperationContext;
import io.github.layerbook.exchange.python.syntax.Expression.Argument;
import io.github.layerbook.exchange.python.syntax.Expression.Entry;
import io.github.layerbook.exchange.python.syntax.Expression.Loop;
import io.github.layerbook.exchange.python.syntax.Expression.Parameter;
import io.github.layerbook.exchange.python.syntax.Expression.Sequence.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;

/** Makes expressions of the parser's tree. */
final class ExpressionBuilder extends PythonBaseVisitor<Expression> {
  private final int only;

  /** Makes a builder of expressions with lines of their own. */
  ExpressionBuilder() {
    this(0);
  }

  /** Makes a builder of expressions that are all on one line. */
  ExpressionBuilder(int only) {
    this.only = only;
  }

  int line(ParserRuleContext context) {
    return only > 0 ? only : context.getStart().getLine();
  }

  /** Returns an expression, or a tuple if there are commas. */
  Expression elements(PythonParser.ElementsContext context) {
    List<Expression> elements = all(context.element());
    boolean comma = context.getChildCount() > 1;
    return elements.size() == 1 && !comma
        ? elements.get(0)
        : new Expression.Sequence(line(context), Kind.TUPLE, elements);
  }

  private List<Expression> all(List<? extends ParserRuleContext> contexts) {
    return contexts.stream().<Expression>map(this::visit).toList();
  }

  private Optional<Expression> optional(@Nullable ParserRuleContext context) {
    return Optional.ofNullable(context).map(this::visit);
  }

  @Override
  public Expression visitElements(PythonParser.ElementsContext context) {
    return elements(context);
  }

  @Override
  public Expression visitRight(PythonParser.RightContext context) {
    return visit(context.getChild(0));
  }

  @Override
  public Expression visitElement(PythonParser.ElementContext context) {
    return context.operation() != null
        ? new Expression.Starred(line(context), visit(context.operation()))
        : visit(context.named());
  }

  @Override
  public Expression visitNamed(PythonParser.NamedContext context) {
    Expression value = visit(context.expression());
    return context.NAME() == null
        ? value
        : new Expression.Named(line(context), context.NAME().getText(), value);
  }

  @Override
  public Expression visitCondition(PythonParser.ConditionContext context) {
    if (context.condition() != null) {
      Expression body = visit(context.condition());
      return new Expression.Lambda(line(context), parameters(context.lambdaParameters()), body);
    }
    Expression value = visit(context.operation());
    return context.NAME() == null
        ? value
        : new Expression.Named(line(context), context.NAME().getText(), value);
  }

  @Override
  public Expression visitExpression(PythonParser.ExpressionContext context) {
    if (context.operation().isEmpty()) {
      return new Expression.Lambda(
          line(context), parameters(context.lambdaParameters()), visit(context.expression()));
    } else if (context.expression() == null) {
      return visit(context.operation(0));
    }
    return new Expression.Conditional(
        line(context),
        visit(context.operation(1)),
        visit(context.operation(0)),
        visit(context.expression()));
  }

  @Override
  public Expression visitYielding(PythonParser.YieldingContext context) {
    boolean from = context.expression() != null;
    Expression none = new Expression.Literal(line(context), Singleton.NONE);
    Expression value = optional(from ? context.expression() : context.elements()).orElse(none);
    return new Expression.Yield(line(context), from, value);
  }

  @Override
  public Expression visitAtomic(PythonParser.AtomicContext context) {
    return visit(context.atom());
  }

  @Override
  public Expression visitAttribute(PythonParser.AttributeContext context) {
    return new Expression.Attribute(
        line(context.NAME().getSymbol()), visit(context.operation()), context.NAME().getText());
  }

  private int line(Token token) {
    return only > 0 ? only : token.getLine();
  }

  @Override
  public Expression visitCall(PythonParser.CallContext context) {
    Expression function = visit(context.operation());
    return new Expression.Call(
        line(context.operation().getStop()), function, arguments(context.arguments()));
  }

  /** Returns the arguments of a call. */
  List<Argument> arguments(PythonParser.@Nullable ArgumentsContext context) {
    return context == null ? List.of() : context.argument().stream().map(this::argument).toList();
  }

  private Argument argument(PythonParser.ArgumentContext context) {
    if (context.named() != null) {
      Expression value = visit(context.named());
      return new Argument(
          "",
          0,
          context.comprehension().isEmpty()
              ? value
              : comprehension(
                  context, Kind.LIST, Optional.empty(), value, context.comprehension()));
    } else if (context.stars != null) {
      return new Argument("", context.stars.getText().length(), visit(context.expression()));
    }
    return new Argument(context.NAME().getText(), 0, visit(context.expression()));
  }

  @Override
  public Expression visitItem(PythonParser.ItemContext context) {
    return new Expression.Item(
        line(context),
        visit(context.operation()),
        index(context, context.subscript(), context.getChild(context.getChildCount() - 2)));
  }

  private Expression index(
      ParserRuleContext context,
      List<PythonParser.SubscriptContext> subscripts,
      ParseTree beforeBracket) {
    List<Expression> indices = all(subscripts);
    return indices.size() == 1 && !beforeBracket.getText().equals(",")
        ? indices.get(0)
        : new Expression.Sequence(line(context), Kind.TUPLE, indices);
  }

  @Override
  public Expression visitSubscript(PythonParser.SubscriptContext context) {
    if (context.element() != null) {
      return visit(context.element());
    }
    List<Optional<Expression>> parts = new ArrayList<>(List.of(Optional.empty()));
    for (ParseTree child : context.children) {
      if (child instanceof PythonParser.ExpressionContext part) {
        parts.set(parts.size() - 1, Optional.of(visit(part)));
      } else {
        parts.add(Optional.empty());
      }
    }
    return new Expression.Slice(
        line(context),
        parts.get(0),
        parts.get(1),
        parts.size() > 2 ? parts.get(2) : Optional.empty());
  }

  @Override
  public Expression visitAwait(PythonParser.AwaitContext context) {
    return visit(context.operation());
  }

  @Override
  public Expression visitBinary(PythonParser.BinaryContext context) {
    return new Expression.Binary(
        line(context),
        context.op.getText(),
        visit(context.operation(0)),
        visit(context.operation(1)));
  }

  @Override
  public Expression visitUnary(PythonParser.UnaryContext context) {
    return new Expression.Unary(line(context), context.op.getText(), visit(context.operation()));
  }

  @Override
  public Expression visitNot(PythonParser.NotContext context) {
    return new Expression.Unary(line(context), "not", visit(context.operation()));
  }

  @Override
  public Expression visitLogical(PythonParser.LogicalContext context) {
    return new Expression.Logical(
        line(context),
        context.op.getText().equals("and"),
        visit(context.operation(0)),
        visit(context.operation(1)));
  }

  /** The parser nests {@code a < b < c} to the left. */
  @Override
  public Expression visitCompare(PythonParser.CompareContext context) {
    List<String> operators = new ArrayList<>();
    List<Expression> others = new ArrayList<>();
    OperationContext first = context;
    while (first instanceof PythonParser.CompareContext compared) {
      StringBuilder operator = new StringBuilder();
      for (ParseTree word : compared.comparator().children) {
        operator.append(operator.isEmpty() ? "" : " ").append(word.getText());
      }
      operators.add(0, operator.toString());
      others.add(0, visit(compared.operation(1)));
      first = compared.operation(0);
    }
    return new Expression.Comparison(line(context), visit(first), operators, others);
  }

  @Override
  public Expression visitName(PythonParser.NameContext context) {
    return new Expression.Name(line(context), context.NAME().getText());
  }

  @Override
  public Expression visitNumber(PythonParser.NumberContext context) {
    return new Expression.Literal(line(context), Literals.number(context.getText()));
  }

  @Override
  public Expression visitText(PythonParser.TextContext context) {
    List<Expression> parts = new ArrayList<>();
    context.STRING().forEach(text -> parts.addAll(Literals.text(text.getSymbol(), line(context))));
    return Literals.joined(parts, line(context));
  }

  @Override
  public Expression visitConstant(PythonParser.ConstantContext context) {
    Object value =
        switch (context.getText()) {
          case "True" -> true;
          case "False" -> false;
          case "None" -> Singleton.NONE;
          default -> Singleton.ELLIPSIS;
        };
    return new Expression.Literal(line(context), value);
  }

  @Override
  public Expression visitParenthesis(PythonParser.ParenthesisContext context) {
    if (context.yielding() != null) {
      return visit(context.yielding());
    }
    List<Expression> elements = all(context.element());
    if (!context.comprehension().isEmpty()) {
      return comprehension(
          context, Kind.LIST, Optional.empty(), elements.get(0), context.comprehension());
    }
    boolean tuple = elements.size() != 1 || context.getChildCount() > 3;
    return tuple ? new Expression.Sequence(line(context), Kind.TUPLE, elements) : elements.get(0);
  }

  @Override
  public Expression visitList(PythonParser.ListContext context) {
    List<Expression> elements = all(context.element());
    return context.comprehension().isEmpty()
        ? new Expression.Sequence(line(context), Kind.LIST, elements)
        : comprehension(
            context, Kind.LIST, Optional.empty(), elements.get(0), context.comprehension());
  }

  @Override
  public Expression visitBraces(PythonParser.BracesContext context) {
    List<Entry> entries = context.entry().stream().map(this::entry).toList();
    boolean set = isSet(context.entry());
    if (!context.comprehension().isEmpty()) {
      Entry entry = entries.get(0);
      Kind kind = set ? Kind.SET : Kind.LIST;
      return comprehension(context, kind, entry.key(), entry.value(), context.comprehension());
    }
    return set
        ? new Expression.Sequence(
            line(context), Kind.SET, entries.stream().map(Entry::value).toList())
        : new Expression.Dict(line(context), entries);
  }

  private static boolean isSet(List<PythonParser.EntryContext> entries) {
    return !entries.isEmpty()
        && (entries.get(0).named() != null
            ? entries.get(0).expression() == null
            : entries.get(0).getStart().getText().equals("*"));
  }

  private Entry entry(PythonParser.EntryContext context) {
    if (context.operation() != null) {
      Expression value = visit(context.operation());
      boolean dict = context.getStart().getText().equals("**");
      return new Entry(
          Optional.empty(), dict ? value : new Expression.Starred(line(context), value));
    }
    Expression first = visit(context.named());
    return context.expression() == null
        ? new Entry(Optional.empty(), first)
        : new Entry(Optional.of(first), visit(context.expression()));
  }

  private Expression comprehension(
      ParserRuleContext context,
      Kind kind,
      Optional<Expression> key,
      Expression element,
      List<PythonParser.ComprehensionContext> loops) {
    return new Expression.Comprehension(
        line(context), kind, key, element, loops.stream().map(this::loop).toList());
  }

  private Loop loop(PythonParser.ComprehensionContext context) {
    return new Loop(
        targets(context.targets()), visit(context.operation()), all(context.condition()));
  }

  /** Returns what a loop or comprehension binds. */
  Expression targets(PythonParser.TargetsContext context) {
    List<Expression> targets = all(context.target());
    return targets.size() == 1 && context.getChildCount() == 1
        ? targets.get(0)
        : new Expression.Sequence(line(context), Kind.TUPLE, targets);
  }

  @Override
  public Expression visitTarget(PythonParser.TargetContext context) {
    if (context.targets() != null) {
      return targets(context.targets());
    } else if (context.target() != null) {
      return new Expression.Starred(line(context), visit(context.target()));
    }
    Expression target = new Expression.Name(line(context), context.NAME().getText());
    for (PythonParser.TrailerContext trailer : context.trailer()) {
      target =
          trailer.NAME() != null
              ? new Expression.Attribute(line(trailer), target, trailer.NAME().getText())
              : new Expression.Item(
                  line(trailer),
                  target,
                  index(
                      trailer, trailer.subscript(), trailer.getChild(trailer.getChildCount() - 2)));
    }
    return target;
  }

  private List<Parameter> parameters(PythonParser.@Nullable LambdaParametersContext context) {
    return context == null
        ? List.of()
        : context.lambdaParameter().stream()
            .map(p -> parameter(p.NAME(), p.stars, p.expression()))
            .toList();
  }

  /** Returns a parameter of a function. */
  Parameter parameter(
      @Nullable ParseTree name, @Nullable Token stars, @Nullable ParserRuleContext fallback) {
    return new Parameter(
        name == null ? "" : name.getText(),
        stars == null ? 0 : stars.getText().length(),
        optional(fallback));
  }
}
