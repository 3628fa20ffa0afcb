package io.github.layerbook.report;

import io.github.layerbook.layer.Declaration;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Function;

/** Makes totals of layers' sizes that can be read. */
final class Sums {
  private Sums() {}

  /**
   * The sizes of rows, as intermediate results.
   *
   * @param declared whether rows of one declaration that share no weights have one size
   */
  static List<Size> of(List<Row> rows, Function<Row, Size> size, boolean declared) {
    List<Size> sizes = new ArrayList<>(rows.size());
    IdentityHashMap<Declaration, Size> known = new IdentityHashMap<>();
    for (Row row : rows) {
      boolean own = !declared || row.applied().tensors() != row.declaration().tensors();
      sizes.add(
          own
              ? size.apply(row).settled()
              : known.computeIfAbsent(row.declaration(), any -> size.apply(row).settled()));
    }
    return sizes;
  }

  /**
   * The sum of sizes that are not 0; more than three equal terms in a row are written as a product.
   */
  static Size sum(List<Size> sizes) {
    List<Size> terms = new ArrayList<>();
    List<Size> equal = new ArrayList<>();
    for (Size size : sizes) {
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

  /** The largest of sizes that are not 0; equal ones in a row once. */
  static Size maximum(List<Size> sizes) {
    Size most = Size.of(0);
    Size last = most;
    for (Size size : sizes) {
      if (!size.is(0) && !isSame(last, size)) {
        most = most.is(0) ? size : most.atLeast(size);
        last = size;
      }
    }
    return most;
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
