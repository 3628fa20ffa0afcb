package io.github.layerbook.view.table;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.report.Quantities;
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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tech.tablesaw.columns.Column;

/**
 * The table of several networks side by side: one row per network.
 *
 * <p>Columns: {@code Network}, {@code Input} are texts; {@code Layers} and each quantity under its
 * heading are exact numbers, each under its report's settings.
 */
public final class NetworksTable {
  private NetworksTable() {}

  /** Makes the table of the usual quantities, the reports in their order. */
  public static ResultTable of(List<Report> reports) {
    return of(reports, Quantities.USUAL);
  }

  /** Makes the table of some quantities, the reports in their order. */
  public static ResultTable of(List<Report> reports, List<Quantity> quantities) {
    List<NetworkCosts> all =
        reports.stream().map(report -> NetworkCosts.of(report, quantities)).toList();
    List<Column<?>> columns = new ArrayList<>();
    columns.add(Columns.texts("Network", reports, r -> r.network().name()));
    columns.add(Columns.texts("Input", reports, NetworksTable::inputs));
    columns.add(Columns.numbers("Layers", reports, r -> r.rows().size()));
    quantities.forEach(quantity -> columns.add(NetworkCosts.column(quantity, all)));
    return ResultTable.of("networks", columns, grid(all, quantities));
  }

  private static Grid grid(List<NetworkCosts> all, List<Quantity> quantities) {
    List<Head> heads =
        new ArrayList<>(List.of(Head.text("Network"), Head.text("Input"), Head.number("Layers")));
    quantities.forEach(quantity -> heads.add(Head.bars(quantity)));
    return new Grid(
        List.of(Phrase.strong(Numbers.count(all.size(), "network"))),
        heads,
        all.stream().map(costs -> line(costs, all, quantities)).toList(),
        List.of());
  }

  private static Line line(NetworkCosts costs, List<NetworkCosts> all, List<Quantity> quantities) {
    String inputs = inputs(costs.report());
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.of(costs.report().network().name()));
    cells.add(Cell.of(inputs).typeset(LayerTitle.typeset(inputs)));
    cells.add(Cell.of(Numbers.count(costs.report().rows().size())));
    for (Quantity quantity : quantities) {
      cells.add(
          QuantityColumns.cell(quantity, costs.number(quantity), NetworkCosts.most(quantity, all)));
    }
    return new Line(Kind.ROW, cells);
  }

  /** The shapes of a network's inputs. */
  static String inputs(Report report) {
    return report.rows().stream()
        .filter(row -> row.node().layer() instanceof Input)
        .map(row -> row.output().toString(AxisOrder.HWC))
        .collect(Collectors.joining(" and "));
  }
}
