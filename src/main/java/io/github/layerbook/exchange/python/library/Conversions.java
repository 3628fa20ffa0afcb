package io.github.layerbook.exchange.python.library;

import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.syntax.Singleton;
import io.github.layerbook.exchange.python.value.CallArguments;
import io.github.layerbook.exchange.python.value.HostValue;
import io.github.layerbook.exchange.python.value.Operators;
import io.github.layerbook.exchange.python.value.Python;
import io.github.layerbook.exchange.python.value.Unknown;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** What Python makes numbers of. */
final class Conversions {
  private Conversions() {}

  /** {@code int(x)}. */
  static Object whole(Python in, CallArguments arguments) {
    Object value = arguments.get(0, "x", 0L);
    if (value instanceof Unknown) {
      return value;
    } else if (value instanceof String text) {
      if (!text.strip().matches("[+-]?[0-9]{1,18}")) {
        throw new PythonException("'%s' is not a whole number", text);
      }
      return Long.parseLong(text.strip());
    } else if (value instanceof HostValue host) {
      return host.operate(in, "int")
          .orElseThrow(() -> new PythonException("a %s is not a number", host.type()));
    }
    Number number = Operators.number(value, "a %s is not a number", in.type(value));
    if (number instanceof Double && !(Math.abs(number.doubleValue()) < 9e18)) {
      throw new PythonException("%s is too large a number", number);
    }
    return number.longValue();
  }

  /** {@code float(x)}. */
  static Object real(Python in, CallArguments arguments) {
    Object value = arguments.get(0, "x", 0L);
    if (value instanceof Unknown) {
      return value;
    } else if (value instanceof String text) {
      return switch (text.strip()) {
        case "inf", "infinity" -> Double.POSITIVE_INFINITY;
        case "-inf" -> Double.NEGATIVE_INFINITY;
        case "nan" -> Double.NaN;
        default -> parsed(text);
      };
    }
    return Operators.number(value, "a %s is not a number", in.type(value)).doubleValue();
  }

  private static double parsed(String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw new PythonException("'%s' is not a number", text);
    }
  }

  /** {@code abs(x)}. */
  static Object absolute(Object value) {
    Number number = Operators.number(value, "`abs` needs a number");
    return number instanceof Long whole
        ? (Object) Math.abs(whole)
        : (Object) Math.abs(number.doubleValue());
  }

  /** Halves go to the even neighbour. */
  static Object rounded(Python in, CallArguments arguments) {
    Object value = arguments.get(0, "number");
    if (value instanceof Unknown || value instanceof Long) {
      return value;
    } else if (!(value instanceof Double real) || !(Math.abs(real) < 9e18)) {
      throw new PythonException("`round` needs a number");
    } else {
      Object digits = arguments.get(1, "ndigits", Singleton.NONE);
      if (digits == Singleton.NONE) {
        return (long) Math.rint(real);
      }
      long places = Operators.whole(digits, "a number of digits");
      return new BigDecimal(real)
          .setScale((int) Math.max(-20, Math.min(20, places)), RoundingMode.HALF_EVEN)
          .doubleValue();
    }
  }
}
