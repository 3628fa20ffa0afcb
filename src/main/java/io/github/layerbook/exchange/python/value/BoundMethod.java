package io.github.layerbook.exchange.python.value;

/**
 * A method with the value that it was found on.
 *
 * @param receiver its first argument
 * @param function the method
 */
public record BoundMethod(Object receiver, Callable function) implements Callable {
  @Override
  public Object call(Python in, CallArguments arguments) {
    return function.call(in, arguments.after(receiver));
  }

  @Override
  public String name() {
    return function.name();
  }
}
