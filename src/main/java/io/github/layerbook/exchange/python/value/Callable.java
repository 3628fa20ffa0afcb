package io.github.layerbook.exchange.python.value;

/** What can be called. */
@FunctionalInterface
public interface Callable {
  /** Returns what it makes of arguments. */
  Object call(Python in, CallArguments arguments);

  /** Returns its name. */
  default String name() {
    return "function";
  }

  /** Returns whether it is bound to the instance that it is found on. */
  default boolean isMethod() {
    return false;
  }
}
