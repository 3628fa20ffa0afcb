package io.github.layerbook.exchange;

/**
 * A class or function of a framework with arguments: {@code Conv2d(3, 64, 3, padding=1)}.
 *
 * @param name the framework's name, without the module in which it stands
 * @param arguments what it is made with
 * @param options what it is called with beside its inputs: {@code need_weights=False}
 */
public record Invocation(String name, Arguments arguments, Arguments options) {
  /** Makes an invocation that is called with nothing but its inputs. */
  public Invocation(String name, Arguments arguments) {
    this(name, arguments, Arguments.NONE);
  }

  /** Returns whether another is made with the same; it may be called otherwise. */
  public boolean isMadeAs(Invocation other) {
    return name.equals(other.name) && arguments.equals(other.arguments);
  }

  /** Prints it as Python writes it, without the options of its call. */
  @Override
  public String toString() {
    return name + "(" + arguments + ")";
  }
}
