package io.github.layerbook.view;

import io.github.layerbook.analysis.Group;
import io.github.layerbook.analysis.Measure;
import io.github.layerbook.analysis.Quantity;
import io.github.layerbook.analysis.Report;
import io.github.layerbook.analysis.Row;
import io.github.layerbook.layer.AxisOrder;
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
  public static ShownTable of(Report report) {
    return of(report, AxisOrder.HWC);
  }

  /** Makes the table with one row per layer, shapes in the given order. */
  public static ShownTable of(Report report, AxisOrder order) {
    List<Entry> entries = report.rows().stream().map(row -> Entry.of(row, order)).toList();
    SummaryGrid grid = new SummaryGrid(report, order);
    return ShownTable.folded(
        report.network().name(), columns(entries), grid.byBlock(), grid.byLayer());
  }

  /**
   * Makes the table of one block's layers, one row per layer; the totals that are shown under them
   * are those of the whole network.
   *
   * @throws IllegalArgumentException if the network has no such block
   */
  public static ShownTable ofBlock(Report report, String block) {
    List<Entry> entries =
        report.rows().stream()
            .filter(row -> row.node().isIn(block))
            .map(row -> Entry.of(row, AxisOrder.HWC))
            .toList();
    if (entries.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no block %s in %s; it has %s"
              .formatted(
                  block, report.network().name(), String.join(", ", report.network().blocks())));
    }
    return ShownTable.of(
        report.network().name() + "." + block,
        columns(entries),
        new SummaryGrid(report, AxisOrder.HWC).ofBlock(block));
  }

  /** Makes the table with one row per block, shapes in the lecture's order. */
  public static ShownTable byBlock(Report report) {
    return byBlock(report, AxisOrder.HWC);
  }

  /**
   * Makes the table with one row per block, shapes in the given order; layers in no block have rows
   * of their own. The output is that of the block's last layer.
   */
  public static ShownTable byBlock(Report report, AxisOrder order) {
    List<Entry> entries = report.groups().stream().map(group -> Entry.of(group, order)).toList();
    SummaryGrid grid = new SummaryGrid(report, order);
    return ShownTable.of(report.network().name(), columns(entries), grid.byBlock());
  }

  /**
   * What one row says.
   *
   * @param name the layer's or block's
   * @param type what it is
   * @param output its output's shape
   * @param isBlock whether it sums up the layers of a block
   * @param measures its measures
   */
  record Entry(
      String name,
      String type,
      String output,
      boolean isBlock,
      Function<Quantity, Measure> measures) {
    static Entry of(Row row, AxisOrder order) {
      String type = LayerTitle.of(row.node().layer());
      return new Entry(row.name(), type, row.output().toString(order), false, row::measure);
    }

    static Entry of(Group group, AxisOrder order) {
      List<Row> rows = group.rows();
      if (!group.isBlock()) {
        return of(rows.get(0), order);
      }
      String output = rows.get(rows.size() - 1).output().toString(order);
      return new Entry(group.name(), LayerTitle.of(rows), output, true, group::total);
    }

    long value(Quantity quantity) {
      return measures.apply(quantity).value();
    }

    /** How the parameters are counted; empty where there are none. */
    String derivation() {
      return value(Quantity.PARAMETERS) == 0
          ? ""
          : measures.apply(Quantity.PARAMETERS).derivation();
    }
  }

  private static List<Column<?>> columns(List<Entry> entries) {
    List<Column<?>> columns = new ArrayList<>();
    columns.add(texts("Layer", entries, Entry::name));
    columns.add(texts("Type", entries, Entry::type));
    columns.add(texts("Output", entries, Entry::output));
    columns.add(numbers("Values", entries, Quantity.VALUES));
    columns.add(numbers("Bytes", entries, Quantity.BYTES));
    columns.add(numbers("Weights", entries, Quantity.WEIGHTS));
    columns.add(numbers("Biases", entries, Quantity.BIASES));
    columns.add(numbers("Parameters", entries, Quantity.PARAMETERS));
    columns.add(numbers("MACs", entries, Quantity.MULTIPLY_ADDS));
    columns.add(texts("Derivation", entries, Entry::derivation));
    return columns;
  }

  private static StringColumn texts(
      String name, List<Entry> entries, Function<Entry, String> text) {
    return StringColumn.create(name, entries.stream().map(text).toList());
  }

  private static LongColumn numbers(String name, List<Entry> entries, Quantity quantity) {
    return LongColumn.create(name, entries.stream().mapToLong(e -> e.value(quantity)).toArray());
  }
}
