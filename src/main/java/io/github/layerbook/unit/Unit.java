package io.github.layerbook.unit;

/**
 * The unit of a quantity, which decides how its numbers are written.
 *
 * @param style how numbers are written where there is little room
 * @param symbol the unit's name behind an exact number, {@code pJ}; empty for plain counts
 */
public record Unit(Style style, String symbol) {
  /** How numbers are written where there is little room; elsewhere they are exact. */
  public enum Style {
    /** Every digit: {@code 138,357,544}. */
    EXACT,
    /** Three digits and an SI prefix: {@code 15.5 G}. */
    ROUNDED,
    /** The binary unit of bytes that suits the number: {@code 12.25 MiB}. */
    BINARY
  }

  /** Things that are counted, each of them: parameters, values. */
  public static final Unit COUNT = new Unit(Style.EXACT, "");

  /** Operations, of which there are many. */
  public static final Unit OPERATIONS = new Unit(Style.ROUNDED, "");

  /** Bytes of memory. */
  public static final Unit BYTES = new Unit(Style.BINARY, "bytes");

  /** Makes any other unit, such as {@code pJ}; numbers are rounded where there is little room. */
  public static Unit of(String symbol) {
    return new Unit(Style.ROUNDED, symbol);
  }

  /** Returns whether numbers are bytes, which budgets and charts write as {@code 8GiB}. */
  public boolean isBytes() {
    return style == Style.BINARY;
  }
}
