package io.github.layerbook.report;

import io.github.layerbook.layer.Declaration;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.IdentityHashMap;
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
    return !rows.get(0).node().blockPath().isNone();
  }

  /** Returns the sum of a measure over the rows, as the sum of those that are not 0. */
  public Measure total(Quantity quantity) {
    return new Measure(quantity, sum(rows, quantity));
  }

  /** The sum of a measure; more than three equal terms in a row are written as a product. */
  static Size sum(List<Row> rows, Quantity quantity) {
    List<Size> terms = new ArrayList<>();
    List<Size> equal = new ArrayList<>();
    IdentityHashMap<Declaration, Size> known = new IdentityHashMap<>();
    for (Row row : rows) {
      Size size = size(row, quantity, known);
      if (size.is(0)) {
        continue;
      }
      if (!equal.isEmpty() && !isSame(equal.get(0), size)) {
        terms.addAll(shortened(equal));
        equal.clear();
      }
      equal.add(size);
    }
    terms.addAll(shortened(equal));
    return Size.sum(terms);
  }

  /** The measure of a row; rows of one declaration that share no weights have one measure. */
  private static Size size(Row row, Quantity quantity, IdentityHashMap<Declaration, Size> known) {
    if (row.applied().tensors() != row.declaration().tensors()) {
      return row.measure(quantity).size().settled();
    }
    return known.computeIfAbsent(row.declaration(), any -> row.measure(quantity).size().settled());
  }

  /**
   * Whether two sizes have one value; those that are not known, which may be deep, count as not.
   */
  private static boolean isSame(Size left, Size right) {
    return left.isKnown() && right.is(left.value());
  }

  private static List<Size> shortened(List<Size> equal) {
    return equal.size() <= 3 ? equal : List.of(Size.product(Size.of(equal.size()), equal.get(0)));
  }
}
