package io.github.layerbook.analysis;

import io.github.layerbook.size.Size;
import java.util.ArrayList;
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

  /** Returns whether the group is a block, not a single layer by itself. */
  public boolean isBlock() {
    return !rows.get(0).node().block().isEmpty();
  }

  /** Returns the sum of a measure over the rows, as the sum of those that are not 0. */
  public Measure total(Quantity quantity) {
    return new Measure(quantity, sum(rows, quantity));
  }

  static Size sum(List<Row> rows, Quantity quantity) {
    List<Size> sizes = new ArrayList<>(rows.size());
    for (Row row : rows) {
      Size size = row.measure(quantity).size();
      if (!size.is(0)) {
        sizes.add(size.settled());
      }
    }
    return Size.sum(sizes);
  }
}
