package io.github.layerbook.view.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.view.display.Grid.Cell;
import io.github.layerbook.view.display.Grid.Head;
import io.github.layerbook.view.display.Grid.Kind;
import io.github.layerbook.view.display.Grid.Line;
import io.github.layerbook.view.display.Grid.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.unbescape.html.HtmlEscape;

/** Whatever the texts, grids print as well-formed HTML, Markdown and aligned text. */
class GridTest {
  private static final String[] PIECES = {
    "<script>",
    "</td>",
    "\"",
    "'",
    "&amp;",
    "|",
    "`",
    "*",
    "_",
    "$x$",
    "\\(",
    "\n",
    "\r\n",
    "\t",
    "\u0000",
    "卷积",
    "é",
    "e\u0301",
    "\u200b",
    "😀",
    "a",
    "B",
    " ",
    "1,728",
    "</details>",
    "[x](y)",
    "](javascript:alert(1))",
    "<!--",
    "~~",
    "#",
    "\u2028",
    "－"
  };
  private static final List<Kind> KINDS = List.of(Kind.values());
  private static final Pattern TAG = Pattern.compile("</?([a-z]+)(?: [^<>]*)?>");

  private final Random random = new Random(20261123);

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  private Grid grid() {
    int columns = 1 + random.nextInt(4);
    List<Head> heads = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      heads.add(random.nextBoolean() ? Head.text(text()) : Head.number(text()));
    }
    List<Line> lines = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      List<Cell> cells = new ArrayList<>();
      for (int k = 0; k < columns; k++) {
        cells.add(random.nextInt(4) == 0 ? Cell.EMPTY : Cell.of(text()).hover(text()));
      }
      lines.add(new Line(KINDS.get(random.nextInt(KINDS.size())), cells));
    }
    return new Grid(List.of(Phrase.strong(text())), heads, lines, List.of(text()));
  }

  /** What the pointer shows over a cell is reached without one too, and each line has its name. */
  @Test
  void captionsNamesOfLinesAndExplanationsAreThereForEveryReader() {
    String html =
        Html.of(
            new Grid(
                List.of(Phrase.strong("net")),
                List.of(Head.text("Layer"), Head.number("Parameters"), Head.quiet("Why")),
                List.of(
                    new Line(
                        Kind.ROW,
                        List.of(Cell.of("conv1"), Cell.of("4").hover("3 + 1 <= 4"), Cell.EMPTY)),
                    new Line(Kind.TOTAL, List.of(Cell.of("Total"), Cell.of("4"), Cell.EMPTY))),
                List.of("A note.")));
    assertTrue(html.matches(".*<table[^>]*><caption[^>]*><div[^>]*><b>net</b></div></caption>.*"));
    assertEquals(3 + 2, html.split("<th scope=\"col\"", -1).length - 1, html);
    assertTrue(html.contains(">conv1</th>") && html.contains("<b>Total</b></th>"), html);
    String full = html.substring(html.indexOf("<details>"), html.indexOf("</details>"));
    assertTrue(full.contains(">conv1</th>") && full.contains("3 + 1 &lt;= 4"), full);
    assertFalse(full.contains("Total") || full.contains("Why"), full);
  }

  @Test
  void htmlHasNoTagsButItsOwn() {
    for (int i = 0; i < 2000; i++) {
      String html = Html.of(grid());
      List<String> open = new ArrayList<>();
      TAG.matcher(html)
          .results()
          .forEach(
              tag -> {
                if (tag.group().startsWith("</")) {
                  assertEquals(tag.group(1), open.remove(open.size() - 1), html);
                } else {
                  open.add(tag.group(1));
                }
              });
      assertEquals(List.of(), open);
      assertFalse(html.contains("<script") || html.contains("<!--"), html);
      assertFalse(TAG.matcher(html).replaceAll("").matches("(?s).*[<>].*"), html);
    }
  }

  @Test
  void htmlShowsTextsAsTheyAre() {
    for (int i = 0; i < 2000; i++) {
      String text = text();
      assertEquals(Text.line(text), HtmlEscape.unescapeHtml(Html.escape(text)));
    }
  }

  @Test
  void markdownHasOneRowPerLineAndOneCellPerColumn() {
    for (int i = 0; i < 2000; i++) {
      Grid grid = grid();
      List<String> rows = Markdown.of(grid).lines().filter(line -> line.startsWith("| ")).toList();
      assertEquals(grid.lines().size() + 2, rows.size());
      for (String row : rows) {
        String bare = row.replaceAll("\\\\.", "");
        assertEquals(grid.heads().size() + 1, bare.chars().filter(c -> c == '|').count(), row);
      }
    }
  }

  @Test
  void columnsOfTextAreAligned() {
    for (int i = 0; i < 2000; i++) {
      Grid grid = grid();
      String text = Text.of(grid);
      int width =
          text.lines().filter(line -> line.matches("-+")).mapToInt(String::length).max().orElse(0);
      List<String> lines = text.lines().skip(2).limit(2L + grid.lines().size()).toList();
      lines.forEach(line -> assertTrue(Text.width(line) <= width, text));
      lines.forEach(line -> assertEquals(line.stripTrailing(), line));
    }
  }

  @Test
  void numbersEndInOneColumn() {
    Grid grid =
        new Grid(
            List.of(),
            List.of(Head.text("Layer"), Head.number("Parameters")),
            List.of(
                new Line(Kind.ROW, List.of(Cell.of("卷积"), Cell.of("1,792"))),
                new Line(Kind.ROW, List.of(Cell.of("fc"), Cell.of("102,764,544")))),
            List.of());
    assertEquals(
        List.of(
            "Layer   Parameters", "------------------", "卷积         1,792", "fc     102,764,544"),
        Text.of(grid).lines().toList());
    assertEquals(18, Text.width("卷积         1,792"));
  }
}
