package io.github.layerbook.report;

import java.util.List;

/**
 * Rows that are counted together: a block, or a layer that stands in none.
 *
 * @param name the block's name, or the layer's
 * @param rows the rows in order
 */
public record Group(String name, List<Row> rows) {
  /** Copies the rows. */
  public Group {
    rows = List.copyOf(rows);
  }

  /** Returns whether the group is a block, not a single layer. */
  public boolean isBlock() {
    return !rows.get(0).node().blockPath().isNone();
  }

  /**
   * Returns the measure of the rows together: for most quantities their sum, of those that are not
   * 0.
   *
   * @throws IllegalArgumentException if layers do not have the quantity, or it has no total
   */
  public Measure total(Quantity quantity) {
    return quantity.of(rows);
  }
}
