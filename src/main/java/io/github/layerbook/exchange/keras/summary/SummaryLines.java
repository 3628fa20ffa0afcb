package io.github.layerbook.exchange.keras.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The lines of a summary as Keras prints them, whatever copying made of them: all on one line, with
 * blanks inside brackets, as a table of Markdown.
 */
final class SummaryLines {
  private static final int LONGEST_LINE = 2_000;

  private static final Pattern HEADER =
      Pattern.compile("^[┃|\\s]*Layer(?:\\s*\\(\\s*type\\b|\\s+[┃|]?.*Param).*");

  private static final Pattern MODEL = Pattern.compile("^\\s*Model: \".*");

  /** Keras 2.7 to 2.15 rules no line between rows: a count ends a row, a name begins the next. */
  private static final Pattern NEXT_ROW =
      Pattern.compile("(?<=[)\\]])(\\s+[0-9][0-9,]*)\\s+(?=[\\w/.-]+ \\([A-Z])");

  private static final Pattern RULE = Pattern.compile("\\s*([_=─━]{10,})\\s*");

  private static final Pattern TOTALS =
      Pattern.compile("\\s+(?=(?:Total|Trainable|Non-trainable) params:)");

  /** A line of a text. */
  record Line(int number, String text) {}

  private SummaryLines() {}

  /** Returns the lines, each with its number in the text. */
  static List<Line> of(String text) {
    List<Line> lines = new ArrayList<>();
    boolean table = text.lines().anyMatch(line -> line.matches("\\s*\\|\\s*\\**Layer.*"));
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      for (String part : line.length() > LONGEST_LINE ? parts(line) : List.of(line)) {
        for (String each : isSeveral(part) ? parts(part) : List.of(part)) {
          lines.add(new Line(number, plain(each, table)));
        }
      }
    }
    return lines;
  }

  private static boolean isSeveral(String line) {
    int first = line.indexOf("(None");
    return first >= 0
        && line.indexOf("(None", first + 1) > 0
        && (RULE.matcher(line).find() || NEXT_ROW.matcher(line).find());
  }

  /** The lines of which one was made. */
  private static List<String> parts(String line) {
    String ruled = RULE.matcher(line).replaceAll("\n$1\n");
    return TOTALS
        .matcher(NEXT_ROW.matcher(ruled).replaceAll("$1\n"))
        .replaceAll("\n")
        .lines()
        .filter(part -> part.length() <= LONGEST_LINE)
        .toList();
  }

  private static String plain(String line, boolean table) {
    String plain = line.replace('\t', ' ');
    if (table) {
      plain = plain.replaceAll("[`*]|\\\\(?=[_#])", "").replace('|', '│');
    }
    return plain.matches(".*\\( +(?:None\\b|type|[A-Z]\\w*\\)).*")
        ? plain.replaceAll("\\( +", "(").replaceAll(" +\\)", ")")
        : plain;
  }

  /** Returns whether a line is the head of the columns. */
  static boolean isHeader(String line) {
    return HEADER.matcher(line.replace('│', '|')).matches();
  }

  /**
   * Returns the summaries of a text, each with the lines of the others blank, so that every line
   * keeps its number.
   */
  static List<String> summaries(String text) {
    List<String> lines = text.lines().toList();
    List<Integer> starts = new ArrayList<>();
    int model = -1;
    for (int i = 0; i < lines.size(); i++) {
      if (MODEL.matcher(lines.get(i)).matches()) {
        model = i;
      } else if (isHeader(lines.get(i))) {
        starts.add(model < 0 ? i : model);
        model = -1;
      }
    }
    if (starts.size() < 2) {
      return List.of(text);
    }
    List<String> all = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      int end = i + 1 < starts.size() ? starts.get(i + 1) : lines.size();
      all.add("\n".repeat(starts.get(i)) + String.join("\n", lines.subList(starts.get(i), end)));
    }
    return all;
  }
}
