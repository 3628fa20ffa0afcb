package io.github.layerbook.view.table;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.view.display.SummaryRow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.columns.Column;

/**
 * The table of what a network costs: one row per layer, or one per block.
 *
 * <p>Columns: {@code Layer}, {@code Type}, {@code Output} are texts; {@code Values}, {@code Bytes},
 * {@code Weights}, {@code Biases}, {@code Parameters}, {@code MACs} exact numbers for the report's
 * batch and number type; {@code Derivation} says how the parameters are counted. There is no total
 * row: totals and sums of blocks stand in what is shown only.
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
    List<SummaryRow> entries =
        report.rows().stream().map(row -> SummaryRow.of(row, order)).toList();
    SummaryGrid grid = new SummaryGrid(report, order);
    return ResultTable.folded(
        report.network().name(), columns(entries), grid.byBlock(), grid.byLayer());
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
        columns(entries),
        new SummaryGrid(report, AxisOrder.HWC).ofBlock(block));
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
    List<SummaryRow> entries =
        report.groups().stream().map(group -> SummaryRow.of(group, order)).toList();
    SummaryGrid grid = new SummaryGrid(report, order);
    return ResultTable.of(report.network().name(), columns(entries), grid.byBlock());
  }

  private static List<Column<?>> columns(List<SummaryRow> entries) {
    List<Column<?>> columns = new ArrayList<>();
    columns.add(texts("Layer", entries, SummaryRow::name));
    columns.add(texts("Type", entries, SummaryRow::type));
    columns.add(texts("Output", entries, SummaryRow::output));
    columns.add(numbers("Values", entries, Quantity.VALUES));
    columns.add(numbers("Bytes", entries, Quantity.BYTES));
    columns.add(numbers("Weights", entries, Quantity.WEIGHTS));
    columns.add(numbers("Biases", entries, Quantity.BIASES));
    columns.add(numbers("Parameters", entries, Quantity.PARAMETERS));
    columns.add(numbers("MACs", entries, Quantity.MULTIPLY_ADDS));
    columns.add(texts("Derivation", entries, SummaryRow::derivation));
    return columns;
  }

  private static StringColumn texts(
      String name, List<SummaryRow> entries, Function<SummaryRow, String> text) {
    return StringColumn.create(name, entries.stream().map(text).toList());
  }

  private static LongColumn numbers(String name, List<SummaryRow> entries, Quantity quantity) {
    return LongColumn.create(name, entries.stream().mapToLong(e -> e.value(quantity)).toArray());
  }
}
