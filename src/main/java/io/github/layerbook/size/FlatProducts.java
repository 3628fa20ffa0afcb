package io.github.layerbook.size;

import java.util.ArrayList;
import java.util.List;

/** The fold that writes products in products without parentheses: {@code 3*3*3*64}. */
public final class FlatProducts implements Fold<Size> {
  private FlatProducts() {}

  /** Returns the same size, written so. */
  public static Size of(Size size) {
    return size.fold(new FlatProducts());
  }

  @Override
  public Size constant(long value) {
    return Size.of(value);
  }

  @Override
  public Size unknown(String name) {
    return new Size.Unknown(name);
  }

  @Override
  public Size named(String symbol, Size size) {
    return size.named(symbol);
  }

  @Override
  public Size settled(Size size) {
    return size.settled();
  }

  @Override
  public Size apply(Op op, List<Size> operands) {
    Size first = operands.get(0);
    return switch (op) {
      case ADD -> Size.sum(operands);
      case MULTIPLY -> Size.product(factors(operands));
      case SUBTRACT -> operands.stream().skip(1).reduce(first, Size::minus);
      case DIVIDE -> operands.stream().skip(1).reduce(first, Size::dividedBy);
      case DIVIDE_UP -> operands.stream().skip(1).reduce(first, Size::dividedUpBy);
      case MAXIMUM -> operands.stream().skip(1).reduce(first, Size::atLeast);
      case MINIMUM -> operands.stream().skip(1).reduce(first, Size::atMost);
    };
  }

  private static List<Size> factors(List<Size> operands) {
    List<Size> factors = new ArrayList<>();
    for (Size operand : operands) {
      if (operand instanceof Expression product && product.op() == Op.MULTIPLY) {
        factors.addAll(product.operands());
      } else {
        factors.add(operand);
      }
    }
    return factors;
  }
}
