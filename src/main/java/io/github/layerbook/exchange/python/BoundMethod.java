package io.github.layerbook.exchange.python;

/**
 * A method with the value that it was found on.
 *
 * @param receiver its first argument
 * @param function the method
 */
public record BoundMethod(Object receiver, Callable function) implements Callable {
  @Override
  public Object call(Interpreter interpreter, CallArguments arguments) {
    return function.call(interpreter, arguments.after(receiver));
  }
}
