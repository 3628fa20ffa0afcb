package io.github.layerbook.layer;

import io.github.layerbook.size.Size;

/**
 * Operations of one kind that a layer does for one example.
 *
 * @param kind what is counted; kinds are never mixed
 * @param count how many, as a product of named factors
 */
public record Work(Kind kind, Size count) {
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
