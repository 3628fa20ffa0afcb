package io.github.layerbook.exchange.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rows of a table that was pasted: cells between bars, tabs or LaTeX's {@code &}, or far apart.
 *
 * @param rows the rows, without rules
 */
record PlainTable(List<Row> rows) {
  private static final Pattern RULE = Pattern.compile("[\\s|:+=_-]*");
  private static final Pattern SPAN =
      Pattern.compile("\\\\multicolumn\\s*\\{(\\d{1,2})}\\s*\\{[^{}]*}\\s*\\{");
  private static final Pattern BREAK = Pattern.compile("(?i)<br\\s*/?>");
  private static final Pattern LATEX =
      Pattern.compile(
          "\\\\(?:begin|hline|toprule|midrule|times|multicolumn|multirow|cline)(?![a-zA-Z])|&.*\\\\\\\\");

  /** Between the cells of a spreadsheet's text, where no bracket or quotation is open. */
  private static final String COMMA = ",(?![^(\\[]*[)\\]])(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)";

  /** Copies the rows. */
  PlainTable {
    rows = List.copyOf(rows);
  }

  /**
   * A row.
   *
   * @param line its line, from 1
   * @param text the line, for the reader
   * @param cells its cells, without blanks around
   */
  record Row(int line, String text, List<String> cells) {
    Row {
      cells = List.copyOf(cells);
    }

    /** Returns a cell; empty if the row has no such. */
    String cell(int index) {
      return index >= 0 && index < cells.size() ? cells.get(index) : "";
    }

    /** Returns all cells with blanks between. */
    String whole() {
      return String.join("  ", cells);
    }
  }

  /** Returns a text in which LaTeX's commands are replaced by what they print, line by line. */
  static String plain(String text) {
    if (!LATEX.matcher(text).find()) {
      return text;
    }
    return Latex.plain(text);
  }

  /** Reads the rows of a text that is already plain. */
  static PlainTable of(String text) {
    List<Row> rows = new ArrayList<>();
    List<String> lines = text.lines().toList();
    long barred = lines.stream().filter(line -> line.contains("|")).count();
    long tabbed = lines.stream().filter(line -> line.contains("\t")).count();
    long joined = lines.stream().filter(line -> line.contains("&")).count();
    long listed = lines.stream().filter(PlainTable::isListed).count();
    String separator =
        2 * listed > lines.size() && 2 * barred <= lines.size()
            ? COMMA
            : 2 * barred > lines.size()
                ? "\\|"
                : joined > 1 ? "&" : tabbed > 1 ? "\t" : "\\s{2,}|\t";
    int number = 0;
    for (String line : lines) {
      number++;
      if (!RULE.matcher(line).matches() && line.length() <= 5_000) {
        rows.add(new Row(number, line.strip(), cells(line, separator)));
      }
    }
    return new PlainTable(rows);
  }

  /** A line of a spreadsheet has commas without blanks behind them, three cells at least. */
  private static boolean isListed(String line) {
    return line.length() <= 5_000
        && line.split(COMMA, -1).length > 2
        && !line.matches(".*,\\s.*[^,]{30}.*");
  }

  private static List<String> cells(String line, String separator) {
    String content = separator.equals("\\|") ? line.replaceAll("^\\s*\\||\\|\\s*$", "") : line;
    content = BREAK.matcher(content).replaceAll("; ");
    List<String> cells = new ArrayList<>();
    for (String cell : content.split(separator, -1)) {
      cells.add(separator.equals(COMMA) ? cell.strip().replaceAll("^\"|\"$", "") : cell.strip());
    }
    return cells;
  }

  /** LaTeX's tables. */
  private static final class Latex {
    private Latex() {}

    static String plain(String text) {
      String plain = text.replaceAll("(?<!\\\\)%.*", "");
      plain = matrices(plain);
      plain = plain.replaceAll("\\\\\\\\(?:\\[[^\\]]*])?", " \\\\\\\\ ");
      plain = spans(plain);
      plain =
          plain
              .replaceAll("\\\\multirow\\s*\\{[^{}]*}\\s*\\{[^{}]*}", "")
              .replaceAll(
                  "\\\\(?:begin|end)\\s*\\{[^{}]*}(?:\\s*\\[[^\\]]*])?(?:\\s*\\{[^{}]*})?", "")
              .replaceAll(
                  "\\\\(?:hline|toprule|midrule|bottomrule|centering|small|footnotesize|scriptsize|tiny)\\b",
                  "")
              .replaceAll(
                  "\\\\(?:cline|cmidrule|label|caption|vspace|hspace|resizebox|setlength|addtolength|cite|ref)\\s*(?:\\([^)]*\\))?\\{[^{}]*}",
                  "")
              .replaceAll("\\\\times(?![a-zA-Z])", "×")
              .replaceAll("\\\\(?:rightarrow|to)(?![a-zA-Z])", "→")
              .replaceAll("\\\\#", "#")
              .replaceAll("\\\\_", "_")
              .replaceAll("\\\\%", "%")
              .replaceAll("\\^\\{?2}?(?=\\s*×)", "²")
              .replaceAll("\\\\[a-zA-Z]+\\*?", " ")
              .replaceAll("[${}~]", "")
              .replaceAll("\\\\[,;!()\\[\\]]", " ");
      return plain.replaceAll("\\\\\\\\\\s*(?!\n)", "\n").replaceAll(" *\\\\\\\\ *", "");
    }

    /** Rows of a matrix are parted by semicolons: {@code [3×3, 64; 3×3, 64]}. */
    private static String matrices(String text) {
      Matcher matrix =
          Pattern.compile(
                  "(?s)\\\\left\\s*\\[?\\s*\\\\begin\\{array}(?:\\{[^{}]*})?(.{0,400}?)\\\\end\\{array}\\s*\\\\right\\s*]?|\\\\begin\\{bmatrix}(.{0,400}?)\\\\end\\{bmatrix}")
              .matcher(text);
      return matrix.replaceAll(
          found -> {
            String inside = found.group(1) == null ? found.group(2) : found.group(1);
            String rows = inside.replaceAll("\\\\\\\\(?:\\[[^\\]]*])?", "; ").replace("\n", " ");
            return Matcher.quoteReplacement("[" + rows.strip() + "]");
          });
    }

    /** A cell over several columns is followed by empty ones. */
    private static String spans(String text) {
      StringBuilder plain = new StringBuilder();
      Matcher span = SPAN.matcher(text);
      int at = 0;
      while (span.find(at)) {
        plain.append(text, at, span.start());
        int end = closing(text, span.end());
        plain.append(text, span.end(), end);
        plain.append(" &".repeat(Math.max(0, Integer.parseInt(span.group(1)) - 1)));
        at = Math.min(text.length(), end + 1);
      }
      return plain.append(text.substring(at)).toString();
    }

    private static int closing(String text, int from) {
      int depth = 1;
      for (int i = from; i < text.length(); i++) {
        char letter = text.charAt(i);
        depth += letter == '{' ? 1 : letter == '}' ? -1 : 0;
        if (depth == 0) {
          return i;
        }
      }
      return text.length();
    }
  }
}
