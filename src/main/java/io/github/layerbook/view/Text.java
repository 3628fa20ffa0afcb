package io.github.layerbook.view;

import io.github.layerbook.view.Grid.Kind;
import io.github.layerbook.view.Grid.Line;
import io.github.layerbook.view.Grid.Phrase;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Prints grids as plain text in columns. */
final class Text {
  private static final String GAP = "  ";

  /** Scripts whose characters are two columns wide in a fixed-width font (Unicode's annex 11). */
  private static final Set<UnicodeScript> WIDE =
      Set.of(
          UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA, UnicodeScript.HANGUL);

  private final Grid grid;
  private final List<Integer> widths = new ArrayList<>();

  private Text(Grid grid) {
    this.grid = grid;
    for (int i = 0; i < grid.heads().size(); i++) {
      int column = i;
      int width =
          grid.lines().stream()
              .filter(line -> !spans(line) || column > 0)
              .mapToInt(line -> width(cell(line, column)))
              .max()
              .orElse(0);
      widths.add(Math.max(width, width(line(grid.heads().get(i).title()))));
    }
    grid.lines().stream().filter(Text::spans).forEach(this::makeRoom);
  }

  /** Widens the last column that a line's first cell spans, where the cell needs it. */
  private void makeRoom(Line line) {
    int last = line.span() - 1;
    int missing = width(cell(line, 0)) - end(last);
    if (missing > 0) {
      widths.set(last, widths.get(last) + missing);
    }
  }

  /** The position after a column. */
  private int end(int column) {
    int total = widths.subList(0, column + 1).stream().mapToInt(Integer::intValue).sum();
    return total + GAP.length() * column;
  }

  /** Makes one line of a text: control characters and line breaks become spaces. */
  static String line(String text) {
    return text.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ");
  }

  /** Returns how many columns a text takes in a fixed-width font. */
  static int width(String text) {
    return text.codePoints().map(Text::width).sum();
  }

  private static int width(int codePoint) {
    int type = Character.getType(codePoint);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    boolean fullWidth = codePoint >= 0xFF01 && codePoint <= 0xFF60;
    return fullWidth || WIDE.contains(UnicodeScript.of(codePoint)) ? 2 : 1;
  }

  /** Prints a grid; lines have no trailing spaces. */
  static String of(Grid grid) {
    return new Text(grid).print();
  }

  private String print() {
    List<String> lines = new ArrayList<>();
    if (!grid.caption().isEmpty()) {
      lines.add(line(grid.caption().stream().map(Phrase::text).collect(Collectors.joining())));
      lines.add("");
    }
    lines.add(row(grid.heads().stream().map(head -> line(head.title())).toList(), 1));
    lines.add(rule());
    for (Line line : grid.lines()) {
      if (line.kind() == Kind.TOTAL) {
        lines.add(rule());
      }
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < grid.heads().size(); i++) {
        cells.add(cell(line, i));
      }
      lines.add(row(cells, spans(line) ? line.span() : 1));
    }
    grid.notes().forEach(note -> lines.add(line(note)));
    return String.join("\n", lines) + "\n";
  }

  private static boolean spans(Line line) {
    return line.kind() != Kind.ROW && line.span() > 1;
  }

  private static String cell(Line line, int column) {
    String text = line(line.cells().get(column).text());
    return line.kind() == Kind.MEMBER && column == 0 ? GAP + text : text;
  }

  private String rule() {
    return "-".repeat(Math.max(0, end(widths.size() - 1)));
  }

  private String row(List<String> cells, int span) {
    StringBuilder row = new StringBuilder();
    for (int i = 0; i < cells.size(); i += i == 0 ? span : 1) {
      boolean right = grid.heads().get(i).right() && (i > 0 || span == 1);
      int from = right ? end(i) - width(cells.get(i)) : end(i) - widths.get(i);
      row.append(" ".repeat(from - width(row.toString()))).append(cells.get(i));
    }
    return row.toString().stripTrailing();
  }
}
