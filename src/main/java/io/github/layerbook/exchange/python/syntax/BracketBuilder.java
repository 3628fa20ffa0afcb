package io.github.layerbook.exchange.python.syntax;

import io.github.layerbook.exchange.python.grammar.PythonParser;
import io.github.layerbook.exchange.python.syntax.Expression.Argument;
import io.github.layerbook.exchange.python.syntax.Expression.Entry;
import io.github.layerbook.exchange.python.syntax.Expression.Loop;
import io.github.layerbook.exchange.python.syntax.Expression.Sequence.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;

/** Builds what stands in brackets: arguments, indices, dicts and sets, comprehensions. */
final class BracketBuilder {
  private final ExpressionBuilder expressions;

  BracketBuilder(ExpressionBuilder expressions) {
    this.expressions = expressions;
  }

  /** Returns a dict or set, or what a comprehension makes of one. */
  Expression braces(PythonParser.BracesContext context) {
    List<Entry> entries = context.entry().stream().map(this::entry).toList();
    boolean set = isSet(context.entry());
    return comprehension(context, set ? Kind.SET : Kind.LIST, entries, context.comprehension())
        .orElseGet(
            () ->
                set
                    ? new Expression.Sequence(
                        expressions.line(context),
                        Kind.SET,
                        entries.stream().map(Entry::value).toList())
                    : new Expression.Dict(expressions.line(context), entries));
  }

  /** Returns a list's or generator's comprehension, if there is one. */
  Optional<Expression> comprehension(
      ParserRuleContext context,
      List<Expression> elements,
      List<PythonParser.ComprehensionContext> loops) {
    return comprehension(
        context, Kind.LIST, elements.stream().map(BracketBuilder::plain).toList(), loops);
  }

  private static boolean isSet(List<PythonParser.EntryContext> entries) {
    return !entries.isEmpty()
        && (entries.get(0).named() != null
            ? entries.get(0).expression() == null
            : entries.get(0).getStart().getText().equals("*"));
  }

  private Entry entry(PythonParser.EntryContext context) {
    if (context.operation() != null) {
      Expression value = expressions.visit(context.operation());
      boolean dict = context.getStart().getText().equals("**");
      return plain(dict ? value : new Expression.Starred(expressions.line(context), value));
    }
    Expression first = expressions.visit(context.named());
    return context.expression() == null
        ? plain(first)
        : new Entry(Optional.of(first), expressions.visit(context.expression()));
  }

  private static Entry plain(Expression value) {
    return new Entry(Optional.empty(), value);
  }

  private Optional<Expression> comprehension(
      ParserRuleContext context,
      Kind kind,
      List<Entry> entries,
      List<PythonParser.ComprehensionContext> loops) {
    return entries.stream()
        .limit(Math.min(1, loops.size()))
        .<Expression>map(
            first ->
                new Expression.Comprehension(
                    expressions.line(context),
                    kind,
                    first.key(),
                    first.value(),
                    loops.stream().map(this::loop).toList()))
        .findFirst();
  }

  private Loop loop(PythonParser.ComprehensionContext context) {
    return new Loop(
        expressions.visit(context.targets()),
        expressions.visit(context.operation()),
        expressions.all(context.condition()));
  }

  /** Returns the arguments of a call. */
  List<Argument> arguments(PythonParser.@Nullable ArgumentsContext context) {
    return context == null ? List.of() : context.argument().stream().map(this::argument).toList();
  }

  private Argument argument(PythonParser.ArgumentContext context) {
    if (context.named() != null) {
      Expression value = expressions.visit(context.named());
      return new Argument(
          "", 0, comprehension(context, List.of(value), context.comprehension()).orElse(value));
    }
    Expression value = expressions.visit(context.expression());
    return context.stars != null
        ? new Argument("", context.stars.getText().length(), value)
        : new Argument(context.NAME().getText(), 0, value);
  }

  Expression index(ParserRuleContext context, List<PythonParser.SubscriptContext> subscripts) {
    boolean comma = context.getChild(context.getChildCount() - 2).getText().equals(",");
    return expressions.tuple(context, expressions.all(subscripts), comma);
  }

  /** Returns an index, or a slice. */
  Expression subscript(PythonParser.SubscriptContext context) {
    if (context.element() != null) {
      return expressions.visit(context.element());
    }
    List<Optional<Expression>> parts = new ArrayList<>(List.of(Optional.empty()));
    for (ParseTree child : context.children) {
      if (child instanceof PythonParser.ExpressionContext part) {
        parts.set(parts.size() - 1, Optional.of(expressions.visit(part)));
      } else {
        parts.add(Optional.empty());
      }
    }
    return new Expression.Slice(
        expressions.line(context),
        parts.get(0),
        parts.get(1),
        parts.size() > 2 ? parts.get(2) : Optional.empty());
  }
}
