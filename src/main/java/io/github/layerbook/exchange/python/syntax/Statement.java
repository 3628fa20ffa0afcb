package io.github.layerbook.exchange.python.syntax;

import io.github.layerbook.exchange.python.syntax.Expression.Argument;
import io.github.layerbook.exchange.python.syntax.Expression.Parameter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A statement of Python's, with the line that it starts on. */
public sealed interface Statement {
  /** Returns the line, from 1. */
  int line();

  /** An expression on a line of its own. */
  record Evaluate(int line, Expression value) implements Statement {}

  /** {@code a = b = value}. */
  record Assign(int line, List<Expression> targets, Expression value) implements Statement {}

  /** {@code a: annotation = value}, as dataclasses have it. */
  record Declare(int line, Expression target, Expression annotation, Optional<Expression> value)
      implements Statement {}

  /** {@code a += value}. */
  record Augment(int line, Expression target, String operator, Expression value)
      implements Statement {}

  /** {@code del a}. */
  record Delete(int line, List<Expression> targets) implements Statement {}

  /** {@code pass}, {@code break}, {@code continue}. */
  record Simple(int line, String word) implements Statement {}

  /** {@code return value}. */
  record Return(int line, Optional<Expression> value) implements Statement {}

  /** {@code raise value}. */
  record Raise(int line, Optional<Expression> value) implements Statement {}

  /** {@code assert condition, message}. */
  record Assert(int line, Expression condition, Optional<Expression> message)
      implements Statement {}

  /** {@code global a}, {@code nonlocal a}. */
  record Scoping(int line, boolean global, List<String> names) implements Statement {}

  /** {@code import a.b as c}: the module, and its name here, empty for that of {@code a}. */
  record Import(int line, String module, String as) implements Statement {}

  /** {@code from a import b as c}: pairs of names; {@code *} for all. */
  record ImportFrom(int line, String module, List<Alias> names) implements Statement {}

  /** A name that is imported, and what it is called here. */
  record Alias(String name, String as) {}

  /** {@code if}, {@code elif}, {@code else}. */
  record If(int line, Expression condition, List<Statement> then, List<Statement> otherwise)
      implements Statement {}

  /** {@code while}, with what follows if it is not broken off. */
  record While(int line, Expression condition, List<Statement> body, List<Statement> otherwise)
      implements Statement {}

  /** {@code for}, with what follows if it is not broken off. */
  record For(
      int line,
      Expression target,
      Expression values,
      List<Statement> body,
      List<Statement> otherwise)
      implements Statement {}

  /** {@code try}; the first handler alone is kept. */
  record Try(
      int line,
      List<Statement> body,
      List<Statement> handler,
      List<Statement> otherwise,
      List<Statement> ultimately)
      implements Statement {}

  /** {@code with value as target}. */
  record With(int line, Expression value, Optional<Expression> target, List<Statement> body)
      implements Statement {}

  /**
   * {@code def}.
   *
   * @param generator whether it yields
   */
  record Define(
      int line,
      String name,
      List<Parameter> parameters,
      List<Statement> body,
      List<Expression> decorators,
      boolean generator)
      implements Statement {}

  /** {@code class}. */
  record ClassDefinition(
      int line,
      String name,
      List<Argument> bases,
      List<Statement> body,
      List<Expression> decorators)
      implements Statement {}

  /** A line that could not be read, and why. */
  record Broken(int line, String problem) implements Statement {}

  /** Returns statements but those that define some classes. */
  static List<Statement> without(List<Statement> statements, Collection<String> classes) {
    return statements.stream()
        .filter(each -> !(each instanceof ClassDefinition of && classes.contains(of.name())))
        .toList();
  }
}
