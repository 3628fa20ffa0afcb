package io.github.layerbook.exchange.python;

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

  private final Interpreter interpreter;
  private final Formats formats;

  Operators(Interpreter interpreter) {
    this.interpreter = interpreter;
    formats = new Formats(interpreter);
  }

  /** Returns what writes values as text. */
  Formats formats() {
    return formats;
  }

  /** Returns whether a value is a list or a tuple. */
  public static boolean isSequence(Object value) {
    return value instanceof List<?> || value instanceof TupleValue;
  }

  /** Returns a whole number, or says what should have been one. */
  public static long whole(Object value, String what) {
    if (value instanceof Unknown unknown) {
      throw unknown.needed();
    } else if (number(value).orElse(0.5) instanceof Long number) {
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
      Object a = number(left).get();
      Object b = number(right).get();
      return a instanceof Long x && b instanceof Long y
          ? Arithmetic.whole(operator, x, y)
          : Arithmetic.real(operator, ((Number) a).doubleValue(), ((Number) b).doubleValue());
    }
    return collections(operator, left, right)
        .orElseThrow(
            () ->
                new PythonException(
                    "`%s` is not defined between a %s and a %s"
                        .formatted(operator, type(left), type(right))));
  }

  /** What values of libraries and classes of the text say themselves; unknown ones say nothing. */
  Optional<Object> hosted(String operator, Object left, Object right) {
    boolean unknown = left instanceof Unknown || right instanceof Unknown;
    if (left instanceof HostValue host && (!unknown || left instanceof Unknown)) {
      Optional<Object> made = host.operate(interpreter, operator, right, false);
      if (made.isPresent()) {
        return made;
      }
    }
    if (right instanceof HostValue host) {
      Optional<Object> made = host.operate(interpreter, operator, left, true);
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
          .map(function -> interpreter.call(function, CallArguments.of(left, right)));
    }
    return right instanceof Instance instance
        ? instance
            .type()
            .find("__r" + method + "__")
            .map(function -> interpreter.call(function, CallArguments.of(right, left)))
        : Optional.empty();
  }

  private Optional<Object> collections(String operator, Object left, Object right) {
    switch (operator) {
      case "+" -> {
        if (left instanceof String a && right instanceof String b) {
          interpreter.budget().checkLetters((long) a.length() + b.length());
          return Optional.of(interpreter.budget().text(a + b));
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
          return Optional.of(formats.percent(text, right));
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
    interpreter.budget().elements((long) left.size() + right.size());
    List<Object> all = new ArrayList<>(left);
    all.addAll(right);
    return all;
  }

  private Optional<Object> repeated(Object value, long times) {
    long number = Math.max(0, times);
    if (value instanceof String text) {
      interpreter.budget().checkLetters(Arithmetic.product(text.length(), number));
      return Optional.of(interpreter.budget().text(text.repeat((int) number)));
    } else if (value instanceof List<?> || value instanceof TupleValue) {
      List<Object> once = interpreter.items().list(value);
      interpreter.budget().elements(Arithmetic.product(once.size(), number));
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
  Object augmented(String operator, Object before, Object change) {
    if (before instanceof List<?> && operator.equals("+")) {
      List<Object> list = (List<Object>) before;
      List<Object> more = interpreter.items().list(change);
      interpreter.budget().elements((long) list.size() + more.size());
      list.addAll(more);
      return list;
    } else if (before instanceof HostValue host) {
      return host.operate(interpreter, operator + "=", change, false)
          .orElseGet(() -> binary(operator, before, change));
    }
    return binary(operator, before, change);
  }

  /** Returns what a unary operator makes of a value. */
  public Object unary(String operator, Object value) {
    if (operator.equals("not")) {
      return value instanceof Unknown ? value : (Object) !truth(value);
    } else if (value instanceof HostValue host) {
      Optional<Object> made = host.operate(interpreter, operator);
      if (made.isPresent()) {
        return made.get();
      }
    }
    Object number =
        number(value)
            .orElseThrow(
                () ->
                    new PythonException(
                        "`%s` needs a number, not a %s".formatted(operator, type(value))));
    return Arithmetic.unary(operator, number);
  }

  /** Returns a number; truths are 1 and 0. */
  public static Optional<Object> number(Object value) {
    if (value instanceof Long || value instanceof Double) {
      return Optional.of(value);
    }
    return value instanceof Boolean truth ? Optional.of(truth ? 1L : 0L) : Optional.empty();
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
      return truth(
          interpreter.call(interpreter.attributes().get(value, "__bool__"), CallArguments.of()));
    }
    return interpreter.items().findLength(value).map(length -> length > 0).orElse(true);
  }

  /** Returns a value as {@code str} writes it. */
  public String text(Object value) {
    return formats.text(value);
  }

  /** Returns a value as {@code repr} writes it. */
  public String repr(Object value) {
    return formats.repr(value);
  }

  /** Returns what Python calls a value's type. */
  public String type(Object value) {
    Object type = classOf(value);
    return type instanceof HostValue ? ((HostValue) value).type() : name(type);
  }

  /** Returns a value's type. */
  Object classOf(Object value) {
    if (value instanceof Instance instance) {
      return instance.type();
    } else if (value instanceof Boolean) {
      return Builtins.BOOL;
    }
    return Builtins.TYPES.stream()
        .filter(type -> type.type().test(value))
        .findFirst()
        .<Object>map(type -> type)
        .orElseGet(() -> value instanceof HostValue ? value : Builtins.FUNCTION);
  }

  /** Returns the name of a class or function. */
  String name(Object value) {
    if (value instanceof PythonClass type) {
      return type.name();
    } else if (value instanceof FunctionValue function) {
      return function.name();
    } else if (value instanceof BoundMethod method) {
      return name(method.function());
    }
    return value instanceof Builtin builtin ? builtin.name() : "function";
  }
}
