package io.github.layerbook.size;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** An operation on operands, left to right. */
public final class Expression implements Size {
  private final Op op;
  private final Size[] operands;
  private final boolean known;

  /** The value once it was asked for; −1 before. */
  private long value = -1;

  Expression(Op op, Size... operands) {
    this.op = op;
    this.operands = operands;
    boolean allKnown = true;
    for (Size operand : operands) {
      allKnown &= operand instanceof Constant || operand.isKnown();
    }
    this.known = allKnown;
  }

  /** Returns the operation. */
  public Op op() {
    return op;
  }

  /** Returns the operands, at least one. */
  public List<Size> operands() {
    return List.of(operands);
  }

  @Override
  public boolean isKnown() {
    return known;
  }

  @Override
  public long value() {
    if (value < 0) {
      value = evaluate();
    }
    return value;
  }

  private long evaluate() {
    long result = operands[0].value();
    for (int i = 1; i < operands.length; i++) {
      long operand = operands[i].value();
      try {
        result = op.apply(result, operand);
      } catch (ArithmeticException e) {
        throw new SizeException(this + op.problem(operand), e);
      }
    }
    return result;
  }

  @Override
  public <R> R fold(Fold<R> fold) {
    List<R> parts = new ArrayList<>(operands.length);
    for (Size operand : operands) {
      parts.add(operand.fold(fold));
    }
    return fold.apply(op, parts);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Expression expression
        && op == expression.op
        && Arrays.equals(operands, expression.operands);
  }

  @Override
  public int hashCode() {
    return Objects.hash(op, Arrays.hashCode(operands));
  }

  @Override
  public String toString() {
    return Digits.of(this);
  }
}
