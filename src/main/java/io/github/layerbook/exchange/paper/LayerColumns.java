package io.github.layerbook.exchange.paper;

import io.github.layerbook.exchange.paper.PlainTable.Row;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The columns of a table of a layer a row, as its head names them. */
final class LayerColumns {
  /** What a column says, by how its heading is written. */
  enum Head {
    TYPE("(?i)^\\W*(?:layer )?\\(?(?:type|operators?|operation|kind)\\b"),
    NAME("(?i)^\\W*(?:layers?|name|stage|component|block)(?: name| no\\.?| #)?\\W*$"),
    KERNEL(
        "(?i)kernel|filter (?:size|shape)|patch|window|receptive|size ?/ ?stride|filter ?/ ?stride|filter dim"),
    STRIDE("(?i)\\bstrides?\\b"),
    PADDING("(?i)\\bpad"),
    ACTIVATION("(?i)activation(?! (?:shape|size))|non-?linear|\\bnl\\b"),
    INPUT("(?i)\\binput\\b|size-in"),
    SHAPE(
        "(?i)output (?:size|shape|dim\\w*|volume|map)|\\boutput\\b|of (?:the )?feature map|feature map size|activation shape|size-out"),
    OUT("(?i)filters?|channels?|feature maps?|\\bmaps?\\b|units|neurons|nodes|\\bdepth\\b|width"),
    PARAMETERS("(?i)param|weights"),
    SIZE("(?i)^\\W*size\\W*$|dimensions?");

    private final Pattern written;

    Head(String written) {
      this.written = Pattern.compile(written);
    }
  }

  private static final Pattern COPIED =
      Pattern.compile("(?im)^\\s*type\\s*/\\s*stride +filter shape +input size\\s*$");
  private static final Pattern COPIED_ROW =
      Pattern.compile(
          "^\\s*((?:\\d{1,2}\\s*[x×]\\s*)?\\p{L}[\\p{L} ]*/\\s*s\\d)\\s+(.*?)\\s+(\\d+\\s*[x×]\\s*\\d+\\s*[x×]\\s*\\d+)\\s*$");

  private final Map<Head, Integer> columns = new EnumMap<>(Head.class);

  /** How many columns the heading names. */
  private final int known;

  /** Finds the columns that a heading names. */
  LayerColumns(Row heading) {
    for (int column = 0; column < heading.cells().size(); column++) {
      String written = heading.cell(column);
      int own = column;
      Arrays.stream(Head.values())
          .filter(head -> !has(head) && head.written.matcher(written).find())
          .findFirst()
          .ifPresent(head -> columns.put(head, own));
    }
    known = columns.size();
    if (!has(Head.TYPE) && has(Head.NAME)) {
      columns.put(Head.TYPE, column(Head.NAME));
      columns.remove(Head.NAME);
    }
    if (has(Head.SIZE)) {
      columns.putIfAbsent(has(Head.KERNEL) ? Head.SHAPE : Head.KERNEL, column(Head.SIZE));
    }
  }

  /** Returns the number of a column; negative if there is none. */
  int column(Head head) {
    return columns.getOrDefault(head, -1);
  }

  /** Returns whether there is a column. */
  boolean has(Head head) {
    return column(head) >= 0;
  }

  /** Returns what a row says in a column; empty where there is none. */
  String cell(Row row, Head head) {
    return has(head) ? row.cell(column(head)) : "";
  }

  /** The row that names the columns. */
  static Optional<Row> heading(PlainTable table) {
    return table.rows().stream()
        .limit(6)
        .filter(
            row -> {
              LayerColumns own = new LayerColumns(row);
              boolean sized = own.has(Head.KERNEL) || own.has(Head.OUT);
              return own.has(Head.TYPE) && sized && own.known >= 2 && row.cells().size() >= 3;
            })
        .findFirst();
  }

  /** MobileNet's table as it is copied from a PDF, where blanks alone part the cells. */
  static String parted(String text) {
    if (!COPIED.matcher(text).find()) {
      return text;
    }
    StringBuilder parted = new StringBuilder();
    String times = "";
    for (String line : text.split("\n", -1)) {
      Matcher row = COPIED_ROW.matcher(line);
      if (COPIED.matcher(line).find()) {
        parted.append("Type / Stride\tFilter Shape\tInput Size");
      } else if (line.matches("\\W*\\d{1,2}\\s*[x×*]\\W*")) {
        times = line.strip() + " ";
      } else if (row.matches()) {
        parted
            .append(times)
            .append(row.group(1))
            .append('\t')
            .append(row.group(2))
            .append('\t')
            .append(row.group(3));
        times = "";
      } else {
        parted.append(line);
      }
      parted.append('\n');
    }
    return parted.toString();
  }
}
