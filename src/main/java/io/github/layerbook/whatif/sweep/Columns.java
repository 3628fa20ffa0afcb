package io.github.layerbook.whatif.sweep;

import io.github.layerbook.report.Measure;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.size.Size;
import io.github.layerbook.whatif.tape.VariantBlock;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Which totals of a tape are which quantities: each has its place, and after all of them stand what
 * ratios are divided by, so that quotients are made of exact numbers.
 */
final class Columns implements Serializable {
  private static final long serialVersionUID = 1L;

  /** For each quantity where its divisor is; 0 where it has none. */
  private final int[] divisors;

  private final int totals;

  private Columns(int[] divisors, int totals) {
    this.divisors = divisors;
    this.totals = totals;
  }

  static Columns of(List<Quantity> quantities) {
    int[] divisors = new int[quantities.size()];
    int totals = divisors.length;
    for (int i = 0; i < divisors.length; i++) {
      if (quantities.get(i).isRatio()) {
        divisors[i] = totals++;
      }
    }
    return new Columns(divisors, totals);
  }

  /** How many totals a tape has. */
  int totals() {
    return totals;
  }

  /** The totals of a report, in the order of the tape. */
  static List<Size> sizes(List<Quantity> quantities, Report report) {
    List<Size> sizes = new ArrayList<>();
    List<Size> divisors = new ArrayList<>();
    for (Quantity quantity : quantities) {
      Measure measure = report.total(quantity);
      sizes.add(measure.size());
      if (quantity.isRatio()) {
        divisors.add(measure.per());
      }
    }
    sizes.addAll(divisors);
    return sizes;
  }

  /** A quantity of a valid variant: a {@link Long}, or of a ratio a {@link Double}. */
  Number number(VariantBlock block, int quantity, int variant) {
    long size = block.total(quantity, variant);
    return divisors[quantity] == 0
        ? (Number) size
        : (Number) Quantity.quotient(size, block.total(divisors[quantity], variant));
  }
}
