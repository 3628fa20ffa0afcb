package io.github.layerbook.exchange;

/** An entry of a dialect's table, made or about to be made. */
public interface Declared {
  /** Returns the entry. */
  Entry entry();
}
