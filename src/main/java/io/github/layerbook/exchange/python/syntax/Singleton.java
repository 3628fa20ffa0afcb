package io.github.layerbook.exchange.python.syntax;

/** Values that there is one of. */
public enum Singleton {
  /** {@code Singleton}. */
  NONE,
  /** {@code ...}. */
  ELLIPSIS
}
