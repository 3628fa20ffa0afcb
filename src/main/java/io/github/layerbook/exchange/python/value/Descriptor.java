package io.github.layerbook.exchange.python.value;

/**
 * A function that a class keeps in a special way.
 *
 * @param kind how
 * @param function the function
 */
public record Descriptor(Kind kind, Object function) {
  /** How a class keeps a function. */
  public enum Kind {
    /** {@code @staticmethod}. */
    STATIC,
    /** {@code @classmethod}. */
    CLASS,
    /** {@code @property}. */
    PROPERTY
  }
}
