package io.github.layerbook.size;

import java.util.List;

/** The fold that gives a size's value; failures name the whole expression. */
record Evaluation(Size whole) implements Fold<Long> {
  @Override
  public Long constant(long value) {
    return value;
  }

  @Override
  public Long unknown(String name) {
    throw new SizeException(Digits.of(whole) + " has no value: " + name + " is not known");
  }

  @Override
  public Long named(String symbol, Long size) {
    return size;
  }

  @Override
  public Long apply(Op op, List<Long> operands) {
    long result = operands.get(0);
    for (Long operand : operands.subList(1, operands.size())) {
      result = apply(op, result, operand);
    }
    return result;
  }

  private long apply(Op op, long left, long right) {
    try {
      return op.apply(left, right);
    } catch (ArithmeticException e) {
      throw new SizeException(Digits.of(whole) + problem(op, right), e);
    }
  }

  private static String problem(Op op, long right) {
    if (op == Op.SUBTRACT) {
      return " is negative: a size is 0 or more";
    }
    return right == 0 && op.precedence() == Op.DIVIDE.precedence()
        ? " divides by zero"
        : " is beyond 64 bits (9,223,372,036,854,775,807)";
  }
}
