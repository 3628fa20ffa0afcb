package io.github.layerbook.size;

import java.util.List;
import java.util.stream.LongStream;

/**
 * An exact, non-negative integer of the field — an extent, a number of channels, a count — that
 * remembers how it is made up.
 *
 * <p>Operations build the expression and never simplify it, so that a count can show its
 * derivation. {@link #value()} evaluates; it is the only operation that can fail.
 */
public sealed interface Size
    permits Expression, Size.Constant, Size.Named, Size.Settled, Size.Unknown {
  /** Returns whether the size has a value, that is, contains no {@link Unknown}. */
  boolean isKnown();

  /**
   * Returns the exact value.
   *
   * @throws SizeException if it is negative, beyond 64 bits, divides by zero or is not known
   */
  long value();

  /** Interprets the size from its leaves up. */
  <R> R fold(Fold<R> fold);

  /** A number. */
  record Constant(long value) implements Size {
    /** The numbers that networks are full of, each made once. */
    private static final List<Constant> SMALL =
        LongStream.rangeClosed(0, 1024).mapToObj(Constant::new).toList();

    /** Checks that the number is not negative. */
    public Constant {
      if (value < 0) {
        throw new SizeException(value + " is negative: a size is 0 or more");
      }
    }

    @Override
    public boolean isKnown() {
      return true;
    }

    @Override
    public <R> R fold(Fold<R> fold) {
      return fold.constant(value);
    }

    @Override
    public String toString() {
      return Digits.of(this);
    }
  }

  /** A hyper-parameter that is not known yet; bound when the expression is evaluated. */
  record Unknown(String name) implements Size {
    @Override
    public boolean isKnown() {
      return false;
    }

    @Override
    public long value() {
      throw new SizeException(name + " has no value: it is not known yet");
    }

    @Override
    public <R> R fold(Fold<R> fold) {
      return fold.unknown(name);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * A size under its symbol of the field, such as {@code C_in} for 64.
   *
   * @param letter the symbol, such as {@code C}
   * @param subscript its subscript, such as {@code in}; empty for none
   * @param size what it stands for
   */
  record Named(String letter, String subscript, Size size) implements Size {
    /** Returns the symbol with {@code _} before its subscript. */
    public String symbol() {
      return subscript.isEmpty() ? letter : letter + "_" + subscript;
    }

    @Override
    public boolean isKnown() {
      return size instanceof Constant || size.isKnown();
    }

    @Override
    public long value() {
      return size instanceof Constant constant ? constant.value() : size.value();
    }

    @Override
    public <R> R fold(Fold<R> fold) {
      return fold.named(symbol(), size.fold(fold));
    }

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
    public boolean isKnown() {
      return size instanceof Constant || size.isKnown();
    }

    @Override
    public long value() {
      return size instanceof Constant constant ? constant.value() : size.value();
    }

    @Override
    public <R> R fold(Fold<R> fold) {
      return fold.settled(size);
    }

    @Override
    public String toString() {
      return Digits.of(this);
    }
  }

  /** Returns the size of a number; negative numbers are refused with {@link SizeException}. */
  static Size of(long value) {
    return value >= 0 && value < Constant.SMALL.size()
        ? Constant.SMALL.get((int) value)
        : new Constant(value);
  }

  /** Returns the sum of the sizes, 0 of none; a single size is returned as it is. */
  static Size sum(List<? extends Size> sizes) {
    return of(Op.ADD, sizes);
  }

  /** Returns the product of the sizes, 1 of none; a single size is returned as it is. */
  static Size product(List<? extends Size> sizes) {
    return of(Op.MULTIPLY, sizes);
  }

  /** Returns the product of two sizes. */
  static Size product(Size left, Size right) {
    return new Expression(Op.MULTIPLY, left, right);
  }

  /**
   * Returns what an operation makes of sizes, one after the other; a single size is returned as it
   * is. Of none, a product is 1 and all else 0.
   */
  static Size of(Op op, List<? extends Size> sizes) {
    return switch (sizes.size()) {
      case 0 -> of(op == Op.MULTIPLY ? 1 : 0);
      case 1 -> sizes.get(0);
      default -> new Expression(op, sizes.toArray(new Size[0]));
    };
  }

  /** Returns this plus another size. */
  default Size plus(Size other) {
    return new Expression(Op.ADD, this, other);
  }

  /** Returns this minus another size; its value must not be negative. */
  default Size minus(Size other) {
    return new Expression(Op.SUBTRACT, this, other);
  }

  /** Returns this times another size. */
  default Size times(Size other) {
    return new Expression(Op.MULTIPLY, this, other);
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
    return new Expression(Op.DIVIDE, this, other);
  }

  /** Returns the quotient by another size, rounded up. */
  default Size dividedUpBy(Size other) {
    return new Expression(Op.DIVIDE_UP, this, other);
  }

  /** Returns the larger of this and another size. */
  default Size atLeast(Size other) {
    return new Expression(Op.MAXIMUM, this, other);
  }

  /** Returns the smaller of this and another size. */
  default Size atMost(Size other) {
    return new Expression(Op.MINIMUM, this, other);
  }

  /** Returns this size under a symbol of the field, such as {@code G}. */
  default Size named(String symbol) {
    return named(symbol, "");
  }

  /** Returns this size under a symbol with a subscript, such as {@code C} and {@code in}. */
  default Size named(String letter, String subscript) {
    return new Named(letter, subscript, unnamed());
  }

  /** Returns this size without its symbol. */
  default Size unnamed() {
    return this instanceof Named named ? named.size() : this;
  }

  /** Returns whether another size is made as this one is, whatever both are called. */
  default boolean isSame(Size other) {
    return bare().equals(other.bare());
  }

  /** Returns this size without its symbol and without being marked as an intermediate result. */
  private Size bare() {
    Size plain = unnamed();
    return plain instanceof Settled settled ? settled.size().bare() : plain;
  }

  /** Returns this size as an intermediate result, which shows as its value once that is known. */
  default Size settled() {
    return this instanceof Constant || this instanceof Settled ? this : new Settled(this);
  }

  /** Returns the plain number if the size is known, else the intermediate result. */
  default Size evaluated() {
    return this instanceof Constant ? this : isKnown() ? of(value()) : settled();
  }

  /** Returns whether the size is known and has the given value. */
  default boolean is(long value) {
    return isKnown() && value() == value;
  }
}
