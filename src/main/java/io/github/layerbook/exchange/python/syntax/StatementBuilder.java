package io.github.layerbook.exchange.python.syntax;

import io.github.layerbook.exchange.python.grammar.PythonBaseVisitor;
import io.github.layerbook.exchange.python.grammar.PythonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;

/** Makes statements of the parser's tree. */
final class StatementBuilder extends PythonBaseVisitor<Statement> {
  private final ExpressionBuilder expressions = new ExpressionBuilder();
  private final String[] source;

  /** Makes a builder for a text of these lines. */
  StatementBuilder(String[] source) {
    this.source = source;
  }

  /** Returns the statements of a tree. */
  List<Statement> statements(PythonParser.FileContext file) {
    return all(file.statement());
  }

  private List<Statement> all(List<PythonParser.StatementContext> contexts) {
    List<Statement> statements = new ArrayList<>();
    for (PythonParser.StatementContext context : contexts) {
      if (context.simple() != null) {
        statements.addAll(simple(context.simple()));
      } else {
        statements.add(visit(context.compound()));
      }
    }
    return List.copyOf(statements);
  }

  private List<Statement> simple(PythonParser.SimpleContext context) {
    List<Statement> statements = new ArrayList<>();
    for (PythonParser.SmallContext small : context.small()) {
      if (small instanceof PythonParser.ImportContext imports) {
        imports.imported().forEach(module -> statements.add(imported(module)));
      } else {
        statements.add(visit(small));
      }
    }
    return statements;
  }

  private List<Statement> block(PythonParser.@Nullable BlockContext context) {
    if (context == null) {
      return List.of();
    }
    return context.simple() != null ? simple(context.simple()) : all(context.statement());
  }

  private static int line(ParserRuleContext context) {
    return context.getStart().getLine();
  }

  private Optional<Expression> optional(@Nullable ParseTree context) {
    return Optional.ofNullable(context).map(expressions::visit);
  }

  @Override
  public Statement visitWord(PythonParser.WordContext context) {
    return new Statement.Simple(line(context), context.getText());
  }

  @Override
  public Statement visitReturn(PythonParser.ReturnContext context) {
    return new Statement.Return(line(context), optional(context.elements()));
  }

  @Override
  public Statement visitRaise(PythonParser.RaiseContext context) {
    return new Statement.Raise(line(context), optional(context.expression(0)));
  }

  @Override
  public Statement visitAssert(PythonParser.AssertContext context) {
    return new Statement.Assert(
        line(context), expressions.visit(context.expression(0)), optional(context.expression(1)));
  }

  @Override
  public Statement visitDelete(PythonParser.DeleteContext context) {
    return new Statement.Delete(line(context), flat(expressions.visit(context.elements())));
  }

  private static List<Expression> flat(Expression value) {
    return value instanceof Expression.Sequence sequence ? sequence.elements() : List.of(value);
  }

  @Override
  public Statement visitScoping(PythonParser.ScopingContext context) {
    return new Statement.Scoping(
        line(context),
        context.getStart().getText().equals("global"),
        context.NAME().stream().map(ParseTree::getText).toList());
  }

  private static Statement imported(PythonParser.ImportedContext context) {
    return new Statement.Import(
        line(context),
        context.dotted().getText(),
        context.NAME() == null ? "" : context.NAME().getText());
  }

  @Override
  public Statement visitImportFrom(PythonParser.ImportFromContext context) {
    List<Statement.Alias> names = new ArrayList<>();
    for (PythonParser.AliasContext alias : context.alias()) {
      String name = alias.NAME(0).getText();
      names.add(new Statement.Alias(name, alias.NAME(1) == null ? name : alias.NAME(1).getText()));
    }
    if (names.isEmpty()) {
      names.add(new Statement.Alias("*", "*"));
    }
    String module = context.dotted() == null ? "" : context.dotted().getText();
    return new Statement.ImportFrom(line(context), module, names);
  }

  @Override
  public Statement visitYield(PythonParser.YieldContext context) {
    return new Statement.Evaluate(line(context), expressions.visit(context.yielding()));
  }

  @Override
  public Statement visitBroken(PythonParser.BrokenContext context) {
    String text = source[line(context) - 1].strip();
    return new Statement.Broken(line(context), "`%s` is not understood".formatted(text));
  }

  @Override
  public Statement visitAssign(PythonParser.AssignContext context) {
    Expression first = expressions.visit(context.elements());
    List<PythonParser.RightContext> rights = context.right();
    if (context.augment() != null) {
      String operator = context.augment().getText();
      return new Statement.Augment(
          line(context),
          first,
          operator.substring(0, operator.length() - 1),
          expressions.visit(rights.get(0)));
    } else if (context.expression() != null) {
      return new Statement.Declare(
          line(context),
          first,
          expressions.visit(context.expression()),
          optional(rights.isEmpty() ? null : rights.get(0)));
    } else if (rights.isEmpty()) {
      return new Statement.Evaluate(line(context), first);
    }
    List<Expression> targets = new ArrayList<>(List.of(first));
    rights.forEach(right -> targets.add(expressions.visit(right)));
    Expression value = targets.remove(targets.size() - 1);
    return new Statement.Assign(line(context), List.copyOf(targets), value);
  }

  @Override
  public Statement visitIf(PythonParser.IfContext context) {
    int conditions = context.named().size();
    List<Statement> otherwise =
        context.block().size() > conditions ? block(context.block(conditions)) : List.of();
    for (int i = conditions - 1; i >= 0; i--) {
      PythonParser.NamedContext condition = context.named(i);
      otherwise =
          List.of(
              new Statement.If(
                  line(condition),
                  expressions.visit(condition),
                  block(context.block(i)),
                  otherwise));
    }
    return otherwise.get(0);
  }

  @Override
  public Statement visitWhile(PythonParser.WhileContext context) {
    return new Statement.While(
        line(context),
        expressions.visit(context.named()),
        block(context.block(0)),
        block(context.block(1)));
  }

  @Override
  public Statement visitFor(PythonParser.ForContext context) {
    return new Statement.For(
        line(context),
        expressions.visit(context.targets()),
        expressions.visit(context.elements()),
        block(context.block(0)),
        block(context.block(1)));
  }

  @Override
  public Statement visitTry(PythonParser.TryContext context) {
    List<PythonParser.HandlerContext> handlers = context.handler();
    return new Statement.Try(
        line(context),
        block(context.block()),
        handlers.isEmpty() ? List.of() : block(handlers.get(0).block()),
        context.otherwise() == null ? List.of() : block(context.otherwise().block()),
        context.ultimately() == null ? List.of() : block(context.ultimately().block()));
  }

  @Override
  public Statement visitWith(PythonParser.WithContext context) {
    List<Statement> body = block(context.block());
    for (int i = context.context().size() - 1; i >= 0; i--) {
      PythonParser.ContextContext entered = context.context(i);
      body =
          List.of(
              new Statement.With(
                  line(context),
                  expressions.visit(entered.expression()),
                  optional(entered.target()),
                  body));
    }
    return body.get(0);
  }

  @Override
  public Statement visitDefine(PythonParser.DefineContext context) {
    List<Expression.Parameter> parameters = new ArrayList<>();
    if (context.parameters() != null) {
      for (PythonParser.ParameterContext parameter : context.parameters().parameter()) {
        if (!parameter.getText().equals("/")) {
          int last = parameter.expression().size() - 1;
          parameters.add(
              expressions.parameter(
                  parameter.NAME(),
                  parameter.stars,
                  hasFallback(parameter) ? parameter.expression(last) : null));
        }
      }
    }
    return new Statement.Define(
        context.NAME().getSymbol().getLine(),
        context.NAME().getText(),
        List.copyOf(parameters),
        block(context.block()),
        decorators(context.decorator()),
        yields(context.block()));
  }

  private static boolean hasFallback(PythonParser.ParameterContext parameter) {
    return parameter.children.stream().anyMatch(child -> child.getText().equals("="));
  }

  private List<Expression> decorators(List<PythonParser.DecoratorContext> contexts) {
    return contexts.stream().map(decorator -> expressions.visit(decorator.named())).toList();
  }

  @Override
  public Statement visitClass(PythonParser.ClassContext context) {
    return new Statement.ClassDefinition(
        context.NAME().getSymbol().getLine(),
        context.NAME().getText(),
        expressions.brackets().arguments(context.arguments()),
        block(context.block()),
        decorators(context.decorator()));
  }

  /** Returns whether a block yields, outside functions in it. */
  private static boolean yields(ParseTree tree) {
    if (tree instanceof PythonParser.YieldingContext) {
      return true;
    }
    for (int i = 0; i < tree.getChildCount(); i++) {
      ParseTree child = tree.getChild(i);
      if (!(child instanceof PythonParser.DefineContext) && yields(child)) {
        return true;
      }
    }
    return false;
  }
}
