package io.github.layerbook.view.document;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Prints tables as Excel workbooks: numbers as numbers, texts as texts that are no formulas. */
public final class Workbooks {
  /** Excel's sheets have no more rows. */
  private static final int MOST_ROWS = 1_048_575;

  private static final int LONGEST_TEXT = 32_767;
  private static final int LONGEST_NAME = 31;

  private Workbooks() {}

  /**
   * Returns a workbook with one sheet.
   *
   * @throws IllegalArgumentException if a sheet cannot hold that many rows
   */
  public static byte[] of(Table table) {
    if (table.rowCount() > MOST_ROWS) {
      throw new IllegalArgumentException(
          "a sheet of Excel has at most %,d rows, the table %,d: write it as .csv"
              .formatted(MOST_ROWS, table.rowCount()));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Workbook workbook = new Workbook(bytes, "Layerbook", "1.0")) {
      Worksheet sheet = workbook.newWorksheet(name(table));
      for (int column = 0; column < table.columnCount(); column++) {
        sheet.value(0, column, text(String.valueOf(table.column(column).name())));
        sheet.style(0, column).bold().set();
        for (int row = 0; row < table.rowCount(); row++) {
          put(sheet, row + 1, column, table.column(column), row);
        }
      }
      sheet.freezePane(0, 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void put(Worksheet sheet, int at, int column, Column<?> values, int row) {
    if (values.isMissing(row)) {
      return;
    }
    Object value = values.get(row);
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      sheet.value(at, column, number);
    } else if (value instanceof Boolean flag) {
      sheet.value(at, column, flag);
    } else {
      sheet.value(at, column, text(String.valueOf(value)));
    }
  }

  /** Without what XML cannot hold, and no longer than a cell. */
  private static String text(String text) {
    String clean = text.replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff]", " ");
    return clean.length() > LONGEST_TEXT ? clean.substring(0, LONGEST_TEXT) : clean;
  }

  private static String name(Table table) {
    String name =
        table.name() == null ? "" : text(table.name()).replaceAll("[\\\\/?*\\[\\]:']", " ");
    String shorter = name.strip();
    shorter = shorter.length() > LONGEST_NAME ? shorter.substring(0, LONGEST_NAME) : shorter;
    return shorter.isBlank() ? "Layerbook" : shorter.strip();
  }
}
