package io.github.layerbook.size;

import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/**
 * The fold that prints a size as its numbers, {@code (3*3*3)*64 + 64}: products inside products
 * keep their parentheses, as the lecture writes them.
 *
 * @param number how a number is written
 * @param times the sign of multiplication
 * @param symbols whether a size with a symbol prints as the symbol ({@code K_h}) in place of its
 *     number
 */
public record Digits(LongFunction<String> number, String times, boolean symbols)
    implements Fold<Digits.Text> {
  /**
   * A printed expression.
   *
   * @param text the text
   * @param precedence how tightly its outermost operation binds; leaves bind tightest
   */
  public record Text(String text, int precedence) {}

  private static final int LEAF = 4;

  /** The plain form: {@code (3*3*3)*64 + 64}. */
  public static final Digits PLAIN = new Digits(Long::toString, "*", false);

  /** The plain form with the field's symbols: {@code (K_h*K_w*C_in)*C_out + C_out}. */
  public static final Digits SYMBOLS = new Digits(Long::toString, "*", true);

  /** Returns the size in plain digits. */
  public static String of(Size size) {
    return PLAIN.print(size);
  }

  /** Returns the size as this fold prints it. */
  public String print(Size size) {
    return size.fold(this).text();
  }

  @Override
  public Text constant(long value) {
    return new Text(number.apply(value), LEAF);
  }

  @Override
  public Text unknown(String name) {
    return new Text(name, LEAF);
  }

  @Override
  public Text named(String symbol, Text size) {
    return symbols ? new Text(symbol, LEAF) : size;
  }

  @Override
  public Text settled(Size size) {
    return size.isKnown() ? constant(size.value()) : size.fold(this);
  }

  @Override
  public Text apply(Op op, List<Text> operands) {
    return switch (op) {
      case ADD, SUBTRACT -> join(op, operands, " " + op.sign() + " ");
      case MULTIPLY -> join(op, operands, times);
      case DIVIDE -> join(op, operands, op.sign());
      case DIVIDE_UP -> call("ceil", List.of(join(op, operands, op.sign())));
      case MAXIMUM, MINIMUM -> call(op.sign(), operands);
    };
  }

  private static Text join(Op op, List<Text> operands, String sign) {
    StringBuilder text = new StringBuilder();
    for (Text operand : operands) {
      boolean first = text.isEmpty();
      if (!first) {
        text.append(sign);
      }
      boolean bare =
          operand.precedence() > op.precedence()
              || (first && op == Op.ADD)
              || (first && op == Op.SUBTRACT && operand.precedence() == op.precedence());
      text.append(bare ? operand.text() : "(" + operand.text() + ")");
    }
    return new Text(text.toString(), op.precedence());
  }

  private static Text call(String name, List<Text> operands) {
    String arguments = operands.stream().map(Text::text).collect(Collectors.joining(", "));
    return new Text(name + "(" + arguments + ")", LEAF);
  }
}
