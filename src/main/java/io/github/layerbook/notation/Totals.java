package io.github.layerbook.notation;

import io.github.layerbook.network.Network;
import io.github.layerbook.report.Quantities;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Row;
import io.github.layerbook.size.SizeException;
import java.util.List;
import java.util.function.IntFunction;

/** Makes sure that every figure of a network can be computed before anybody asks for it. */
final class Totals {
  private static final List<Quantity> COUNTED =
      Quantities.standard().ofLayers().stream().filter(q -> !q.isRatio()).toList();

  private Totals() {}

  /**
   * Computes each quantity of each layer and its sum, and refuses the layer at which a figure
   * leaves 64 bits.
   *
   * @param place where the text defines the layer of a position
   */
  static void check(Network network, IntFunction<Cell> place) {
    Report report = Report.of(network);
    for (Quantity quantity : COUNTED) {
      long total = 0;
      for (int i = 0; i < report.rows().size(); i++) {
        total = add(total, report.rows().get(i), quantity, place, i);
      }
    }
  }

  private static long add(
      long total, Row row, Quantity quantity, IntFunction<Cell> place, int index) {
    String mend = "use smaller sizes";
    try {
      return Math.addExact(total, row.measure(quantity).value());
    } catch (SizeException e) {
      throw place
          .apply(index)
          .error("%s: the %s %s".formatted(row.name(), quantity.title(), e.getMessage()), mend);
    } catch (ArithmeticException e) {
      throw place
          .apply(index)
          .error(
              "%s: up to here the network's %s are beyond 64 bits"
                  .formatted(row.name(), quantity.title()),
              mend);
    }
  }
}
