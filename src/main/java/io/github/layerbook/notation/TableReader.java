package io.github.layerbook.notation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes a table of networks side by side apart, as the VGG paper's table 1: one network a column.
 *
 * <p>Cells are separated by {@code |} (also as Markdown), tabs or commas. Several layers of a cell
 * stand on several rows or are parted by {@code <br>}. A row of one cell belongs to all columns; so
 * does a row whose first cell alone is filled, with an input, a pooling, a fully connected layer or
 * a softmax. A row with any other number of cells is ambiguous and is refused. Commas also stand
 * between layers that follow each other, {@code conv3-64, relu}: they part columns where the table
 * has headings, or a row has the same kind of layer in two cells.
 */
final class TableReader {
  private static final Pattern RULE = Pattern.compile("[\\s|:+-]*-[\\s|:+-]*");
  private static final Pattern DEPTH = Pattern.compile("(?i)[0-9]+\\s+(?:weight\\s+)?layers?");
  private static final Pattern BREAK = Pattern.compile("(?i)<br\\s*/?>");

  /** Before names of layers, between which commas part no cells. */
  private static final Pattern FROM = Pattern.compile("\\sfrom\\s");

  private static final Set<String> SPANNING =
      Set.of("input", "maxpool", "avgpool", "fc", "softmax");

  private final LayerReader layers;
  private final char separator;

  private TableReader(LayerReader layers, char separator) {
    this.layers = layers;
    this.separator = separator;
  }

  /**
   * A column of a table.
   *
   * @param name its heading as a name; empty where the table has one column without heading
   * @param cells its layers
   */
  record Column(String name, List<Cell> cells) {}

  /**
   * Returns the columns of a text that is a table, or nothing if it is none.
   *
   * @throws NotationException if a row is ambiguous
   */
  static Optional<List<Column>> columns(List<Cell> lines, LayerReader layers) {
    for (char separator : new char[] {'|', '\t', ','}) {
      TableReader reader = new TableReader(layers, separator);
      if (lines.stream().anyMatch(reader::isRow)
          && (separator != ',' || reader.isSideBySide(lines))) {
        return Optional.of(reader.read(lines));
      }
    }
    return Optional.empty();
  }

  /** Whether a line has several cells with layers; with bars, one is enough. */
  private boolean isRow(Cell line) {
    boolean names = separator == ',' && FROM.matcher(line.text()).find();
    if (names || line.text().indexOf(separator) < 0) {
      return false;
    }
    List<Cell> cells = split(line.withoutComment());
    int enough = separator == '|' ? 1 : 2;
    return cells.stream().filter(this::isLayer).limit(enough).count() == enough;
  }

  /** Whether a text with commas between layers has columns, and not layers one after another. */
  private boolean isSideBySide(List<Cell> lines) {
    List<List<Cell>> rows =
        lines.stream()
            .map(Cell::withoutComment)
            .filter(line -> LineLayers.input(line.trimmed()).isEmpty())
            .map(this::split)
            .toList();
    int width = rows.stream().mapToInt(List::size).max().orElse(0);
    List<List<Cell>> above =
        rows.stream().takeWhile(row -> row.stream().noneMatch(this::isLayer)).toList();
    return heading(above, width) >= 0 || rows.stream().anyMatch(this::repeatsAWord);
  }

  private boolean repeatsAWord(List<Cell> row) {
    List<String> words = row.stream().map(layers::word).filter(word -> !word.isEmpty()).toList();
    return new HashSet<>(words).size() < words.size();
  }

  private boolean isLayer(Cell cell) {
    return !parts(cell).isEmpty() && parts(cell).stream().allMatch(layers::isLayer);
  }

  private List<Column> read(List<Cell> lines) {
    List<List<Cell>> rows =
        lines.stream()
            .map(Cell::withoutComment)
            .filter(line -> !line.isBlank() && !RULE.matcher(line.content()).matches())
            .map(this::split)
            .toList();
    int width = rows.stream().mapToInt(List::size).max().orElse(0);
    int body = 0;
    while (body < rows.size() && rows.get(body).stream().noneMatch(this::isLayer)) {
      body++;
    }
    int heading = heading(rows.subList(0, body), width);
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      columns.add(
          new Column(
              heading < 0 ? unnamed(i, width) : name(rows.get(heading), i), new ArrayList<>()));
    }
    for (List<Cell> row : rows.subList(heading + 1, rows.size())) {
      if (!row.stream().allMatch(cell -> DEPTH.matcher(cell.content()).matches())) {
        distribute(row, columns);
      }
    }
    return columns;
  }

  /** The last row above the layers that has a text in every column, or -1. */
  private static int heading(List<List<Cell>> rows, int width) {
    for (int i = rows.size() - 1; i >= 0; i--) {
      List<Cell> row = rows.get(i);
      boolean full = row.size() == width && row.stream().noneMatch(Cell::isBlank);
      if (full && row.stream().noneMatch(cell -> DEPTH.matcher(cell.content()).matches())) {
        return i;
      }
    }
    return -1;
  }

  private static String unnamed(int column, int width) {
    return width == 1 ? "" : "column" + (column + 1);
  }

  private static String name(List<Cell> heading, int column) {
    String name = heading.get(column).content().replaceAll("[^\\p{L}\\p{N}_]", "_");
    String valid = Character.isDigit(name.charAt(0)) ? "_" + name : name;
    Set<String> before = new HashSet<>();
    heading.subList(0, column).forEach(cell -> before.add(cell.content()));
    if (before.contains(heading.get(column).content())) {
      throw heading
          .get(column)
          .error("two columns have the heading " + name, "give one of them another");
    }
    return valid;
  }

  private void distribute(List<Cell> row, List<Column> columns) {
    int width = columns.size();
    if (row.size() != 1 && row.size() != width) {
      throw row.get(0)
          .part(row.get(0).from(), row.get(row.size() - 1).to())
          .error(
              "this row has %d cells, the table %d columns".formatted(row.size(), width),
              "write every cell, empty ones too, such as "
                  + "| conv3-64 "
                  + "| ".repeat(width - 1)
                  + "|; one cell alone belongs to all columns");
    }
    boolean all = row.size() == 1 || spans(row);
    for (int i = 0; i < width; i++) {
      columns.get(i).cells().addAll(parts(row.get(all ? 0 : i)));
    }
  }

  private boolean spans(List<Cell> row) {
    boolean alone = row.subList(1, row.size()).stream().allMatch(Cell::isBlank);
    return alone && SPANNING.contains(layers.word(row.get(0)));
  }

  /** The layers of a cell; none for an empty one or a dash. */
  private static List<Cell> parts(Cell cell) {
    List<Cell> parts = new ArrayList<>();
    var breaks = BREAK.matcher(cell.text()).region(cell.from(), cell.to());
    int start = cell.from();
    while (breaks.find()) {
      parts.add(cell.part(start, breaks.start()).trimmed());
      start = breaks.end();
    }
    parts.add(cell.part(start, cell.to()).trimmed());
    parts.removeIf(part -> part.isBlank() || part.content().equals("-"));
    return parts;
  }

  private List<Cell> split(Cell line) {
    Cell row = separator == '|' ? withoutBars(line.trimmed()) : line;
    List<Cell> cells = new ArrayList<>();
    int start = row.from();
    for (int i = row.from(); i < row.to(); i++) {
      if (row.text().charAt(i) == separator) {
        cells.add(row.part(start, i).trimmed());
        start = i + 1;
      }
    }
    cells.add(row.part(start, row.to()).trimmed());
    return cells;
  }

  /** A row without the bars around it. */
  private static Cell withoutBars(Cell row) {
    String content = row.content();
    int from = row.from() + (content.startsWith("|") ? 1 : 0);
    int to = row.to() - (content.endsWith("|") && content.length() > 1 ? 1 : 0);
    return row.part(from, Math.max(from, to));
  }
}
