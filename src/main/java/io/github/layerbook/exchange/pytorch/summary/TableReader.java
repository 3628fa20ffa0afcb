package io.github.layerbook.exchange.pytorch.summary;

import io.github.layerbook.unit.WrittenFigure;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the rows of tables that tools print of PyTorch models. */
final class TableReader {
  /** {@code ├─Conv2d (conv1): 1-2}, {@code Conv2d-1}, {@code Conv2d (conv1)}, {@code Net}. */
  private static final Pattern LABEL =
      Pattern.compile(
          "(?<tree>[│|├└+\\s]*[─]?)(?<type>[A-Za-z_][\\w.]*)(?: \\((?<name>[^()]*)\\))?"
              + "(?:: (?<depth>[0-9]{1,3})-(?<index>[0-9]{1,6})|-(?<number>[0-9]{1,6}))?");

  private static final Pattern CELL =
      Pattern.compile(
          "\\[(?:[-0-9, ]|\\[[-0-9, ]*])*]|--|\\(recursive\\)|[0-9.]+ ?%"
              + "|\\([0-9][0-9,]*\\)"
              + "|[0-9][0-9,]*(?:\\.[0-9]+)?(?: ?[KMGTB](?![\\w]))?"
              + "|True|False|Partial|train|eval");

  /** Columns of torchinfo and the others, as their heads begin. */
  private static final List<String> COLUMNS =
      List.of(
          "Input Shape",
          "Output Shape",
          "Kernel Shape",
          "Param #",
          "Param %",
          "Mult-Adds",
          "Trainable",
          "Tr. Param #");

  private static final int LONGEST_LINE = 2_000;

  private final List<TableRow> rows = new ArrayList<>();
  private final Map<Integer, String> paths = new HashMap<>();
  private final Map<String, String> byIndex = new HashMap<>();
  private final Set<String> taken = new HashSet<>();
  private List<String> columns = List.of();
  private boolean shapes;

  private TableReader() {}

  /** Returns the rows of a text. */
  static List<TableRow> read(String text) {
    TableReader reader = new TableReader();
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      if (line.length() <= LONGEST_LINE) {
        reader.line(number, line);
      }
    }
    return containers(reader.rows);
  }

  /** Marks the rows that others follow which stand deeper. */
  private static List<TableRow> containers(List<TableRow> rows) {
    List<TableRow> marked = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      TableRow row = rows.get(i);
      boolean container = i + 1 < rows.size() && rows.get(i + 1).depth() > row.depth();
      marked.add(
          new TableRow(
              row.line(),
              row.depth(),
              row.path(),
              row.type(),
              row.input(),
              row.output(),
              row.kernel(),
              row.parameters(),
              row.multiplyAdds(),
              row.again(),
              row.frozen(),
              container));
    }
    return marked;
  }

  /** Returns whether a line states totals. */
  static boolean isTotal(String line) {
    return line.matches(
        "(?i)\\s*(?:[0-9.,]+ ?[KMGTB]? +)?(?:total|trainable|non-trainable|input|forward/backward|params"
            + "|estimated)\\b.*(?:param|size|mult-adds|mac|flop).*");
  }

  private void line(int number, String line) {
    String plain = line.replace('\t', ' ');
    if (plain.contains("Layer (type") || plain.matches("\\s*\\|?\\s*Name\\s+\\|\\s*Type.*")) {
      columns = columns(plain);
      shapes = true;
    } else if (plain.contains("|") && plain.matches("\\s*[0-9]+\\s*\\|.*")) {
      lightning(number, plain);
    } else if (!isTotal(plain) && !plain.matches("[\\s=_\\-]*") && shapes) {
      row(number, plain);
    }
  }

  private static List<String> columns(String header) {
    Map<Integer, String> found = new java.util.TreeMap<>();
    for (String column : COLUMNS) {
      int at = header.indexOf(column);
      boolean part = column.equals("Param #") && at >= 4 && header.startsWith("Tr. ", at - 4);
      if (at >= 0 && !part) {
        found.put(at, column);
      }
    }
    return List.copyOf(found.values());
  }

  private void row(int number, String line) {
    Matcher label = LABEL.matcher(line);
    if (!label.lookingAt()) {
      return;
    }
    List<String> cells = new ArrayList<>();
    Matcher cell = CELL.matcher(line).region(label.end(), line.length());
    while (cell.find()) {
      cells.add(cell.group());
    }
    boolean plain = CELL.matcher(line.substring(label.end())).replaceAll("").isBlank();
    if (cells.isEmpty() || !plain) {
      return;
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < cells.size() && i < columns.size(); i++) {
      values.put(columns.get(i), cells.get(i));
    }
    add(number, label, values);
  }

  private void add(int number, Matcher label, Map<String, String> values) {
    String type = label.group("type");
    int depth = depth(label);
    String index = label.group("index") == null ? "" : depth + "-" + label.group("index");
    String count = values.getOrDefault("Param #", "");
    boolean again = values.containsValue("(recursive)");
    String name = label.group("name");
    String own = name == null ? type + number(label) : name;
    String path = depth == 0 && label.group("number") == null ? "" : own;
    if (depth > 1) {
      String outer = paths.getOrDefault(depth - 1, "");
      path = outer.isEmpty() ? own : outer + "." + own;
    }
    String known = index.isEmpty() ? null : byIndex.get(index);
    if (again && known != null) {
      path = known;
    } else if (!again && !path.isEmpty()) {
      path = unique(path);
    }
    byIndex.putIfAbsent(index, path);
    paths.put(depth, path);
    rows.add(
        new TableRow(
            number,
            depth,
            path,
            type,
            extents(values.getOrDefault("Input Shape", "")),
            extents(values.getOrDefault("Output Shape", "")),
            extents(values.getOrDefault("Kernel Shape", "")),
            again ? Optional.of(0L) : count(count),
            count(values.getOrDefault("Mult-Adds", "")),
            again,
            count.startsWith("(") || "False".equals(values.get("Trainable")),
            false));
  }

  private static String number(Matcher label) {
    return label.group("number") != null
        ? "-" + label.group("number")
        : label.group("index") != null
            ? "-" + label.group("depth") + "-" + label.group("index")
            : "";
  }

  private String unique(String path) {
    String candidate = path;
    for (int i = 2; !taken.add(candidate); i++) {
      candidate = path + "_" + i;
    }
    return candidate;
  }

  private static int depth(Matcher label) {
    if (label.group("depth") != null) {
      return Integer.parseInt(label.group("depth"));
    } else if (label.group("number") != null) {
      return 0;
    }
    String tree = label.group("tree");
    int branch = Math.max(tree.indexOf('+'), Math.max(tree.indexOf('├'), tree.indexOf('└')));
    return branch < 0 ? 0 : 1 + branch / 5;
  }

  private static List<Long> extents(String cell) {
    List<Long> extents = new ArrayList<>();
    if (cell.startsWith("[")) {
      int end = cell.indexOf(']');
      String first = cell.substring(cell.lastIndexOf('[', end) + 1, end);
      Matcher extent = Pattern.compile("-?[0-9]{1,12}").matcher(first);
      while (extent.find()) {
        extents.add(Long.valueOf(extent.group()));
      }
    } else if (cell.matches("[0-9]{1,6}")) {
      extents.add(Long.valueOf(cell));
    }
    return extents;
  }

  /** The number of a cell; 0 where a dash stands for none. */
  private static Optional<Long> count(String cell) {
    if (cell.equals("--") || cell.equals("-")) {
      return Optional.of(0L);
    }
    return WrittenFigure.of(cell.replaceAll("[()]", ""))
        .map(figure -> figure.value().setScale(0, RoundingMode.HALF_UP))
        .filter(value -> value.precision() <= 18)
        .map(java.math.BigDecimal::longValue);
  }

  /** {@code 0 | model | Sequential | 235 K | train}. */
  private void lightning(int number, String line) {
    String[] cells = line.split("\\|", -1);
    if (cells.length >= 4 && cells[2].strip().matches("[A-Za-z_][\\w.]*")) {
      rows.add(
          new TableRow(
              number,
              0,
              cells[1].strip(),
              cells[2].strip(),
              List.of(),
              List.of(),
              List.of(),
              count(cells[3].strip()),
              Optional.empty(),
              false,
              false,
              false));
    }
  }
}
