package io.github.layerbook.view.table;

import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Grid.Cell;
import io.github.layerbook.view.display.Grid.Head;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.zoo.ZooEntry;
import java.util.List;
import tech.tablesaw.api.IntColumn;

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
    return new TableForm<Row>()
        .text(
            "Network",
            row -> row.entry.name(),
            row -> Cell.of(row.entry.name()).hover(row.entry.title()))
        .data("Title", row -> row.entry.title())
        .data("Family", row -> row.entry.family())
        .shown(Head.number("Year"), row -> Cell.of(String.valueOf(row.entry.year())))
        .column(
            all -> IntColumn.create("Year", all.stream().mapToInt(r -> r.entry.year()).toArray()))
        .text(
            "Paper",
            row -> row.entry.paper().toString(),
            row -> Cell.of(first(row.entry.paper().authors())).hover(row.entry.paper().toString()))
        .layer("Input", Row::input)
        .bars(quantities, rows.stream().map(Row::costs).toList(), Row::costs)
        .caption(Numbers.count(rows.size(), "network"))
        .notes("%zoo NAME defines one of them as a variable and shows it.")
        .table("zoo", rows);
  }

  /** The first author, with the second where there are two. */
  private static String first(String authors) {
    int comma = authors.indexOf(',');
    return comma < 0 ? authors : authors.substring(0, comma) + " et al.";
  }
}
