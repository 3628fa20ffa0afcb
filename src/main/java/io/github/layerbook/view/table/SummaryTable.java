package io.github.layerbook.view.table;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.report.Measure;
import io.github.layerbook.report.Quantities;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.view.display.SummaryRow;
import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.columns.Column;

/**
 * The table of what a network costs: one row per layer, or one per block.
 *
 * <p>Columns: {@code Layer}, {@code Type}, {@code Output} are texts; each quantity under its
 * heading is an exact number for the report's batch and number type, missing for blocks where it
 * has no total, and for all where it is of whole networks; {@code Derivation} says how the first
 * quantity that is shown is made up. There is no total row: totals and sums of blocks stand in what
 * is shown only. Unless quantities are asked for, the table has all that come with the library, and
 * shows parameters, multiply-adds and memory.
 */
public final class SummaryTable {
  private SummaryTable() {}

  /**
   * Makes the table with one row per layer, shapes in the lecture's order.
   *
   * @throws io.github.layerbook.size.SizeException if a number is beyond 64 bits
   */
  public static ResultTable of(Report report) {
    return of(report, AxisOrder.HWC);
  }

  /** Makes the table with one row per layer, shapes in the given order. */
  public static ResultTable of(Report report, AxisOrder order) {
    return of(report, order, List.of());
  }

  /**
   * Makes the table of some quantities with one row per layer.
   *
   * @param quantities what to show; the usual if empty
   */
  public static ResultTable of(Report report, AxisOrder order, List<Quantity> quantities) {
    List<SummaryRow> entries =
        report.rows().stream().map(row -> SummaryRow.of(row, order)).toList();
    SummaryGrid grid = new SummaryGrid(report, order, shown(quantities));
    return ResultTable.folded(
        report.network().name(), columns(entries, quantities), grid.byBlock(), grid.byLayer());
  }

  /**
   * Makes the table of one block's layers, one row per layer; the totals that are shown under them
   * are those of the whole network.
   *
   * @throws IllegalArgumentException if the network has no such block
   */
  public static ResultTable ofBlock(Report report, String block) {
    List<SummaryRow> entries =
        report.rows().stream()
            .filter(row -> row.node().isIn(block))
            .map(row -> SummaryRow.of(row, AxisOrder.HWC))
            .toList();
    if (entries.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no block %s in %s; it has %s"
              .formatted(
                  block, report.network().name(), String.join(", ", report.network().blocks())));
    }
    return ResultTable.of(
        report.network().address(block),
        columns(entries, List.of()),
        new SummaryGrid(report, AxisOrder.HWC, Quantities.USUAL).ofBlock(block));
  }

  /** Makes the table with one row per block, shapes in the lecture's order. */
  public static ResultTable byBlock(Report report) {
    return byBlock(report, AxisOrder.HWC);
  }

  /**
   * Makes the table with one row per block, shapes in the given order; layers in no block have rows
   * of their own. The output is that of the block's last layer.
   */
  public static ResultTable byBlock(Report report, AxisOrder order) {
    return byBlock(report, order, List.of());
  }

  /** Makes the table of some quantities with one row per block; the usual if there are none. */
  public static ResultTable byBlock(Report report, AxisOrder order, List<Quantity> quantities) {
    List<SummaryRow> entries =
        report.groups().stream().map(group -> SummaryRow.of(group, order)).toList();
    SummaryGrid grid = new SummaryGrid(report, order, shown(quantities));
    return ResultTable.of(report.network().name(), columns(entries, quantities), grid.byBlock());
  }

  private static List<Quantity> shown(List<Quantity> asked) {
    return asked.isEmpty() ? Quantities.USUAL : asked;
  }

  private static List<Column<?>> columns(List<SummaryRow> entries, List<Quantity> asked) {
    List<Column<?>> columns = new ArrayList<>();
    columns.add(TableColumns.texts("Layer", entries, SummaryRow::name));
    columns.add(TableColumns.texts("Type", entries, SummaryRow::type));
    columns.add(TableColumns.texts("Output", entries, SummaryRow::output));
    for (Quantity quantity : asked.isEmpty() ? Quantities.standard().ofLayers() : asked) {
      columns.add(
          TableColumns.of(quantity, entries, e -> e.measure(quantity).map(Measure::number)));
    }
    Quantity first = shown(asked).get(0);
    columns.add(
        TableColumns.texts(SummaryGrid.DERIVATION, entries, entry -> entry.derivation(first)));
    return columns;
  }
}
