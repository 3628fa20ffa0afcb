package io.github.layerbook.view.display;

import io.github.layerbook.view.display.Grid.Kind;
import io.github.layerbook.view.display.Grid.Line;
import io.github.layerbook.view.display.Grid.Phrase;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Prints grids as GitHub's Markdown, with texts escaped so that they show as they are. */
public final class Markdown {
  private static final Pattern SPECIAL = Pattern.compile("[\\\\`*\\[\\]<>|$~&#!]");

  /** Underscores inside words are harmless and stay readable. */
  private static final Pattern EMPHASIS =
      Pattern.compile("(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}])");

  private Markdown() {}

  /** Escapes a text that stands inside a line or a cell. */
  public static String escape(String text) {
    String escaped = SPECIAL.matcher(Text.line(text)).replaceAll("\\\\$0");
    return escaped.indexOf('_') < 0 ? escaped : EMPHASIS.matcher(escaped).replaceAll("\\\\_");
  }

  /** Prints a grid. */
  static String of(Grid grid) {
    StringBuilder text = new StringBuilder();
    if (!grid.caption().isEmpty()) {
      text.append(caption(grid.caption())).append("\n\n");
    }
    text.append(row(grid.heads().stream().map(head -> escape(head.heading())).toList()));
    text.append(row(grid.heads().stream().map(head -> head.right() ? "---:" : ":---").toList()));
    grid.lines().forEach(line -> text.append(row(cells(line))));
    grid.notes().forEach(note -> text.append('\n').append(escape(note)).append('\n'));
    return text.toString();
  }

  private static String caption(List<Phrase> caption) {
    return caption.stream()
        .map(phrase -> marked(escape(phrase.text()), phrase.strong() ? "**" : ""))
        .collect(Collectors.joining());
  }

  private static List<String> cells(Line line) {
    String mark = line.kind() == Kind.GROUP ? "*" : line.kind() == Kind.TOTAL ? "**" : "";
    return line.cells().stream().map(cell -> marked(escape(cell.typeset()), mark)).toList();
  }

  private static String marked(String text, String mark) {
    return text.isBlank() ? text : mark + text + mark;
  }

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
