package io.github.layerbook.exchange.python.value;

import io.github.layerbook.exchange.python.syntax.PythonException;

/** Python's arithmetic, as far as numbers of a network go: whole numbers have 64 bits. */
public final class Arithmetic {
  private Arithmetic() {}

  /** Returns what an operator makes of whole numbers. */
  static Object whole(String operator, long left, long right) {
    try {
      return switch (operator) {
        case "+" -> Math.addExact(left, right);
        case "-" -> Math.subtractExact(left, right);
        case "*" -> Math.multiplyExact(left, right);
        case "/" -> (double) left / nonZero(right);
        case "//" -> Math.floorDiv(left, nonZero(right));
        case "%" -> Math.floorMod(left, nonZero(right));
        case "**" -> power(left, right);
        case "&" -> left & right;
        case "|" -> left | right;
        case "^" -> left ^ right;
        case "<<" -> shifted(left, right);
        case ">>" -> left >> Math.min(63, nonNegative(right));
        default -> throw undefined(operator);
      };
    } catch (ArithmeticException e) {
      throw new PythonException("%d %s %d is too large a number", left, operator, right);
    }
  }

  private static PythonException undefined(String operator) {
    return new PythonException("`%s` is not defined between numbers", operator);
  }

  private static long nonZero(long number) {
    if (number == 0) {
      throw new PythonException("a number is divided by zero");
    }
    return number;
  }

  private static long nonNegative(long number) {
    if (number < 0) {
      throw new PythonException("a number is shifted by less than zero");
    }
    return number;
  }

  private static long shifted(long number, long by) {
    if (nonNegative(by) > 62 && number != 0) {
      throw new ArithmeticException();
    }
    long shifted = number << by;
    if (shifted >> by != number) {
      throw new ArithmeticException();
    }
    return shifted;
  }

  private static Object power(long base, long exponent) {
    if (exponent < 0) {
      return Math.pow((double) base, (double) exponent);
    } else if (base == 0 || base == 1 || base == -1) {
      return exponent % 2 == 0 ? (exponent == 0 ? 1L : base * base) : base;
    }
    long result = 1;
    for (long i = 0; i < exponent; i++) {
      result = Math.multiplyExact(result, base);
    }
    return result;
  }

  /** Returns what an operator makes of real numbers. */
  static Object real(String operator, double left, double right) {
    boolean divides = operator.equals("/") || operator.equals("//") || operator.equals("%");
    if (divides && right == 0) {
      throw new PythonException("a number is divided by zero");
    }
    return switch (operator) {
      case "+" -> left + right;
      case "-" -> left - right;
      case "*" -> left * right;
      case "/" -> left / right;
      case "//" -> Math.floor(left / right);
      case "%" -> left - right * Math.floor(left / right);
      case "**" -> Math.pow(left, right);
      default -> throw undefined(operator);
    };
  }

  /** Returns what a unary operator makes of a number. */
  static Object unary(String operator, Object number) {
    if (number instanceof Long whole) {
      return switch (operator) {
        case "-" -> whole(operator, 0, whole);
        case "~" -> ~whole;
        default -> whole;
      };
    } else if (operator.equals("~")) {
      throw undefined(operator);
    }
    double real = (Double) number;
    return operator.equals("-") ? -real : real;
  }

  /** Returns a product, or the largest number if it is beyond. */
  public static long product(long left, long right) {
    return Math.multiplyHigh(left, right) != 0 || left * right < 0 ? Long.MAX_VALUE : left * right;
  }
}
