package io.github.layerbook.view.table;

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
import io.github.layerbook.zoo.ZooEntry;
import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.columns.Column;

/**
 * The table of the zoo: one row per network, in the order given.
 *
 * <p>Columns: {@code Network}, {@code Title}, {@code Family}, {@code Paper} and {@code Input} are
 * texts; {@code Year} and each quantity under its heading exact numbers, for one example.
 */
public final class ZooTable {
  private static final List<Quantity> USUAL = List.of(Quantity.PARAMETERS, Quantity.MULTIPLY_ADDS);

  /** An entry with what its network costs. */
  private record Row(ZooEntry entry, String input, NetworkCosts costs) {
    static Row of(ZooEntry entry, List<Quantity> quantities) {
      Report report = Report.of(entry.network());
      return new Row(entry, NetworksTable.inputs(report), NetworkCosts.of(report, quantities));
    }
  }

  private ZooTable() {}

  /** Makes the table of multiply-adds and parameters; builds and analyses each network. */
  public static ResultTable of(List<ZooEntry> entries) {
    return of(entries, USUAL);
  }

  /** Makes the table of some quantities; builds and analyses each network. */
  public static ResultTable of(List<ZooEntry> entries, List<Quantity> quantities) {
    List<Row> rows = entries.stream().map(entry -> Row.of(entry, quantities)).toList();
    List<Column<?>> columns = new ArrayList<>();
    columns.add(Columns.texts("Network", rows, row -> row.entry.name()));
    columns.add(Columns.texts("Title", rows, row -> row.entry.title()));
    columns.add(Columns.texts("Family", rows, row -> row.entry.family()));
    columns.add(
        IntColumn.create("Year", rows.stream().mapToInt(row -> row.entry.year()).toArray()));
    columns.add(Columns.texts("Paper", rows, row -> row.entry.paper().toString()));
    columns.add(Columns.texts("Input", rows, Row::input));
    List<NetworkCosts> costs = rows.stream().map(Row::costs).toList();
    quantities.forEach(quantity -> columns.add(NetworkCosts.column(quantity, costs)));
    return ResultTable.of("zoo", columns, grid(rows, quantities));
  }

  private static Grid grid(List<Row> rows, List<Quantity> quantities) {
    List<Head> heads =
        new ArrayList<>(
            List.of(
                Head.text("Network"), Head.number("Year"), Head.text("Paper"), Head.text("Input")));
    quantities.forEach(quantity -> heads.add(Head.bars(quantity)));
    List<NetworkCosts> costs = rows.stream().map(Row::costs).toList();
    List<Double> most =
        quantities.stream().map(quantity -> NetworkCosts.most(quantity, costs)).toList();
    return new Grid(
        List.of(Phrase.strong(Numbers.count(rows.size(), "network"))),
        heads,
        rows.stream().map(row -> line(row, quantities, most)).toList(),
        List.of("%zoo NAME defines one of them as a variable and shows it."));
  }

  private static Line line(Row row, List<Quantity> quantities, List<Double> most) {
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.of(row.entry.name()).hover(row.entry.title()));
    cells.add(Cell.of(String.valueOf(row.entry.year())));
    cells.add(Cell.of(first(row.entry.paper().authors())).hover(row.entry.paper().toString()));
    cells.add(Cell.of(row.input).typeset(LayerTitle.typeset(row.input)));
    for (int i = 0; i < quantities.size(); i++) {
      Quantity quantity = quantities.get(i);
      cells.add(QuantityColumns.cell(quantity, row.costs.number(quantity), most.get(i)));
    }
    return new Line(Kind.ROW, cells);
  }

  /** The first author, with the second where there are two. */
  private static String first(String authors) {
    int comma = authors.indexOf(',');
    return comma < 0 ? authors : authors.substring(0, comma) + " et al.";
  }
}
