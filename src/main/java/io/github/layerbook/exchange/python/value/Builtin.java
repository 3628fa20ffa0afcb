package io.github.layerbook.exchange.python.value;

import java.util.function.Predicate;

/**
 * A function or type that is not written in the pasted text.
 *
 * @param name its name
 * @param body what it does
 * @param type whether a value is one of this type; none for a function
 * @param isMethod whether it is bound to the instance that it is found on
 */
public record Builtin(String name, Callable body, Predicate<Object> type, boolean isMethod)
    implements Callable {
  /** Makes a function. */
  public static Builtin function(String name, Callable body) {
    return new Builtin(name, body, value -> false, false);
  }

  /** Makes a method of a class; its first argument is the instance. */
  public static Builtin method(String name, Callable body) {
    return new Builtin(name, body, value -> false, true);
  }

  /** Makes a type. */
  public static Builtin type(String name, Predicate<Object> type, Callable body) {
    return new Builtin(name, body, type, false);
  }

  @Override
  public Object call(Python in, CallArguments arguments) {
    return body.call(in, arguments);
  }

  /** Returns the name between backquotes, as messages have it. */
  @Override
  public String toString() {
    return "`" + name + "`";
  }
}
