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
import io.github.layerbook.view.display.ResultTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import tech.tablesaw.columns.Column;

/**
 * The columns of a table whose rows are of one kind: each is declared once, as the column that code
 * computes with and as the cells that readers see.
 *
 * @param <T> what a row is about
 */
final class TableForm<T> {
  private final List<Head> heads = new ArrayList<>();
  private final List<Function<T, Cell>> cells = new ArrayList<>();
  private final List<Function<List<T>, Column<?>>> columns = new ArrayList<>();
  private Function<T, Kind> kind = row -> Kind.ROW;

  /** Adds a column of texts. */
  TableForm<T> text(String title, Function<T, String> text) {
    return shown(Head.text(title), row -> Cell.of(text.apply(row))).data(title, text);
  }

  /** Adds a column of texts that stand back. */
  TableForm<T> quiet(String title, Function<T, String> text) {
    return shown(Head.quiet(title), row -> Cell.of(text.apply(row))).data(title, text);
  }

  /** Adds a column of layers or shapes. */
  TableForm<T> layer(String title, Function<T, String> text) {
    return shown(Head.text(title), row -> LayerTitle.cell(text.apply(row))).data(title, text);
  }

  /** Adds a column of exact numbers. */
  TableForm<T> count(String title, ToLongFunction<T> number) {
    return number(title, number, row -> Numbers.count(number.applyAsLong(row)));
  }

  /** Adds a column of exact numbers that readers see as texts. */
  TableForm<T> number(String title, ToLongFunction<T> number, Function<T, String> text) {
    return shown(Head.number(title), row -> Cell.of(text.apply(row)))
        .column(rows -> TableColumns.numbers(title, rows, number));
  }

  /** Adds a column of decimals that readers see as cells. */
  TableForm<T> decimal(String title, ToDoubleFunction<T> number, Function<T, Cell> cell) {
    return shown(Head.number(title), cell)
        .column(rows -> TableColumns.decimals(title, rows, number));
  }

  /** Adds a column of exact numbers of a quantity, in one unit, each with what explains it. */
  TableForm<T> figure(
      String title, Quantity quantity, ToLongFunction<T> number, Function<T, String> hover) {
    return shown(
            Head.number(title),
            row -> Cell.of(quantity, number.applyAsLong(row)).hover(hover.apply(row)))
        .column(rows -> TableColumns.numbers(title, rows, number));
  }

  /** Adds a column of each quantity, with bars as its part of the largest number in the table. */
  TableForm<T> bars(
      List<Quantity> quantities, List<NetworkCosts> all, Function<T, NetworkCosts> costs) {
    for (Quantity quantity : quantities) {
      double most = NetworkCosts.most(quantity, all);
      shown(
              Head.bars(quantity),
              row -> TableColumns.cell(quantity, costs.apply(row).number(quantity), most))
          .quantity(quantity, row -> Optional.of(costs.apply(row).number(quantity)));
    }
    return this;
  }

  /** Adds what readers see of a column. */
  TableForm<T> shown(Head head, Function<T, Cell> cell) {
    heads.add(head);
    cells.add(cell);
    return this;
  }

  /** Adds a column of texts for code alone. */
  TableForm<T> data(String title, Function<T, String> text) {
    return column(rows -> TableColumns.texts(title, rows, text));
  }

  /** Adds a column of a quantity's numbers for code alone. */
  TableForm<T> quantity(Quantity quantity, Function<T, Optional<Number>> number) {
    return column(rows -> TableColumns.of(quantity, rows, number));
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

  /**
   * Returns what readers see.
   *
   * @param more the lines after those of the rows
   */
  Grid grid(List<Phrase> caption, List<T> rows, List<String> notes, Line... more) {
    List<Line> lines = new ArrayList<>();
    rows.forEach(row -> lines.add(line(kind.apply(row), row)));
    lines.addAll(List.of(more));
    return new Grid(caption, heads, lines, notes);
  }

  /** Returns the table of rows, with the lines after them. */
  ResultTable table(
      String name, List<Phrase> caption, List<T> rows, List<String> notes, Line... more) {
    return ResultTable.of(name, columns(rows), grid(caption, rows, notes, more));
  }
}
