package io.github.layerbook.exchange;

/**
 * A class or function of a framework with arguments: {@code Conv2d(3, 64, 3, padding=1)}.
 *
 * @param name the framework's name, without the module in which it stands
 * @param arguments what it is made with
 */
public record Invocation(String name, Arguments arguments) {
  /** Prints the call as Python writes it. */
  @Override
  public String toString() {
    return name + "(" + arguments + ")";
  }
}
