package io.github.layerbook.layer;

import io.github.layerbook.size.Size;

/**
 * Operations of one kind that a layer does for one example.
 *
 * @param kind what is counted; kinds are never mixed
 * @param count how many, as a product of named factors
 * @param part what of the layer does them, such as {@code query}; empty for the layer as it is
 */
public record Work(Kind kind, Size count, String part) {
  /** Makes operations of a layer as it is. */
  public Work(Kind kind, Size count) {
    this(kind, count, "");
  }

  /** Returns this as done by a part of a layer. */
  public Work of(String outer) {
    if (outer.isEmpty()) {
      return this;
    }
    return new Work(kind, count, part.isEmpty() ? outer : outer + " " + part);
  }

  /** A kind of operation. */
  public enum Kind {
    /** One multiplication and one addition, as convolutions and matrix products do them. */
    MULTIPLY_ADDS,
    /** Additions and subtractions, biases among them. */
    ADDITIONS,
    /** Multiplications that are not part of a multiply-add. */
    MULTIPLICATIONS,
    /** Divisions. */
    DIVISIONS,
    /** Comparisons, as maxima do them. */
    COMPARISONS,
    /** Exponentials, logarithms, roots and powers. */
    EXPONENTIALS
  }
}
