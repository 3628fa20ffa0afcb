package io.github.layerbook.exchange.keras.summary;

import io.github.layerbook.exchange.keras.summary.SummaryRow.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the rows of a summary, with columns of blanks or in boxes. */
final class SummaryReader {
  private static final Pattern MODEL = Pattern.compile("Model: \"([^\"]*)\"?");
  private static final Pattern TYPED = Pattern.compile("(.*?)\\s*\\(([^()]*)(\\)?)$");
  private static final Pattern LINK =
      Pattern.compile("([\\p{L}\\p{N}_./:>-]+)(\\[(?:(\\d{1,4})(?:](?:\\[(\\d{1,4})]?)?)?)?)?(…?)");
  private static final Pattern COUNT = Pattern.compile("\\s*([0-9][0-9,.]*)\\s*(?:\\(.*)?");

  /** A name, a shape with two blanks or a bracket behind it, a count, and what it reads. */
  private static final Pattern PLAIN =
      Pattern.compile(
          "(?<name>.+?)\\s+(?<shape>\\[?\\[?[(]\\s*(?:None|[0-9]|[(,\\s])(?:.*?[)\\]]|.*?(?=\\s{2,}[0-9]))"
              + "|multiple|\\?|\\w*Output\\w*)"
              + "\\s+(?<count>[0-9][0-9,]*(?:\\s*\\(un\\w*\\)?)?)(?<rest>\\s.*|$)");

  /** A line that stands for rows that were left out. */
  private static final Pattern GAP = Pattern.compile("[\\s\\[(]*(?:[.·:⋮…]\\s*)+[])\\s]*");

  private final List<Draft> drafts = new ArrayList<>();
  private String name = "";
  private List<Integer> starts = List.of();
  private boolean connected;
  private boolean boxed;
  private boolean ended;
  private int gap;

  /** A row while its lines are read. */
  private static final class Draft {
    final int line;
    final int depth;
    final StringBuilder name = new StringBuilder();
    final StringBuilder shape = new StringBuilder();
    final List<String> links = new ArrayList<>();
    String count = "";

    Draft(int line, int depth) {
      this.line = line;
      this.depth = depth;
    }
  }

  /**
   * What a text lists.
   *
   * @param name the model's name; empty where it is not told
   * @param rows its rows
   * @param connected whether it says what each layer reads
   * @param gap the first line that stands for rows that were left out; 0 if there is none
   */
  record Summary(String name, List<SummaryRow> rows, boolean connected, int gap) {
    /** Returns whether no row tells anything: the model has no weights yet. */
    boolean isUnbuilt() {
      return rows.stream().allMatch(row -> row.parameters().isEmpty());
    }
  }

  private SummaryReader() {}

  /** Returns the rows of a text; none where it is no summary. */
  static Summary read(String text) {
    SummaryReader reader = new SummaryReader();
    for (SummaryLines.Line line : SummaryLines.of(text)) {
      reader.line(line.number(), line.text());
    }
    return new Summary(
        reader.name,
        reader.drafts.stream().map(reader::row).toList(),
        reader.connected,
        reader.gap);
  }

  private void line(int number, String line) {
    Matcher model = MODEL.matcher(line);
    if (model.find()) {
      name = name.isEmpty() ? model.group(1) : name;
    } else if (SummaryLines.isHeader(line)) {
      boxed = line.contains("┃") || line.contains("│");
      connected = line.contains("Connected");
      starts = boxed ? List.of() : starts(line);
    } else if (line.indexOf('│') >= 0) {
      boxed(number, line);
    } else if (isTotal(line)) {
      ended = !drafts.isEmpty();
    } else if (!drafts.isEmpty() && !ended && GAP.matcher(line).matches()) {
      gap = gap > 0 ? gap : number;
    } else if (!ended && !line.isBlank() && !isRule(line)) {
      plain(number, line);
    }
  }

  private static boolean isRule(String line) {
    return line.strip().matches("[|+\\s]*[_=─━┏┓┡┩├┤└┘┬┴┼┳╇¯-]{3,}.*");
  }

  /** Returns whether a line states totals. */
  static boolean isTotal(String line) {
    return line.matches("(?i)\\s*(?:total|trainable|non-trainable|optimizer) params\\b.*");
  }

  private static List<Integer> starts(String header) {
    List<Integer> starts = new ArrayList<>();
    for (String column :
        List.of("Layer (type", "Output Shape", "Param", "Connected", "Trainable")) {
      if (header.contains(column)) {
        starts.add(header.indexOf(column));
      }
    }
    return starts;
  }

  private void boxed(int number, String line) {
    String[] cells = line.substring(line.indexOf('│') + 1).split("│", -1);
    if (cells.length < 3 || cells[0].matches("\\s*:?-{3,}:?\\s*")) {
      return;
    }
    if (COUNT.matcher(cells[2]).matches()) {
      String first = cells[0];
      int depth = first.indexOf('└') < 0 ? 0 : 1 + first.indexOf('└') / 4;
      drafts.add(new Draft(number, depth));
      last().count = cells[2].strip();
    } else if (drafts.isEmpty()) {
      return;
    }
    append(last().name, cells[0].replace("└", "").strip());
    append(last().shape, cells[1].strip());
    for (int i = 3; i < cells.length; i++) {
      last().links.add(cells[i].strip());
    }
  }

  private static void append(StringBuilder cell, String more) {
    cell.append(cell.length() == 0 || more.isEmpty() ? "" : " ").append(more);
  }

  private Draft last() {
    return drafts.get(drafts.size() - 1);
  }

  private void plain(int number, String line) {
    String inner = line.replaceFirst("^\\s*(?:\\|\\s*)*", "").replaceFirst("\\s*\\|\\s*$", "");
    int depth =
        (int)
            line.substring(0, line.length() - inner.length()).chars().filter(c -> c == '|').count();
    Matcher row = PLAIN.matcher(inner);
    if (isInColumns(line)) {
      drafts.add(new Draft(number, 0));
      last().name.append(line.substring(starts.get(0), starts.get(1)).stripTrailing());
      last().shape.append(line, starts.get(1), starts.get(2));
      last().count = line.substring(starts.get(2), linksStart(line)).strip();
      last().links.add(line.substring(linksStart(line)).strip());
    } else if (row.matches() && row.group("name").length() < 200) {
      drafts.add(new Draft(number, line.stripLeading().startsWith("|") ? depth : 0));
      last().name.append(row.group("name").strip());
      last().shape.append(row.group("shape"));
      last().count = row.group("count");
      last().links.add(row.group("rest").strip());
    } else if (!drafts.isEmpty()) {
      continued(line.replace('|', ' '));
    }
  }

  /** Whether the cells stand where the heads of the columns do, though one may be cut. */
  private boolean isInColumns(String line) {
    return starts.size() >= 3
        && line.length() > starts.get(2)
        && line.substring(starts.get(1), starts.get(2)).matches("(?:[\\[(].*|\\w+|\\?) +")
        && line.substring(starts.get(2)).matches("[0-9].*")
        && line.charAt(starts.get(1) - 1) == ' ';
  }

  private int linksStart(String line) {
    int end = starts.size() > 3 ? starts.get(3) : line.length();
    return Math.min(end, line.length());
  }

  /** A line that goes on with cells that did not fit. */
  private void continued(String line) {
    boolean told = starts.size() >= 3;
    int shape = told ? starts.get(1) : 0;
    int count = told ? starts.get(2) : 0;
    int links = starts.size() > 3 ? starts.get(3) : Integer.MAX_VALUE;
    for (Matcher word = Pattern.compile("\\S+").matcher(line); word.find(); ) {
      int at = word.start();
      String text = word.group();
      boolean named = last().name.indexOf("(") >= 0 && last().name.indexOf(")") >= 0;
      if (text.matches(".*\\w\\[\\d.*") || at >= links - 1) {
        last().links.add(text);
      } else if (told && at >= shape - 1 && at < count) {
        last().shape.append(text);
      } else if (!named && at < (told ? shape : 34)) {
        // What follows a name that is not closed is its end; else it is the class in brackets.
        boolean inside = last().name.indexOf("(") >= 0 && last().name.indexOf(")") < 0;
        last().name.append(inside || !text.startsWith("(") ? "" : " ").append(text);
      }
    }
  }

  private SummaryRow row(Draft draft) {
    String written = draft.name.toString().strip();
    Matcher typed = TYPED.matcher(written);
    boolean whole = typed.matches();
    String label = whole ? typed.group(1) : written;
    String type = whole ? typed.group(2) : "";
    boolean cutType = type.endsWith("…") || !whole || typed.group(3).isEmpty();
    String rest = String.join(" ", draft.links);
    Matcher trained = Pattern.compile("(?:^|\\s)([YN])(?=\\s|$)").matcher(rest);
    Optional<Boolean> trainable =
        trained.find() ? Optional.of(trained.group(1).equals("Y")) : Optional.empty();
    return new SummaryRow(
        draft.line,
        draft.depth,
        written(label, !whole && !boxed),
        written(type, cutType),
        Shapes.of(draft.shape.toString()),
        count(draft.count),
        connected ? links(draft.links) : List.of(),
        trainable);
  }

  private static Written written(String text, boolean cut) {
    return text.endsWith("…")
        ? new Written(text.substring(0, text.length() - 1).strip(), true)
        : new Written(text.strip(), cut);
  }

  private static Optional<Long> count(String written) {
    Matcher count = COUNT.matcher(written);
    String digits = count.matches() ? count.group(1).replaceAll("[,.]", "") : "";
    return digits.isEmpty() || digits.length() > 18 || written.contains("unbuilt")
        ? Optional.empty()
        : Optional.of(Long.valueOf(digits));
  }

  /** Keras 2.7 to 2.15 prints a list and breaks it anywhere; the others a name a line. */
  private static List<Link> links(List<String> lines) {
    boolean list = lines.stream().anyMatch(line -> line.startsWith("['"));
    String joined = String.join(list ? "" : " ", lines);
    List<Link> links = new ArrayList<>();
    Matcher link = LINK.matcher(list ? joined.replaceAll("^\\[|[',]|]$", " ") : joined);
    while (link.find()) {
      String name = link.group(1);
      boolean whole = link.group(2) != null;
      if (name.equals("-") || (name.matches("[YN]") && !whole)) {
        continue;
      }
      links.add(new Link(new Written(name, !whole), number(link.group(3)), number(link.group(4))));
    }
    return links;
  }

  private static int number(String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }
}
