package io.github.layerbook.view.document;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Prints tables as CSV (RFC 4180), numbers as they are. Texts that a spreadsheet would take for a
 * formula get an apostrophe before them.
 */
public final class CsvTable {
  private static final Pattern FORMULA = Pattern.compile("[=+\\-@\\t\\r].*", Pattern.DOTALL);
  private static final Pattern QUOTED = Pattern.compile(".*[\",\\r\\n].*", Pattern.DOTALL);

  private CsvTable() {}

  /** Returns a row of texts, guarded and with its line end. */
  public static String row(List<String> texts) {
    return joined(texts.stream().map(CsvTable::text).toList());
  }

  /** Returns a table's columns and rows. */
  public static String of(Table table) {
    StringBuilder csv = new StringBuilder();
    csv.append(row(table.columns().stream().map(column -> String.valueOf(column.name())).toList()));
    for (int i = 0; i < table.rowCount(); i++) {
      List<String> cells = new ArrayList<>();
      for (Column<?> column : table.columns()) {
        cells.add(cell(column, i));
      }
      csv.append(joined(cells));
    }
    return csv.toString();
  }

  private static String cell(Column<?> column, int row) {
    if (column.isMissing(row)) {
      return "";
    }
    Object value = column.get(row);
    return value instanceof Number ? quoted(value.toString()) : text(String.valueOf(value));
  }

  private static String text(String text) {
    return quoted(FORMULA.matcher(text).matches() ? "'" + text : text);
  }

  private static String quoted(String text) {
    return QUOTED.matcher(text).matches() ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
  }

  private static String joined(List<String> cells) {
    return cells.stream().collect(Collectors.joining(",", "", "\r\n"));
  }
}
