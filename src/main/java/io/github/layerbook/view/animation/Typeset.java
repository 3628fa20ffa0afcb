package io.github.layerbook.view.animation;

import io.github.layerbook.size.Digits;
import io.github.layerbook.size.Fold;
import io.github.layerbook.size.Op;
import io.github.layerbook.size.Size;
import java.util.List;

/** The fold that prints a size with the signs of a textbook: {@code ⌊(7 + 2·1 − 3)/2⌋ + 1}. */
record Typeset() implements Fold<Digits.Text> {
  private static final Digits DIGITS = new Digits(Long::toString, "·", false);

  static String of(Size size) {
    return size.fold(new Typeset()).text().replace(" - ", " − ");
  }

  @Override
  public Digits.Text constant(long value) {
    return DIGITS.constant(value);
  }

  @Override
  public Digits.Text unknown(String name) {
    return DIGITS.unknown(name);
  }

  @Override
  public Digits.Text named(String symbol, Digits.Text size) {
    return DIGITS.named(symbol, size);
  }

  @Override
  public Digits.Text settled(Size size) {
    return size.isKnown() ? constant(size.value()) : size.fold(this);
  }

  @Override
  public Digits.Text apply(Op op, List<Digits.Text> operands) {
    return switch (op) {
      case DIVIDE -> between("⌊", DIGITS.apply(Op.DIVIDE, operands), "⌋");
      case DIVIDE_UP -> between("⌈", DIGITS.apply(Op.DIVIDE, operands), "⌉");
      default -> DIGITS.apply(op, operands);
    };
  }

  /** A quotient between signs, which need no parentheses around them. */
  private static Digits.Text between(String left, Digits.Text quotient, String right) {
    int leaf = DIGITS.constant(0).precedence();
    return new Digits.Text(left + quotient.text() + right, leaf);
  }
}
