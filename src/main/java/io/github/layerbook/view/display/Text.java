package io.github.layerbook.view.display;

import io.github.layerbook.view.display.Grid.Cell;
import io.github.layerbook.view.display.Grid.Kind;
import io.github.layerbook.view.display.Grid.Line;
import io.github.layerbook.view.display.Grid.Phrase;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Prints grids as plain text in columns. */
public final class Text {
  private static final String GAP = "  ";
  private static final Pattern BREAKS = Pattern.compile("[\\p{Cc}\\u2028\\u2029]+");

  /** The first character that is not one column wide. */
  private static final int SOFT_HYPHEN = 0xAD;

  /** Scripts whose characters are two columns wide in a fixed-width font (Unicode's annex 11). */
  private static final Set<UnicodeScript> WIDE =
      Set.of(
          UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA, UnicodeScript.HANGUL);

  private final Grid grid;
  private final List<Piece> heads;
  private final List<List<Piece>> lines;
  private final int[] widths;

  /**
   * A cell's text on one line.
   *
   * @param text the text
   * @param width how many columns it takes
   */
  private record Piece(String text, int width) {
    static Piece of(String text) {
      String line = line(text);
      return new Piece(line, Text.width(line));
    }
  }

  private Text(Grid grid) {
    this.grid = grid;
    this.heads = grid.heads().stream().map(head -> Piece.of(head.heading())).toList();
    this.lines = grid.lines().stream().map(Text::pieces).toList();
    this.widths = heads.stream().mapToInt(Piece::width).toArray();
    for (int i = 0; i < lines.size(); i++) {
      for (int column = spans(grid.lines().get(i)) ? 1 : 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], lines.get(i).get(column).width());
      }
    }
    for (int i = 0; i < lines.size(); i++) {
      if (spans(grid.lines().get(i))) {
        makeRoom(grid.lines().get(i).span() - 1, lines.get(i).get(0).width());
      }
    }
  }

  /** Widens the last column that a line's first cell spans, where the cell needs it. */
  private void makeRoom(int last, int width) {
    widths[last] += Math.max(0, width - end(last));
  }

  /** The position after a column. */
  private int end(int column) {
    int end = GAP.length() * column;
    for (int i = 0; i <= column; i++) {
      end += widths[i];
    }
    return end;
  }

  /** Makes one line of a text: control characters and line breaks become spaces. */
  public static String line(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
        return BREAKS.matcher(text).replaceAll(" ");
      }
    }
    return text;
  }

  /** Returns how many columns a text takes in a fixed-width font. */
  public static int width(String text) {
    int width = 0;
    for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
      width += width(text.codePointAt(i));
    }
    return width;
  }

  private static int width(int codePoint) {
    if (codePoint < SOFT_HYPHEN) {
      return 1;
    }
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
  public static String of(Grid grid) {
    return new Text(grid).print();
  }

  private String print() {
    List<String> text = new ArrayList<>();
    if (!grid.caption().isEmpty()) {
      text.add(line(grid.caption().stream().map(Phrase::text).collect(Collectors.joining())));
      text.add("");
    }
    text.add(row(heads, 1));
    text.add(rule());
    for (int i = 0; i < lines.size(); i++) {
      Line line = grid.lines().get(i);
      if (line.kind() == Kind.TOTAL) {
        text.add(rule());
      }
      text.add(row(lines.get(i), spans(line) ? line.span() : 1));
    }
    grid.notes().forEach(note -> text.add(line(note)));
    return String.join("\n", text) + "\n";
  }

  private static boolean spans(Line line) {
    return line.kind() != Kind.ROW && line.span() > 1;
  }

  private static List<Piece> pieces(Line line) {
    List<Piece> pieces = new ArrayList<>(line.cells().size());
    for (Cell cell : line.cells()) {
      boolean inset = line.kind() == Kind.MEMBER && pieces.isEmpty();
      pieces.add(Piece.of(inset ? GAP + cell.text() : cell.text()));
    }
    return pieces;
  }

  private String rule() {
    return "-".repeat(Math.max(0, end(widths.length - 1)));
  }

  private String row(List<Piece> pieces, int span) {
    StringBuilder row = new StringBuilder();
    int at = 0;
    for (int i = 0; i < pieces.size(); i += i == 0 ? span : 1) {
      Piece piece = pieces.get(i);
      boolean right = grid.heads().get(i).right() && (i > 0 || span == 1);
      int from = end(i) - (right ? piece.width() : widths[i]);
      row.append(" ".repeat(from - at)).append(piece.text());
      at = from + piece.width();
    }
    return row.toString().stripTrailing();
  }
}
