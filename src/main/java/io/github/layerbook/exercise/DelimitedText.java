package io.github.layerbook.exercise;

import java.util.ArrayList;
import java.util.List;

/** Reads texts that are separated into lines and cells, as spreadsheets write them (RFC 4180). */
final class DelimitedText {
  /**
   * A line, or a row of a table.
   *
   * @param number the number of the line on which it begins, from 1
   * @param cells its cells, at least one
   */
  record Line(int number, List<String> cells) {}

  private final String text;
  private final char separator;
  private final List<Line> rows = new ArrayList<>();
  private final StringBuilder cell = new StringBuilder();
  private List<String> cells = new ArrayList<>();
  private int place;
  private int line = 1;
  private int begun = 1;

  private DelimitedText(String text, char separator) {
    this.text = text;
    this.separator = separator;
  }

  /** Returns the lines of a text, each as one cell. */
  static List<Line> lines(String text) {
    List<Line> lines = new ArrayList<>();
    for (String line : text.lines().toList()) {
      lines.add(new Line(lines.size() + 1, List.of(line)));
    }
    return lines;
  }

  /** Returns what separates the cells of a table whose first row is given; a comma if in doubt. */
  static char separator(String row) {
    boolean commas = row.indexOf(',') >= 0;
    return commas ? ',' : row.indexOf(';') >= 0 ? ';' : row.indexOf('\t') >= 0 ? '\t' : ',';
  }

  /**
   * Returns the rows of a table; a cell in quotes may hold separators, line ends and doubled
   * quotes.
   *
   * @throws IllegalArgumentException naming the line, if a quote is not closed
   */
  static List<Line> table(String text, char separator) {
    DelimitedText reader =
        new DelimitedText(text.replace("\r\n", "\n").replace('\r', '\n'), separator);
    reader.read();
    return reader.rows;
  }

  private void read() {
    for (; place < text.length(); place++) {
      char c = text.charAt(place);
      if (c == '"' && cell.toString().isBlank()) {
        quoted();
      } else if (c == separator) {
        endCell();
      } else if (c == '\n') {
        endRow();
      } else {
        cell.append(c);
      }
    }
    endRow();
  }

  /** Reads from an opening quote to the closing one, on which it stays. */
  private void quoted() {
    int opened = line;
    cell.setLength(0);
    for (place++; place < text.length(); place++) {
      char c = text.charAt(place);
      boolean doubled = text.startsWith("\"\"", place);
      if (c == '"' && !doubled) {
        return;
      }
      place += doubled ? 1 : 0;
      line += c == '\n' ? 1 : 0;
      cell.append(c);
    }
    throw new IllegalArgumentException(
        "line %d of the list of students: a quote is opened and not closed".formatted(opened));
  }

  private void endCell() {
    cells.add(cell.toString());
    cell.setLength(0);
  }

  private void endRow() {
    endCell();
    rows.add(new Line(begun, List.copyOf(cells)));
    cells = new ArrayList<>();
    line++;
    begun = line;
  }
}
