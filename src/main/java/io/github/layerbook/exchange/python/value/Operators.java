package io.github.layerbook.exchange.python.value;

import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.syntax.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Python's operators, indices and loops do with values. */
public final class Operators {
  /** The names of the methods of operators, in which a class of the text has them. */
  private static final Map<String, String> METHODS = new HashMap<>();

  static {
    String[] words =
        ("+ add - sub * mul / truediv // floordiv % mod @ matmul ** pow == eq != ne < lt > gt <= le"
                + " >= ge & and | or")
            .split(" ", -1);
    for (int i = 0; i < words.length; i += 2) {
      METHODS.put(words[i], words[i + 1]);
    }
  }

  private final Python in;

  Operators(Python in) {
    this.in = in;
  }

  /** Returns whether a value is a list or a tuple. */
  public static boolean isSequence(Object value) {
    return value instanceof List<?> || value instanceof TupleValue;
  }

  /** Returns a whole number, or says what should have been one. */
  public static long whole(Object value, String what) {
    if (number(value, what + " is a whole number") instanceof Long number) {
      return number;
    }
    throw new PythonException(what + " is a whole number");
  }

  /** Returns what an operator makes of two values. */
  public Object binary(String operator, Object left, Object right) {
    if (left instanceof Long a && right instanceof Long b) {
      return Arithmetic.whole(operator, a, b);
    }
    Optional<Object> hosted = hosted(operator, left, right);
    if (hosted.isPresent()) {
      return hosted.get();
    } else if (number(left).isPresent() && number(right).isPresent()) {
      Number a = number(left).get();
      Number b = number(right).get();
      return a instanceof Long x && b instanceof Long y
          ? Arithmetic.whole(operator, x, y)
          : Arithmetic.real(operator, a.doubleValue(), b.doubleValue());
    }
    return collections(operator, left, right)
        .orElseThrow(
            () ->
                new PythonException(
                    "`%s` is not defined between a %s and a %s",
                    operator, type(left), type(right)));
  }

  /** What values of libraries and classes of the text say themselves; unknown ones say nothing. */
  Optional<Object> hosted(String operator, Object left, Object right) {
    boolean unknown = left instanceof Unknown || right instanceof Unknown;
    if (left instanceof HostValue host && (!unknown || left instanceof Unknown)) {
      Optional<Object> made = host.operate(in, operator, right, false);
      if (made.isPresent()) {
        return made;
      }
    }
    if (right instanceof HostValue host) {
      Optional<Object> made = host.operate(in, operator, left, true);
      if (made.isPresent()) {
        return made;
      }
    }
    String method = METHODS.get(operator);
    if (method == null) {
      return Optional.empty();
    }
    if (left instanceof Instance instance
        && instance.type().find("__" + method + "__").isPresent()) {
      return instance
          .type()
          .find("__" + method + "__")
          .map(function -> in.call(function, left, right));
    }
    return right instanceof Instance instance
        ? instance
            .type()
            .find("__r" + method + "__")
            .map(function -> in.call(function, right, left))
        : Optional.empty();
  }

  private Optional<Object> collections(String operator, Object left, Object right) {
    switch (operator) {
      case "+" -> {
        if (left instanceof String a && right instanceof String b) {
          in.budget().checkLetters((long) a.length() + b.length());
          return Optional.of(in.budget().text(a + b));
        } else if (left instanceof List<?> a && right instanceof List<?> b) {
          return Optional.of(joined(a, b));
        } else if (left instanceof TupleValue a && right instanceof TupleValue b) {
          return Optional.of(TupleValue.of(joined(a.values(), b.values())));
        }
      }
      case "*" -> {
        if (left instanceof Long times) {
          return repeated(right, times);
        } else if (right instanceof Long times) {
          return repeated(left, times);
        }
      }
      case "%" -> {
        if (left instanceof String text) {
          return Optional.of(in.formats().percent(text, right));
        }
      }
      case "|", "&", "-", "^" -> {
        if (left instanceof LinkedHashMap<?, ?> a && right instanceof LinkedHashMap<?, ?> b) {
          Map<Object, Object> all = new LinkedHashMap<>(a);
          all.putAll(b);
          return Optional.of(all);
        } else if (left instanceof LinkedHashSet<?> a && right instanceof Collection<?> b) {
          return Optional.of(sets(operator, a, b));
        }
        // An annotation: int | None.
        return operator.equals("|") ? Optional.of(new Unknown("|", true)) : Optional.empty();
      }
      default -> {}
    }
    return Optional.empty();
  }

  private static Object sets(String operator, Collection<?> left, Collection<?> right) {
    LinkedHashSet<Object> result = new LinkedHashSet<>(left);
    switch (operator) {
      case "|" -> result.addAll(right);
      case "&" -> result.retainAll(right);
      default -> result.removeAll(right);
    }
    return result;
  }

  private List<Object> joined(Collection<?> left, Collection<?> right) {
    in.budget().elements((long) left.size() + right.size());
    List<Object> all = new ArrayList<>(left);
    all.addAll(right);
    return all;
  }

  private Optional<Object> repeated(Object value, long times) {
    long number = Math.max(0, times);
    if (value instanceof String text) {
      in.budget().checkLetters(Arithmetic.product(text.length(), number));
      return Optional.of(in.budget().text(text.repeat((int) number)));
    } else if (value instanceof List<?> || value instanceof TupleValue) {
      List<Object> once = in.items().list(value);
      in.budget().elements(Arithmetic.product(once.size(), number));
      List<Object> all = new ArrayList<>();
      for (long i = 0; i < number && !once.isEmpty(); i++) {
        all.addAll(once);
      }
      return Optional.of(value instanceof TupleValue ? TupleValue.of(all) : all);
    }
    return Optional.empty();
  }

  /** Returns what {@code a op= b} makes; a list and a set are changed. */
  @SuppressWarnings("unchecked")
  public Object augmented(String operator, Object before, Object change) {
    if (before instanceof List<?> && operator.equals("+")) {
      List<Object> list = (List<Object>) before;
      List<Object> more = in.items().list(change);
      in.budget().elements((long) list.size() + more.size());
      list.addAll(more);
      return list;
    } else if (before instanceof HostValue host) {
      return host.operate(in, operator + "=", change, false)
          .orElseGet(() -> binary(operator, before, change));
    }
    return binary(operator, before, change);
  }

  /** Returns what a unary operator makes of a value. */
  public Object unary(String operator, Object value) {
    if (operator.equals("not")) {
      return value instanceof Unknown ? value : (Object) !truth(value);
    } else if (value instanceof HostValue host) {
      Optional<Object> made = host.operate(in, operator);
      if (made.isPresent()) {
        return made.get();
      }
    }
    return Arithmetic.unary(
        operator, number(value, "`%s` needs a number, not a %s", operator, type(value)));
  }

  /** Returns a number; truths are 1 and 0. */
  public static Optional<Number> number(Object value) {
    return value instanceof Number number
        ? Optional.of(number)
        : value instanceof Boolean truth ? Optional.of(truth ? 1L : 0L) : Optional.empty();
  }

  /**
   * Returns a number; truths are 1 and 0.
   *
   * @param problem what is wrong if it is none
   */
  public static Number number(Object value, String problem, Object... values) {
    Unknown.require(value);
    return number(value).orElseThrow(() -> new PythonException(problem, values));
  }

  /** Returns whether a value counts as true. */
  public boolean truth(Object value) {
    if (value instanceof Boolean truth) {
      return truth;
    } else if (value == Singleton.NONE) {
      return false;
    } else if (value instanceof Unknown unknown) {
      throw unknown.needed();
    } else if (value instanceof Number number) {
      return number.doubleValue() != 0;
    } else if (value instanceof Instance instance && instance.type().find("__bool__").isPresent()) {
      return truth(in.call(in.attributes().get(value, "__bool__")));
    }
    return in.items().findLength(value).map(length -> length > 0).orElse(true);
  }

  /** Returns what Python calls a value's type. */
  String type(Object value) {
    Object type = classOf(value);
    return type instanceof HostValue host ? host.type() : ((Callable) type).name();
  }

  /** Returns a value's type: a class, a built-in type, or what a library made. */
  public Object classOf(Object value) {
    return value instanceof Instance instance ? instance.type() : in.builtIns().type(value);
  }
}
