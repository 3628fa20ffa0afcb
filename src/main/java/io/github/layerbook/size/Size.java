package io.github.layerbook.size;

import java.util.List;

/**
 * An exact, non-negative integer of the field — an extent, a number of channels, a count — that
 * remembers how it is made up.
 *
 * <p>Operations build the expression and never simplify it, so that a count can show its
 * derivation. {@link #value()} evaluates; it is the only operation that can fail.
 */
public sealed interface Size {
  /** A number. */
  record Constant(long value) implements Size {
    /** Checks that the number is not negative. */
    public Constant {
      if (value < 0) {
        throw new SizeException(value + " is negative: a size is 0 or more");
      }
    }

    @Override
    public String toString() {
      return Digits.of(this);
    }
  }

  /** A hyper-parameter that is not known yet; bound when the expression is evaluated. */
  record Unknown(String name) implements Size {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A size under its symbol of the field, such as {@code C_in} for 64. */
  record Named(String symbol, Size size) implements Size {
    @Override
    public String toString() {
      return Digits.of(this);
    }
  }

  /**
   * An intermediate result, such as an output's height: it shows as its value where that is known,
   * and keeps what it was made of for sweeps.
   */
  record Settled(Size size) implements Size {
    @Override
    public String toString() {
      return Digits.of(this);
    }
  }

  /** An operation on operands, left to right. */
  record Expression(Op op, List<Size> operands) implements Size {
    /** Copies the operands. */
    public Expression {
      operands = List.copyOf(operands);
    }

    @Override
    public String toString() {
      return Digits.of(this);
    }
  }

  /** Returns the size of a number; negative numbers are refused with {@link SizeException}. */
  static Size of(long value) {
    return new Constant(value);
  }

  /** Returns the sum of the sizes, 0 of none; a single size is returned as it is. */
  static Size sum(List<? extends Size> sizes) {
    return combine(Op.ADD, sizes, 0);
  }

  /** Returns the product of the sizes, 1 of none; a single size is returned as it is. */
  static Size product(List<? extends Size> sizes) {
    return combine(Op.MULTIPLY, sizes, 1);
  }

  /** Returns the product of the sizes. */
  static Size product(Size... sizes) {
    return product(List.of(sizes));
  }

  private static Size combine(Op op, List<? extends Size> sizes, long none) {
    return switch (sizes.size()) {
      case 0 -> of(none);
      case 1 -> sizes.get(0);
      default -> new Expression(op, List.copyOf(sizes));
    };
  }

  /** Returns this plus another size. */
  default Size plus(Size other) {
    return new Expression(Op.ADD, List.of(this, other));
  }

  /** Returns this minus another size; its value must not be negative. */
  default Size minus(Size other) {
    return new Expression(Op.SUBTRACT, List.of(this, other));
  }

  /** Returns this times another size. */
  default Size times(Size other) {
    return new Expression(Op.MULTIPLY, List.of(this, other));
  }

  /** Returns this times a number. */
  default Size times(long other) {
    return times(of(other));
  }

  /** Returns this plus a number. */
  default Size plus(long other) {
    return plus(of(other));
  }

  /** Returns this minus a number. */
  default Size minus(long other) {
    return minus(of(other));
  }

  /** Returns the quotient by another size, rounded down. */
  default Size dividedBy(Size other) {
    return new Expression(Op.DIVIDE, List.of(this, other));
  }

  /** Returns the quotient by another size, rounded up. */
  default Size dividedUpBy(Size other) {
    return new Expression(Op.DIVIDE_UP, List.of(this, other));
  }

  /** Returns the larger of this and another size. */
  default Size atLeast(Size other) {
    return new Expression(Op.MAXIMUM, List.of(this, other));
  }

  /** Returns the smaller of this and another size. */
  default Size atMost(Size other) {
    return new Expression(Op.MINIMUM, List.of(this, other));
  }

  /** Returns this size under a symbol of the field, such as {@code C_in}. */
  default Size named(String symbol) {
    return new Named(symbol, this instanceof Named named ? named.size() : this);
  }

  /** Returns this size without its symbol. */
  default Size unnamed() {
    return this instanceof Named named ? named.size() : this;
  }

  /** Returns this size as an intermediate result, which shows as its value once that is known. */
  default Size settled() {
    return this instanceof Constant || this instanceof Settled ? this : new Settled(this);
  }

  /** Returns whether the size has a value, that is, contains no {@link Unknown}. */
  default boolean isKnown() {
    if (this instanceof Constant) {
      return true;
    } else if (this instanceof Named named) {
      return named.size().isKnown();
    } else if (this instanceof Settled settled) {
      return settled.size().isKnown();
    } else if (this instanceof Expression expression) {
      return expression.operands().stream().allMatch(Size::isKnown);
    }
    return false;
  }

  /**
   * Returns the exact value.
   *
   * @throws SizeException if it is negative, beyond 64 bits, divides by zero or is not known
   */
  default long value() {
    return this instanceof Constant constant ? constant.value() : fold(new Evaluation(this));
  }

  /** Returns whether the size is known and has the given value. */
  default boolean is(long value) {
    return isKnown() && value() == value;
  }

  /** Interprets the size from its leaves up. */
  default <R> R fold(Fold<R> fold) {
    if (this instanceof Constant constant) {
      return fold.constant(constant.value());
    } else if (this instanceof Unknown unknown) {
      return fold.unknown(unknown.name());
    } else if (this instanceof Named named) {
      return fold.named(named.symbol(), named.size().fold(fold));
    } else if (this instanceof Settled settled) {
      return fold.settled(settled.size());
    }
    Expression expression = (Expression) this;
    return fold.apply(
        expression.op(),
        expression.operands().stream().map(operand -> operand.fold(fold)).toList());
  }
}
