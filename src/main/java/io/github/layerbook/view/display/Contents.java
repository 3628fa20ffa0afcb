package io.github.layerbook.view.display;

import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * What a table holds, in 64 bits: its name, its columns' names and types, and their values.
 *
 * <p>Tablesaw's tables are changed in place and tell nobody; two of these tell whether one was. A
 * copy would tell it too, at twice the memory of a sweep's million rows.
 */
final class Contents {
  private static final long PRIME = 0x9E3779B97F4A7C15L;

  private long hash;

  private Contents() {}

  static long of(Table table) {
    Contents contents = new Contents();
    contents.add(String.valueOf(table.name()));
    contents.add(table.columnCount());
    for (Column<?> column : table.columns()) {
      contents.add(column.name());
      contents.add(column.type().name());
      contents.add(column.size());
      for (int row = 0; row < column.size(); row++) {
        contents.addValue(column.get(row));
      }
    }
    return contents.hash;
  }

  private void addValue(@Nullable Object value) {
    if (value instanceof Long number) {
      add(number);
    } else if (value instanceof Double number) {
      add(Double.doubleToLongBits(number));
    } else {
      add(String.valueOf(value));
    }
  }

  private void add(String text) {
    add(text.length());
    for (int i = 0; i < text.length(); i++) {
      add(text.charAt(i));
    }
  }

  private void add(long bits) {
    hash = Long.rotateLeft((hash ^ bits) * PRIME, 29);
  }
}
