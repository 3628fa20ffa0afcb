package io.github.layerbook.report;

/**
 * The hue by which a quantity is known in tables, charts and diagrams; the palette of what shows it
 * has a colour for each. Blue is for memory, orange for parameters, green for work.
 */
public enum Hue {
  /** Memory. */
  BLUE,
  /** Parameters. */
  ORANGE,
  /** Work. */
  GREEN,
  /** What a user declares, unless it says otherwise. */
  PURPLE,
  /** Free. */
  RED,
  /** Bytes that move. */
  TEAL,
  /** Ratios. */
  YELLOW,
  /** Free. */
  PINK,
  /** Free. */
  BROWN,
  /** What is only there to compare with. */
  GREY
}
