package io.github.layerbook.view.display;

import io.github.layerbook.unit.Numbers;

/** Shows grids as HTML, Markdown and plain text. */
public final class GridDisplay {
  private GridDisplay() {}

  /** Shows a grid. */
  public static Display of(Grid grid) {
    return display(Html.of(grid), grid);
  }

  /** Shows a brief grid, and as much of all of it as fits where the medium can open it. */
  static Display folded(Grid brief, long rows, Grid all) {
    String count = Numbers.count(rows);
    return display(
        Html.folded(brief, rows, all),
        brief.note("… folded; printAll() shows all " + count + " rows"));
  }

  private static Display display(String html, Grid grid) {
    return Display.of(
        Display.HTML, html,
        Display.MARKDOWN, Markdown.of(grid),
        Display.TEXT, Text.of(grid));
  }
}
