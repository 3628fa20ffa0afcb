package io.github.layerbook.view.table;

import io.github.layerbook.report.Quantity;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Grid;
import io.github.layerbook.view.display.Grid.Cell;
import io.github.layerbook.view.display.Grid.Head;
import io.github.layerbook.view.display.Grid.Kind;
import io.github.layerbook.view.display.Grid.Line;
import io.github.layerbook.view.display.Grid.Phrase;
import io.github.layerbook.view.display.LayerTitle;
import io.github.layerbook.view.display.QuantityText;
import io.github.layerbook.view.display.ResultTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.columns.Column;

/**
 * A table whose rows are of one kind: each column is declared once, as the column that code
 * computes with and as the cells that readers see, then what stands above and below.
 *
 * @param <T> what a row is about
 */
final class TableForm<T> {
  private final List<Head> heads = new ArrayList<>();
  private final List<Function<T, Cell>> cells = new ArrayList<>();
  private final List<Function<List<T>, Column<?>>> columns = new ArrayList<>();
  private final List<Line> below = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private Function<T, Kind> kind = row -> Kind.ROW;
  private List<Phrase> caption = List.of();

  /** Adds a column of texts. */
  TableForm<T> text(String title, Function<T, String> text) {
    return text(title, text, row -> Cell.of(text.apply(row)));
  }

  /** Adds a column of texts that readers see as cells. */
  TableForm<T> text(String title, Function<T, String> text, Function<T, Cell> cell) {
    return shown(Head.text(title), cell).data(title, text);
  }

  /** Adds a column of texts that stand back. */
  TableForm<T> quiet(String title, Function<T, String> text) {
    return quiet(title, text, row -> Cell.of(text.apply(row)));
  }

  /** Adds a column of texts that stand back, which readers see as cells. */
  TableForm<T> quiet(String title, Function<T, String> text, Function<T, Cell> cell) {
    return shown(Head.quiet(title), cell).data(title, text);
  }

  /** Adds a column of layers or shapes. */
  TableForm<T> layer(String title, Function<T, String> text) {
    return text(title, text, row -> LayerTitle.cell(text.apply(row)));
  }

  /** Adds a column of exact numbers. */
  TableForm<T> count(String title, ToLongFunction<T> number) {
    return number(title, number, row -> Cell.of(Numbers.count(number.applyAsLong(row))));
  }

  /** Adds a column of exact numbers that readers see as cells. */
  TableForm<T> number(String title, ToLongFunction<T> number, Function<T, Cell> cell) {
    return number(Head.number(title), number, cell);
  }

  /** Adds a column of exact numbers that readers see as cells under a head. */
  TableForm<T> number(Head head, ToLongFunction<T> number, Function<T, Cell> cell) {
    return shown(head, cell).numbers(head.title(), number);
  }

  /** Adds a column of decimals that readers see as cells. */
  TableForm<T> decimal(String title, ToDoubleFunction<T> number, Function<T, Cell> cell) {
    return shown(Head.number(title), cell).decimals(title, number);
  }

  /** Adds a column of exact numbers of a quantity, in one unit, each with what explains it. */
  TableForm<T> figure(
      String title, Quantity quantity, ToLongFunction<T> number, Function<T, String> hover) {
    return number(
        title, number, row -> Cell.of(quantity, number.applyAsLong(row)).hover(hover.apply(row)));
  }

  /** Adds a column of each quantity, with bars as its part of the largest number in the table. */
  TableForm<T> bars(
      List<Quantity> quantities, List<NetworkCosts> all, Function<T, NetworkCosts> costs) {
    for (Quantity quantity : quantities) {
      double most = NetworkCosts.most(quantity, all);
      shown(Head.bars(quantity), row -> bar(quantity, costs.apply(row).number(quantity), most))
          .quantity(quantity, row -> Optional.of(costs.apply(row).number(quantity)));
    }
    return this;
  }

  /**
   * Adds a column of each quantity.
   *
   * @param numbers a row's number of the quantity at a place, if it has one
   */
  TableForm<T> quantities(
      List<Quantity> quantities,
      BiFunction<T, Integer, Optional<Number>> numbers,
      BiFunction<Quantity, Number, Cell> cell) {
    for (int i = 0; i < quantities.size(); i++) {
      Quantity quantity = quantities.get(i);
      int place = i;
      Function<T, Optional<Number>> number = row -> numbers.apply(row, place);
      shown(
              Head.number(quantity.heading()),
              row -> number.apply(row).map(n -> cell.apply(quantity, n)).orElse(Cell.EMPTY))
          .quantity(quantity, number);
    }
    return this;
  }

  /** A number with every digit under the pointer where it is rounded, and a bar as its part. */
  private static Cell bar(Quantity quantity, Number number, double most) {
    Cell cell = Cell.of(quantity, number).bar(number.doubleValue(), most);
    String exact = QuantityText.exact(quantity, number);
    return exact.equals(cell.text()) ? cell : cell.hover(exact);
  }

  /** Adds what readers see of a column. */
  TableForm<T> shown(Head head, Function<T, Cell> cell) {
    heads.add(head);
    cells.add(cell);
    return this;
  }

  /** Adds a column of texts for code alone. */
  TableForm<T> data(String title, Function<T, String> text) {
    return column(rows -> StringColumn.create(title, rows.stream().map(text).toList()));
  }

  /** Adds a column of exact numbers for code alone. */
  TableForm<T> numbers(String title, ToLongFunction<T> number) {
    return column(rows -> LongColumn.create(title, rows.stream().mapToLong(number).toArray()));
  }

  /** Adds a column of decimals for code alone. */
  TableForm<T> decimals(String title, ToDoubleFunction<T> number) {
    return column(rows -> DoubleColumn.create(title, rows.stream().mapToDouble(number).toArray()));
  }

  /**
   * Adds a column under a quantity's heading for code alone: exact numbers, of ratios decimals;
   * missing where a row has none.
   */
  TableForm<T> quantity(Quantity quantity, Function<T, Optional<Number>> number) {
    return figures(quantity.heading(), quantity.isRatio(), number);
  }

  /** Adds a column of decimals or exact numbers for code alone, missing where a row has none. */
  TableForm<T> figures(String title, boolean decimals, Function<T, Optional<Number>> number) {
    return column(
        rows -> {
          Column<?> column = decimals ? DoubleColumn.create(title) : LongColumn.create(title);
          for (T row : rows) {
            number
                .apply(row)
                .map(each -> decimals ? (Object) each.doubleValue() : (Object) each.longValue())
                .ifPresentOrElse(column::appendObj, column::appendMissing);
          }
          return column;
        });
  }

  /** Adds a column for code alone. */
  TableForm<T> column(Function<List<T>, Column<?>> column) {
    columns.add(column);
    return this;
  }

  /** Sets the kind of each row's line; ordinary by default. */
  TableForm<T> kinds(Function<T, Kind> kinds) {
    kind = kinds;
    return this;
  }

  /** Sets what stands above, in pieces of which the first, the third and so on stand out. */
  TableForm<T> caption(String... pieces) {
    caption = Phrase.line(pieces);
    return this;
  }

  /** Adds what stands below, one sentence each. */
  TableForm<T> notes(String... sentences) {
    notes.addAll(List.of(sentences));
    return this;
  }

  /** Adds what stands below. */
  TableForm<T> notes(List<String> sentences) {
    notes.addAll(sentences);
    return this;
  }

  /** Adds a line after those of the rows. */
  TableForm<T> below(Line line) {
    below.add(line);
    return this;
  }

  /** Returns the columns that code computes with. */
  List<Column<?>> columns(List<T> rows) {
    List<Column<?>> all = new ArrayList<>();
    columns.forEach(column -> all.add(column.apply(rows)));
    return all;
  }

  /** Returns the line of a row. */
  Line line(Kind kind, T row) {
    return new Line(kind, cells.stream().map(cell -> cell.apply(row)).toList());
  }

  /** Returns a line that says something first and last, and nothing in the columns between. */
  Line line(Kind kind, Cell first, List<Cell> last) {
    List<Cell> line = new ArrayList<>(List.of(first));
    line.addAll(Collections.nCopies(heads.size() - 1 - last.size(), Cell.EMPTY));
    line.addAll(last);
    return new Line(kind, line);
  }

  /** Returns what readers see. */
  Grid grid(List<T> rows) {
    List<Line> lines = new ArrayList<>();
    rows.forEach(row -> lines.add(line(kind.apply(row), row)));
    lines.addAll(below);
    return new Grid(caption, heads, lines, notes);
  }

  /** Returns the table of rows. */
  ResultTable table(String name, List<T> rows) {
    return ResultTable.of(name, columns(rows), grid(rows));
  }
}
