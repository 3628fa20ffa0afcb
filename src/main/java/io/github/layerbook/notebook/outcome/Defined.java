package io.github.layerbook.notebook.outcome;

import io.github.layerbook.view.display.Displayable;

/** What a cell has defined: it gives the cell a value, and is shown where that is. */
public interface Defined extends Displayable {
  /** Returns the network or inventory. */
  Object value();

  /** Returns the same with a new object as its value, which identifies it when that is shown. */
  Defined ofItsOwn();

  /** Whether a value is the very object that this gave to a cell. */
  @SuppressWarnings("ReferenceEquality") // an equal one elsewhere is shown by itself
  default boolean gave(Object value) {
    return value() == value;
  }
}
