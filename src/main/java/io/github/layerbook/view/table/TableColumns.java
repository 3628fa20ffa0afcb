package io.github.layerbook.view.table;

import io.github.layerbook.report.Quantity;
import io.github.layerbook.view.display.Grid.Cell;
import io.github.layerbook.view.display.QuantityText;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.columns.Column;

/** Columns of texts and numbers, and cells of quantities, the same in all tables. */
final class TableColumns {
  private TableColumns() {}

  /** Makes a column of texts. */
  static <T> StringColumn texts(String name, List<T> rows, Function<? super T, String> text) {
    return StringColumn.create(name, rows.stream().map(text).toList());
  }

  /** Makes a column of decimals. */
  static <T> DoubleColumn decimals(String name, List<T> rows, ToDoubleFunction<? super T> number) {
    return DoubleColumn.create(name, rows.stream().mapToDouble(number).toArray());
  }

  /** Makes a column of exact numbers. */
  static <T> LongColumn numbers(String name, List<T> rows, ToLongFunction<? super T> number) {
    return LongColumn.create(name, rows.stream().mapToLong(number).toArray());
  }

  /**
   * Makes a column under a quantity's heading: exact numbers, of ratios decimals; missing where a
   * row has none.
   */
  static <T> Column<?> of(Quantity quantity, List<T> rows, Function<T, Optional<Number>> number) {
    return of(quantity.heading(), quantity.isRatio(), rows, number);
  }

  /** Makes a column of decimals or of exact numbers, missing where a row has none. */
  static <T> Column<?> of(
      String name, boolean decimals, List<T> rows, Function<T, Optional<Number>> number) {
    return decimals ? fractions(name, rows, number) : wholes(name, rows, number);
  }

  private static <T> Column<?> fractions(
      String name, List<T> rows, Function<T, Optional<Number>> number) {
    DoubleColumn column = DoubleColumn.create(name);
    for (T row : rows) {
      column.append(number.apply(row).map(Number::doubleValue).orElse(Double.NaN));
    }
    return column;
  }

  private static <T> Column<?> wholes(
      String name, List<T> rows, Function<T, Optional<Number>> number) {
    LongColumn column = LongColumn.create(name);
    for (T row : rows) {
      number
          .apply(row)
          .ifPresentOrElse(value -> column.append(value.longValue()), column::appendMissing);
    }
    return column;
  }

  /** Makes a cell of a number, with every digit under the pointer and a bar as its part of most. */
  static Cell cell(Quantity quantity, Number number, double most) {
    return cell(quantity, number).bar(number.doubleValue(), most);
  }

  /** Makes a cell of a number, with every digit under the pointer where it is rounded. */
  static Cell cell(Quantity quantity, Number number) {
    Cell cell = Cell.of(quantity, number);
    String exact = QuantityText.exact(quantity, number);
    return exact.equals(cell.text()) ? cell : cell.hover(exact);
  }
}
