package io.github.layerbook.view.display;

import io.github.layerbook.unit.Numbers;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.columns.Column;

/**
 * The texts of one column of a table, all written in one way.
 *
 * @param column the column
 * @param text the text of a row that is not missing
 */
record ColumnText(Column<?> column, IntFunction<String> text) {
  /** Names of columns whose whole numbers name something and do not count it. */
  private static final Pattern NAMES_NOT_COUNTS =
      Pattern.compile("(?i)(.*[^\\p{L}])?(years?|ids?|codes?|zip|index|seed|port)|.*[a-z]Id");

  private static final int MOST_DECIMALS = 4;

  /** Decides how the first rows of a column are written. */
  static ColumnText of(Column<?> column, int rows) {
    if (column instanceof NumericColumn<?> numbers && !isFormattedByUser(numbers, rows)) {
      return new ColumnText(column, isWhole(numbers) ? whole(numbers, rows) : real(numbers, rows));
    }
    return new ColumnText(column, column::getString);
  }

  boolean isNumeric() {
    return column instanceof NumericColumn<?>;
  }

  /** The text of a row; a dash for a missing value without a text. */
  String at(int row) {
    String shown = column.isMissing(row) ? column.getString(row) : text.apply(row);
    boolean none = shown == null || shown.isEmpty();
    return none && column.type() != ColumnType.STRING ? "–" : Objects.requireNonNullElse(shown, "");
  }

  private static boolean isWhole(NumericColumn<?> numbers) {
    ColumnType type = numbers.type();
    return type == ColumnType.INTEGER || type == ColumnType.LONG || type == ColumnType.SHORT;
  }

  private static IntFunction<String> whole(NumericColumn<?> numbers, int rows) {
    boolean counts = !NAMES_NOT_COUNTS.matcher(numbers.name()).matches();
    boolean large = present(numbers, rows).mapToObj(numbers::get).anyMatch(n -> size(n) >= 10_000);
    return counts && large
        ? row -> Numbers.count(numbers.get(row).longValue())
        : numbers::getString;
  }

  private static double size(Number number) {
    return Math.abs(number.doubleValue());
  }

  private static IntFunction<String> real(NumericColumn<?> numbers, int rows) {
    int decimals = present(numbers, rows).map(row -> decimals(numbers, row)).max().orElse(0);
    return row -> Numbers.decimal(numbers.getDouble(row), Math.min(decimals, MOST_DECIMALS));
  }

  private static IntStream present(NumericColumn<?> numbers, int rows) {
    return IntStream.range(0, rows).filter(row -> !numbers.isMissing(row));
  }

  /** The decimals that a number has when it is written exactly as its shortest decimal. */
  private static int decimals(NumericColumn<?> numbers, int row) {
    double value = numbers.getDouble(row);
    return Double.isInfinite(value)
        ? 0
        : Math.max(0, new BigDecimal(number(numbers, row)).stripTrailingZeros().scale());
  }

  private static String number(NumericColumn<?> numbers, int row) {
    return String.valueOf(numbers.get(row));
  }

  /** Whether the column writes its numbers otherwise than a new column of Tablesaw's does. */
  private static boolean isFormattedByUser(NumericColumn<?> numbers, int rows) {
    return present(numbers, rows).anyMatch(row -> !plain(numbers, row).equals(shown(numbers, row)));
  }

  private static String shown(NumericColumn<?> numbers, int row) {
    return numbers.getString(row);
  }

  private static String plain(NumericColumn<?> numbers, int row) {
    return isWhole(numbers)
        ? number(numbers, row)
        : DoubleColumn.create("", numbers.getDouble(row)).getString(0);
  }
}
