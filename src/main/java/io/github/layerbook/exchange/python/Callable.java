package io.github.layerbook.exchange.python;

/** What can be called. */
@FunctionalInterface
public interface Callable {
  /** Returns what it makes of arguments. */
  Object call(Interpreter interpreter, CallArguments arguments);
}
