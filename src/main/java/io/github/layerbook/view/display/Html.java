package io.github.layerbook.view.display;

import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Grid.Cell;
import io.github.layerbook.view.display.Grid.Head;
import io.github.layerbook.view.display.Grid.Kind;
import io.github.layerbook.view.display.Grid.Line;
import io.github.layerbook.view.display.Grid.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.unbescape.html.HtmlEscape;

/**
 * Prints grids as HTML that a notebook keeps even before it is trusted: inline styles, no script,
 * no style sheet; greys and tints are half transparent, so that they suit light and dark themes.
 */
public final class Html {
  /** Keeps notebooks from reading dollar signs in texts as mathematics. */
  private static final String FRAME = "<div class=\"tex2jax_ignore mathjax_ignore\">";

  /** In a narrow window the table scrolls; what stands above and below it is broken into lines. */
  private static final String SCROLLED = "<div style=\"overflow-x:auto\">";

  /** A long caption is broken into lines, so that it is seen whole where the table scrolls. */
  private static final String CAPTION =
      "<caption style=\"text-align:left;color:inherit;padding:4px 0 8px 10px\">"
          + "<div style=\"max-width:44em\">";

  private static final String LEFT = " style=\"padding:2px 10px;text-align:left";
  private static final String RIGHT = " align=\"right\" style=\"padding:2px 10px";

  /** Numbers of more characters may be broken where the window is narrow. */
  private static final int LONG = 48;

  /** Words of more characters may be, so that numbers beside them stay in view. */
  private static final int LONG_WORDS = 28;

  private static final char NO_BREAK = '\u00a0';

  private static final String LINE = "1px solid rgba(127,127,127,.35)";
  private static final String STRONG_LINE = "2px solid rgba(127,127,127,.6)";

  /** What is folded is cut where a table and it would be longer: a notebook keeps every cell. */
  private static final int MOST = 80_000;

  /** So long is what the figures are in full, at most. */
  private static final int MOST_IN_FULL = 40_000;

  private final StringBuilder html = new StringBuilder();
  private final int most;

  /** How many lines were left out. */
  private int left;

  private Html(int most) {
    this.most = most;
  }

  /** Escapes a text for content and attributes; control characters become spaces. */
  public static String escape(String text) {
    return HtmlEscape.escapeHtml4Xml(Text.line(text));
  }

  /** Escapes a text of several lines, which are kept. */
  public static String lines(String text) {
    return text.lines().map(Html::escape).collect(Collectors.joining("\n"));
  }

  /** Prints a grid. */
  static String of(Grid grid) {
    return new Html(Integer.MAX_VALUE).frame(grid).html.toString();
  }

  /** Prints a grid, and as much of all of it as a page can hold under a heading that opens it. */
  static String folded(Grid brief, long rows, Grid all) {
    String page = of(brief);
    Html opened = new Html(MOST - page.length()).frame(all);
    int lines = all.lines().size() - opened.left;
    String heading =
        opened.left == 0 && rows <= lines
            ? "Show all " + Numbers.count(rows) + " rows"
            : "Show the first %s lines; printAll() shows all %s rows"
                .formatted(Numbers.count(lines), Numbers.count(rows));
    return page
        + "<details style=\"margin-top:6px\"><summary style=\"cursor:pointer\">"
        + escape(heading)
        + "</summary>"
        + opened.html
        + "</details>";
  }

  private Html frame(Grid grid) {
    html.append(FRAME);
    table(grid);
    inFull(grid);
    for (String note : grid.notes()) {
      html.append("<div style=\"padding:4px 10px;opacity:.75\">")
          .append(escape(note))
          .append("</div>");
    }
    html.append("</div>");
    return this;
  }

  private void table(Grid grid) {
    html.append(SCROLLED).append("<table style=\"border-collapse:collapse\">");
    caption(grid.caption());
    heads(grid.heads());
    body(grid);
    html.append("</table></div>");
  }

  /** What the pointer shows over cells, under a heading that a keyboard opens and that is read. */
  private void inFull(Grid grid) {
    List<Integer> columns =
        IntStream.range(0, grid.heads().size())
            .filter(i -> grid.lines().stream().anyMatch(line -> hasHover(line, i)))
            .boxed()
            .toList();
    List<Line> lines =
        grid.lines().stream()
            .filter(line -> columns.stream().anyMatch(i -> hasHover(line, i)))
            .map(line -> inFull(line, columns))
            .toList();
    if (lines.isEmpty() || html.length() > most) {
      return;
    }
    List<Head> heads = new ArrayList<>(List.of(grid.heads().get(0)));
    columns.forEach(i -> heads.add(Head.text(grid.heads().get(i).heading())));
    Html full = new Html(Math.min(MOST_IN_FULL, most - html.length()));
    full.table(new Grid(List.of(), heads, lines, List.of()));
    html.append("<details><summary style=\"cursor:pointer;padding:4px 10px;opacity:.75\">")
        .append("The figures in full")
        .append(full.left == 0 ? "" : ", without the last " + Numbers.count(full.left, "line"))
        .append("</summary>")
        .append(full.html)
        .append("</details>");
  }

  private static boolean hasHover(Line line, int column) {
    return !line.cells().get(column).hover().isEmpty();
  }

  private static Line inFull(Line line, List<Integer> columns) {
    List<Cell> cells = new ArrayList<>(List.of(Cell.of(line.cells().get(0).typeset())));
    columns.forEach(i -> cells.add(Cell.of(line.cells().get(i).hover())));
    return new Line(line.kind() == Kind.TOTAL ? Kind.TOTAL : Kind.ROW, cells);
  }

  private void caption(List<Phrase> caption) {
    if (caption.isEmpty()) {
      return;
    }
    html.append(CAPTION);
    for (Phrase phrase : caption) {
      String text = escape(phrase.text());
      html.append(phrase.strong() ? "<b>" + text + "</b>" : text);
    }
    html.append("</div></caption>");
  }

  private void heads(List<Head> heads) {
    html.append("<thead><tr>");
    for (Head head : heads) {
      html.append("<th scope=\"col\"");
      align(head, head.heading());
      html.append(";border-bottom:1px solid rgba(127,127,127,.6)\">")
          .append(text(head, head.heading()))
          .append("</th>");
    }
    html.append("</tr></thead>");
  }

  private void body(Grid grid) {
    html.append("<tbody>");
    boolean members = false;
    for (Line line : grid.lines()) {
      if (line.kind() == Kind.TOTAL) {
        continue;
      }
      if (html.length() > most) {
        left++;
        continue;
      }
      boolean leaves = members && line.kind() == Kind.ROW;
      line(line, grid.heads(), line.kind() == Kind.GROUP || leaves ? "border-top:" + LINE : "");
      members = line.kind() == Kind.GROUP || line.kind() == Kind.MEMBER;
    }
    html.append("</tbody>");
    List<Line> totals = grid.lines().stream().filter(l -> l.kind() == Kind.TOTAL).toList();
    if (!totals.isEmpty()) {
      html.append("<tfoot>");
      totals.forEach(line -> line(line, grid.heads(), "border-top:" + STRONG_LINE));
      html.append("</tfoot>");
    }
  }

  private void line(Line line, List<Head> heads, String style) {
    html.append(style.isEmpty() ? "<tr>" : "<tr style=\"" + style + "\">");
    int span = line.kind() == Kind.ROW ? 1 : line.span();
    for (int i = 0; i < heads.size(); i += i == 0 ? span : 1) {
      boolean names = i == 0 && !heads.get(0).right();
      html.append(names ? "<th scope=\"row\"" : "<td");
      if (i == 0 && span > 1) {
        html.append(" colspan=\"").append(span).append('"');
      }
      cell(line, i, heads.get(i));
      html.append(names ? "</th>" : "</td>");
    }
    html.append("</tr>");
  }

  private void cell(Line line, int column, Head head) {
    Cell cell = line.cells().get(column);
    if (!cell.hover().isEmpty()) {
      html.append(" title=\"").append(escape(cell.hover())).append('"');
    }
    align(head, cell.typeset());
    if (line.kind() == Kind.MEMBER && column == 0) {
      html.append(";padding-left:24px");
    }
    if (!cell.typeset().isEmpty() && (head.quiet() || line.kind() == Kind.GROUP)) {
      html.append(";opacity:.7");
    }
    html.append(bar(cell.share(), head.tint()));
    html.append(column == 0 && !head.right() ? ";font-weight:normal\">" : "\">")
        .append(words(line.kind(), text(head, cell.typeset())));
  }

  /**
   * The beginning of a cell's style. Numbers have the attribute only: it is enough, also for
   * readers that drop styles, and a long table has thousands of them.
   */
  private void align(Head head, String text) {
    boolean breaks =
        text.length() <= (head.right() ? LONG : LONG_WORDS)
            && (text.indexOf('-') >= 0 || (!head.right() && text.indexOf(' ') >= 0));
    html.append(head.right() ? RIGHT : LEFT).append(breaks ? ";white-space:nowrap" : "");
    html.append(head.quiet() && text.length() > LONG ? ";min-width:18em" : "");
  }

  /** A cell's text; a number stays with its unit. */
  private static String text(Head head, String text) {
    return escape(head.right() && text.length() <= LONG ? text.replace(' ', NO_BREAK) : text);
  }

  /** A bar from the right, of the column's tint at a third of its strength. */
  private static String bar(double share, String tint) {
    return tint.isEmpty() || share < 0.001
        ? ""
        : ";background:linear-gradient(270deg,#"
            + tint
            + "5c "
            + Numbers.decimal(100 * share, 1)
            + "%,#0000 0)";
  }

  private static String words(Kind kind, String text) {
    if (text.isEmpty()) {
      return text;
    }
    return switch (kind) {
      case ROW, MEMBER -> text;
      case GROUP -> "<i>" + text + "</i>";
      case TOTAL -> "<b>" + text + "</b>";
    };
  }
}
