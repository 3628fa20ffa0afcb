package io.github.layerbook.view.table;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Grid;
import io.github.layerbook.view.display.Grid.Cell;
import io.github.layerbook.view.display.Grid.Head;
import io.github.layerbook.view.display.Grid.Kind;
import io.github.layerbook.view.display.Grid.Line;
import io.github.layerbook.view.display.Grid.Phrase;
import io.github.layerbook.view.display.LayerTitle;
import io.github.layerbook.view.display.ResultTable;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;

/**
 * The table of several networks side by side: one row per network.
 *
 * <p>Columns: {@code Network}, {@code Input} are texts; {@code Layers}, {@code Parameters}, {@code
 * MACs}, {@code Bytes} exact numbers, each under its report's settings.
 */
public final class NetworksTable {
  private static final List<Head> HEADS =
      List.of(
          Head.text("Network"),
          Head.text("Input"),
          Head.number("Layers"),
          Head.bars("Memory", Quantity.BYTES),
          Head.bars("Multiply-adds", Quantity.MULTIPLY_ADDS),
          Head.bars("Parameters", Quantity.PARAMETERS));

  private NetworksTable() {}

  /** Makes the table, the reports in their order. */
  public static ResultTable of(List<Report> reports) {
    return ResultTable.of(
        "networks",
        List.of(
            StringColumn.create("Network", reports.stream().map(r -> r.network().name()).toList()),
            StringColumn.create("Input", reports.stream().map(NetworksTable::inputs).toList()),
            numbers("Layers", reports, report -> report.rows().size()),
            numbers("Parameters", reports, report -> total(report, Quantity.PARAMETERS)),
            numbers("MACs", reports, report -> total(report, Quantity.MULTIPLY_ADDS)),
            numbers("Bytes", reports, report -> total(report, Quantity.BYTES))),
        grid(reports));
  }

  private static Grid grid(List<Report> reports) {
    String number = Numbers.count(reports.size());
    return new Grid(
        List.of(Phrase.strong(number + (reports.size() == 1 ? " network" : " networks"))),
        HEADS,
        reports.stream().map(report -> line(report, reports)).toList(),
        List.of());
  }

  private static Line line(Report report, List<Report> all) {
    String inputs = inputs(report);
    long bytes = total(report, Quantity.BYTES);
    long macs = total(report, Quantity.MULTIPLY_ADDS);
    long parameters = total(report, Quantity.PARAMETERS);
    return new Line(
        Kind.ROW,
        List.of(
            Cell.of(report.network().name()),
            Cell.of(inputs).typeset(LayerTitle.typeset(inputs)),
            Cell.of(Numbers.count(report.rows().size())),
            Cell.of(Numbers.bytes(bytes))
                .hover(Numbers.plainBytes(bytes))
                .bar(bytes, most(all, Quantity.BYTES)),
            Cell.of(Numbers.rounded(macs))
                .hover(Numbers.count(macs))
                .bar(macs, most(all, Quantity.MULTIPLY_ADDS)),
            Cell.of(Numbers.count(parameters)).bar(parameters, most(all, Quantity.PARAMETERS))));
  }

  /** The shapes of a network's inputs. */
  static String inputs(Report report) {
    return report.rows().stream()
        .filter(row -> row.node().layer() instanceof Input)
        .map(row -> row.output().toString(AxisOrder.HWC))
        .collect(Collectors.joining(" and "));
  }

  private static long total(Report report, Quantity quantity) {
    return report.total(quantity).value();
  }

  private static long most(List<Report> reports, Quantity quantity) {
    return reports.stream().mapToLong(report -> total(report, quantity)).max().orElse(0);
  }

  private static LongColumn numbers(
      String name, List<Report> reports, ToLongFunction<Report> number) {
    return LongColumn.create(name, reports.stream().mapToLong(number).toArray());
  }
}
