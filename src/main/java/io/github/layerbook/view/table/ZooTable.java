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
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;

/**
 * The table of the zoo: one row per network, in the order given.
 *
 * <p>Columns: {@code Network}, {@code Title}, {@code Family}, {@code Paper} and {@code Input} are
 * texts; {@code Year}, {@code Parameters} and {@code MACs} exact numbers, for one example.
 */
public final class ZooTable {
  private static final List<Head> HEADS =
      List.of(
          Head.text("Network"),
          Head.number("Year"),
          Head.text("Paper"),
          Head.text("Input"),
          Head.bars("Multiply-adds", Quantity.MULTIPLY_ADDS),
          Head.bars("Parameters", Quantity.PARAMETERS));

  /** An entry with what its network costs. */
  private record Row(ZooEntry entry, String input, long parameters, long macs) {
    static Row of(ZooEntry entry) {
      Report report = Report.of(entry.network());
      return new Row(
          entry,
          NetworksTable.inputs(report),
          report.total(Quantity.PARAMETERS).value(),
          report.total(Quantity.MULTIPLY_ADDS).value());
    }
  }

  private ZooTable() {}

  /** Makes the table; builds and analyses each network. */
  public static ResultTable of(List<ZooEntry> entries) {
    List<Row> rows = entries.stream().map(Row::of).toList();
    return ResultTable.of(
        "zoo",
        List.of(
            texts("Network", rows, row -> row.entry.name()),
            texts("Title", rows, row -> row.entry.title()),
            texts("Family", rows, row -> row.entry.family()),
            IntColumn.create("Year", rows.stream().mapToInt(row -> row.entry.year()).toArray()),
            texts("Paper", rows, row -> row.entry.paper().toString()),
            texts("Input", rows, Row::input),
            LongColumn.create("Parameters", rows.stream().mapToLong(Row::parameters).toArray()),
            LongColumn.create("MACs", rows.stream().mapToLong(Row::macs).toArray())),
        grid(rows));
  }

  private static Grid grid(List<Row> rows) {
    String number = Numbers.count(rows.size());
    return new Grid(
        List.of(Phrase.strong(number + (rows.size() == 1 ? " network" : " networks"))),
        HEADS,
        rows.stream().map(row -> line(row, rows)).toList(),
        List.of("%zoo NAME defines one of them as a variable and shows it."));
  }

  private static Line line(Row row, List<Row> all) {
    return new Line(
        Kind.ROW,
        List.of(
            Cell.of(row.entry.name()).hover(row.entry.title()),
            Cell.of(String.valueOf(row.entry.year())),
            Cell.of(first(row.entry.paper().authors())).hover(row.entry.paper().toString()),
            Cell.of(row.input).typeset(LayerTitle.typeset(row.input)),
            Cell.of(Numbers.rounded(row.macs))
                .hover(Numbers.count(row.macs))
                .bar(row.macs, most(all, Row::macs)),
            Cell.of(Numbers.count(row.parameters))
                .bar(row.parameters, most(all, Row::parameters))));
  }

  /** The first author, with the second where there are two. */
  private static String first(String authors) {
    int comma = authors.indexOf(',');
    return comma < 0 ? authors : authors.substring(0, comma) + " et al.";
  }

  private static long most(List<Row> rows, ToLongFunction<Row> number) {
    return rows.stream().mapToLong(number).max().orElse(0);
  }

  private static StringColumn texts(String name, List<Row> rows, Function<Row, String> text) {
    return StringColumn.create(name, rows.stream().map(text).toList());
  }
}
