package io.github.layerbook.exchange.huggingface;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the signs of expressions do: to whole numbers exactly, to others as decimals. */
final class Arithmetic {
  private Arithmetic() {}

  /** Returns whether two values compare as a sign says; only numbers have an order. */
  static boolean compared(String sign, @Nullable Object first, @Nullable Object second) {
    if (!(first instanceof Number left && second instanceof Number right)) {
      return Objects.equals(first, second) == sign.equals("==");
    }
    int order = Double.compare(left.doubleValue(), right.doubleValue());
    return switch (sign) {
      case "==" -> order == 0;
      case "!=" -> order != 0;
      case "<" -> order < 0;
      case ">" -> order > 0;
      case "<=" -> order <= 0;
      default -> order >= 0;
    };
  }

  /**
   * Returns what two numbers make.
   *
   * @throws ConfigurationException if it is beyond 64 bits
   */
  static Number of(String sign, Number first, Number second) {
    if (!(first instanceof Long left && second instanceof Long right)) {
      return decimal(sign, first.doubleValue(), second.doubleValue());
    }
    try {
      return switch (sign) {
        case "+" -> Math.addExact(left, right);
        case "-" -> Math.subtractExact(left, right);
        case "*" -> Math.multiplyExact(left, right);
        case "/" -> Math.floorDiv(left, right);
        default -> Math.floorMod(left, right);
      };
    } catch (ArithmeticException e) {
      throw new ConfigurationException(
          "%,d %s %,d is beyond 64 bits: no model is made for such numbers"
              .formatted(left, sign, right));
    }
  }

  private static double decimal(String sign, double first, double second) {
    return switch (sign) {
      case "+" -> first + second;
      case "-" -> first - second;
      case "*" -> first * second;
      case "/" -> first / second;
      default -> first % second;
    };
  }
}
