package io.github.layerbook.exchange;

import org.jspecify.annotations.Nullable;

/**
 * One argument in the signature of a class or function.
 *
 * @param name its name
 * @param required whether it must be given
 * @param value its default; null for {@code None} and where it is required
 */
public record Argument(String name, boolean required, @Nullable Object value) {
  /** Prints it as it stands in a signature: {@code stride=1}. */
  @Override
  public String toString() {
    return required ? name : name + "=" + Arguments.literal(value);
  }
}
