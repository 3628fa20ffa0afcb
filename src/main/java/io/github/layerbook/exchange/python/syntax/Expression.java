package io.github.layerbook.exchange.python.syntax;

import java.util.List;
import java.util.Optional;

/** An expression of Python's, with the line that it starts on. */
public sealed interface Expression {
  /** Returns the line, from 1. */
  int line();

  /** A variable. */
  record Name(int line, String name) implements Expression {}

  /** A number, a text, {@code Singleton}, {@code True}, {@code False} or {@code ...}. */
  record Literal(int line, Object value) implements Expression {}

  /** A text with values in it: {@code f"conv{i}"}. */
  record Joined(int line, List<Expression> parts) implements Expression {}

  /** A value in a text: {@code {i!r:02d}}. */
  record Formatted(int line, Expression value, char conversion, Expression format)
      implements Expression {}

  /** {@code (a, b)}, {@code [a, b]} or {@code {a, b}}. */
  record Sequence(int line, Kind kind, List<Expression> elements) implements Expression {
    /** What it makes. */
    public enum Kind {
      TUPLE,
      LIST,
      SET
    }
  }

  /** {@code {a: b, **c}}. */
  record Dict(int line, List<Entry> entries) implements Expression {}

  /** A pair of a dict; a value without a key is unpacked. */
  record Entry(Optional<Expression> key, Expression value) {}

  /** {@code *a} in a sequence, a call or a target. */
  record Starred(int line, Expression value) implements Expression {}

  /** {@code [f(x) for x in xs if c]}; a dict's has a key; a generator is computed at once. */
  record Comprehension(
      int line, Sequence.Kind kind, Optional<Expression> key, Expression element, List<Loop> loops)
      implements Expression {}

  /** {@code for target in values if c}. */
  record Loop(Expression target, Expression values, List<Expression> conditions) {}

  /** {@code a.b}. */
  record Attribute(int line, Expression of, String name) implements Expression {}

  /** {@code a[b]}. */
  record Item(int line, Expression of, Expression index) implements Expression {}

  /** {@code a:b:c} in an index. */
  record Slice(
      int line, Optional<Expression> from, Optional<Expression> to, Optional<Expression> step)
      implements Expression {}

  /** {@code f(a, *b, c=d, **e)}. */
  record Call(int line, Expression function, List<Argument> arguments) implements Expression {}

  /**
   * An argument of a call.
   *
   * @param name its name; empty without one
   * @param stars 1 for a list that is unpacked, 2 for a dict
   */
  record Argument(String name, int stars, Expression value) {}

  /** {@code -a}, {@code +a}, {@code ~a}, {@code not a}. */
  record Unary(int line, String operator, Expression operand) implements Expression {}

  /** {@code a + b} and the like. */
  record Binary(int line, String operator, Expression left, Expression right)
      implements Expression {}

  /** {@code a and b}, {@code a or b}. */
  record Logical(int line, boolean and, Expression left, Expression right) implements Expression {}

  /** {@code a < b <= c}. */
  record Comparison(int line, Expression first, List<String> operators, List<Expression> others)
      implements Expression {}

  /** {@code a if c else b}. */
  record Conditional(int line, Expression condition, Expression then, Expression otherwise)
      implements Expression {}

  /** {@code lambda x: a}. */
  record Lambda(int line, List<Parameter> parameters, Expression body) implements Expression {}

  /** {@code name := a}. */
  record Named(int line, String name, Expression value) implements Expression {}

  /** {@code yield a}, {@code yield from a}. */
  record Yield(int line, boolean from, Expression value) implements Expression {}

  /**
   * A parameter of a function.
   *
   * @param stars 0; 1 for {@code *args}, with no name for a bare star; 2 for {@code **kwargs}
   */
  record Parameter(String name, int stars, Optional<Expression> fallback) {}
}
