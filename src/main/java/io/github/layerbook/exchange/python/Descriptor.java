package io.github.layerbook.exchange.python;

/**
 * A function that a class keeps in a special way.
 *
 * @param kind how
 * @param function the function
 */
record Descriptor(Kind kind, Object function) {
  enum Kind {
    STATIC,
    CLASS,
    PROPERTY
  }
}
