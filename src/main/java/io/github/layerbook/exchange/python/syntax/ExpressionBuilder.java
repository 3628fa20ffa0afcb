package io.github.layerbook.exchange.python.syntax;

import io.github.layerbook.exchange.python.grammar.PythonBaseVisitor;
import io.github.layerbook.exchange.python.grammar.PythonParser;
import io.github.layerbook.exchange.python.grammar.PythonParser.OperationContext;
import io.github.layerbook.exchange.python.syntax.Expression.Parameter;
import io.github.layerbook.exchange.python.syntax.Expression.Sequence.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Makes expressions of the parser's tree. */
final class ExpressionBuilder extends PythonBaseVisitor<Expression> {
  private final int only;
  private final BracketBuilder brackets = new BracketBuilder(this);

  /** Makes a builder of expressions with lines of their own. */
  ExpressionBuilder() {
    this(0);
  }

  /** Makes a builder of expressions that are all on one line. */
  ExpressionBuilder(int only) {
    this.only = only;
  }

  /** Returns what builds what stands in brackets. */
  BracketBuilder brackets() {
    return brackets;
  }

  int line(ParserRuleContext context) {
    return only > 0 ? only : context.getStart().getLine();
  }

  Expression tuple(ParserRuleContext context, List<Expression> elements, boolean comma) {
    return elements.size() == 1 && !comma
        ? elements.get(0)
        : new Expression.Sequence(line(context), Kind.TUPLE, elements);
  }

  List<Expression> all(List<? extends ParserRuleContext> contexts) {
    return contexts.stream().<Expression>map(this::visit).toList();
  }

  private Optional<Expression> optional(@Nullable ParserRuleContext context) {
    return Optional.ofNullable(context).map(this::visit);
  }

  /** Returns an expression, or a tuple if there are commas. */
  @Override
  public Expression visitElements(PythonParser.ElementsContext context) {
    return tuple(context, all(context.element()), context.getChildCount() > 1);
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
    return named(context, context.NAME(), visit(context.expression()));
  }

  private Expression named(
      ParserRuleContext context, @Nullable TerminalNode name, Expression value) {
    return name == null ? value : new Expression.Named(line(context), name.getText(), value);
  }

  @Override
  public Expression visitCondition(PythonParser.ConditionContext context) {
    return context.condition() != null
        ? lambda(context, context.lambdaParameters(), context.condition())
        : named(context, context.NAME(), visit(context.operation()));
  }

  private Expression lambda(
      ParserRuleContext context,
      PythonParser.@Nullable LambdaParametersContext parameters,
      ParserRuleContext body) {
    List<Parameter> taken =
        parameters == null
            ? List.of()
            : parameters.lambdaParameter().stream()
                .map(p -> parameter(p.NAME(), p.stars, p.expression()))
                .toList();
    return new Expression.Lambda(line(context), taken, visit(body));
  }

  @Override
  public Expression visitExpression(PythonParser.ExpressionContext context) {
    if (context.operation().isEmpty()) {
      return lambda(context, context.lambdaParameters(), context.expression());
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
        line(context.operation().getStop()), function, brackets.arguments(context.arguments()));
  }

  @Override
  public Expression visitItem(PythonParser.ItemContext context) {
    return new Expression.Item(
        line(context), visit(context.operation()), brackets.index(context, context.subscript()));
  }

  @Override
  public Expression visitSubscript(PythonParser.SubscriptContext context) {
    return brackets.subscript(context);
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
    return brackets
        .comprehension(context, elements, context.comprehension())
        .orElseGet(() -> tuple(context, elements, context.getChildCount() > 3));
  }

  @Override
  public Expression visitList(PythonParser.ListContext context) {
    List<Expression> elements = all(context.element());
    return brackets
        .comprehension(context, elements, context.comprehension())
        .orElseGet(() -> new Expression.Sequence(line(context), Kind.LIST, elements));
  }

  @Override
  public Expression visitBraces(PythonParser.BracesContext context) {
    return brackets.braces(context);
  }

  /** Returns what a loop or comprehension binds. */
  @Override
  public Expression visitTargets(PythonParser.TargetsContext context) {
    return tuple(context, all(context.target()), context.getChildCount() > 1);
  }

  @Override
  public Expression visitTarget(PythonParser.TargetContext context) {
    if (context.targets() != null) {
      return visit(context.targets());
    } else if (context.target() != null) {
      return new Expression.Starred(line(context), visit(context.target()));
    }
    Expression target = new Expression.Name(line(context), context.NAME().getText());
    for (PythonParser.TrailerContext trailer : context.trailer()) {
      target =
          trailer.NAME() != null
              ? new Expression.Attribute(line(trailer), target, trailer.NAME().getText())
              : new Expression.Item(
                  line(trailer), target, brackets.index(trailer, trailer.subscript()));
    }
    return target;
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
