package io.github.layerbook.view.display;

import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Grid.Cell;
import io.github.layerbook.view.display.Grid.Head;
import io.github.layerbook.view.display.Grid.Kind;
import io.github.layerbook.view.display.Grid.Line;
import io.github.layerbook.view.display.Grid.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Shows any Tablesaw table as HTML, Markdown and plain text.
 *
 * <p>Numbers are aligned to the right, with one number of decimals per column; whole numbers have
 * thousands separators where they count something and a value of the column has five digits or
 * more, but not where the column's name says that they are years or identifiers. A formatter that
 * the user set on a column is kept. Missing values show as a dash. Long tables are folded.
 */
public final class TableDisplay {
  /** So many rows of a table are shown at most; Tablesaw's own output is for the others. */
  public static final int MOST_ROWS = 1000;

  /** The rows that a folded table shows. */
  public static final int ROWS_AT_ONCE = 20;

  private TableDisplay() {}

  /** Shows a table; those of Layerbook by their own form. */
  public static Display of(Table table) {
    if (table instanceof Displayable shown) {
      return shown.display();
    }
    return ordinary(table);
  }

  /** Shows what a table holds, of whatever class it is. */
  static Display ordinary(Table table) {
    Grid grid = grid(table, MOST_ROWS);
    return table.rowCount() <= ResultTable.LINES_AT_ONCE
        ? GridDisplay.of(grid)
        : GridDisplay.folded(grid.first(ROWS_AT_ONCE), table.rowCount(), grid.bare());
  }

  /** Shows all of a table, however long it is, without what stands under it. */
  public static Display wholeOf(Table table) {
    return GridDisplay.of(grid(table));
  }

  /** Returns the whole table as a grid, before a medium is chosen. */
  public static Grid grid(Table table) {
    return table instanceof ResultTable shown ? shown.grid() : grid(table, table.rowCount());
  }

  /** The grid of a table's first rows. */
  static Grid grid(Table table, int most) {
    int rows = Math.min(most, table.rowCount());
    List<List<Cell>> columns = new ArrayList<>();
    List<Head> heads = new ArrayList<>();
    for (Column<?> column : table.columns()) {
      ColumnText text = ColumnText.of(column, rows);
      heads.add(text.isNumeric() ? Head.number(column.name()) : Head.text(column.name()));
      columns.add(IntStream.range(0, rows).mapToObj(row -> Cell.of(text.at(row))).toList());
    }
    List<Line> lines =
        IntStream.range(0, rows)
            .mapToObj(row -> new Line(Kind.ROW, columns.stream().map(c -> c.get(row)).toList()))
            .toList();
    return new Grid(caption(table), heads, lines, List.of());
  }

  private static List<Phrase> caption(Table table) {
    String size =
        Numbers.count(table.rowCount(), "row")
            + " × "
            + Numbers.count(table.columnCount(), "column");
    return table.name() == null || table.name().isBlank()
        ? List.of(Phrase.of(size))
        : List.of(Phrase.strong(table.name()), Phrase.of(" — " + size));
  }
}
