package io.github.layerbook.view.table;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;

/** Columns of texts and of exact numbers, one value for each row. */
final class Columns {
  private Columns() {}

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
}
