package io.github.layerbook.exchange.python;

/** Values that there is one of. */
public enum None {
  /** {@code None}. */
  NONE,
  /** {@code ...}. */
  ELLIPSIS
}
