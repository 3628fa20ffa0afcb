package io.github.layerbook.view.display;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.network.Interruption;
import io.github.layerbook.report.Group;
import io.github.layerbook.report.Measure;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Row;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What one row says.
 *
 * @param name the layer's or block's
 * @param type what it is
 * @param output its output's shape
 * @param isBlock whether it sums up the layers of a block
 * @param measures its measures
 */
public record SummaryRow(
    String name,
    String type,
    String output,
    boolean isBlock,
    Function<Quantity, Measure> measures) {
  /** Makes the row of a layer. */
  public static SummaryRow of(Row row, AxisOrder order) {
    String type = LayerTitle.of(row.node().layer(), row.node().adaptation());
    return new SummaryRow(row.name(), type, row.output().toString(order), false, row::measure);
  }

  /** Makes the row of a block, or of the layer that stands in none. */
  public static SummaryRow of(Group group, AxisOrder order) {
    List<Row> rows = group.rows();
    if (!group.isBlock()) {
      return of(rows.get(0), order);
    }
    String output = rows.get(rows.size() - 1).output().toString(order);
    return new SummaryRow(group.name(), LayerTitle.of(rows), output, true, group::total);
  }

  /**
   * Returns a measure, if the row has it: no row has quantities of whole networks, and blocks have
   * none of quantities without total.
   *
   * @throws Interruption if the thread was interrupted: tables ask this of each row
   */
  public Optional<Measure> measure(Quantity quantity) {
    Interruption.check();
    return !quantity.isOfLayers() || (isBlock && !quantity.hasTotal())
        ? Optional.empty()
        : Optional.of(measures.apply(quantity));
  }

  /** Returns a number, for lengths and shares; 0 where there is none. */
  public double size(Quantity quantity) {
    double size = measure(quantity).map(m -> m.number().doubleValue()).orElse(0.0);
    return Double.isNaN(size) ? 0 : size;
  }

  /** Returns how a number is made up; empty where it is 0 or there is none. */
  public String derivation(Quantity quantity) {
    return size(quantity) == 0 ? "" : measures.apply(quantity).derivation();
  }
}
