package io.github.layerbook.report;

import io.github.layerbook.size.Size;

/**
 * One line of a calculation: a name for a size that knows how it is made up.
 *
 * @param kind what the name is, and what is counted
 * @param label the name
 * @param size what it is equal to
 */
public record Step(Kind kind, String label, Size size) {
  /** What a step's name is, and what it counts. */
  public enum Kind {
    /** The name is a symbol of the field, such as {@code H_out}. */
    SYMBOL,
    /** The name is in words; something is counted. */
    COUNT,
    /** The name is in words; bytes are counted. */
    BYTES
  }
}
