package io.github.layerbook.view.document;

import io.github.layerbook.view.display.Grid;
import io.github.layerbook.view.display.Grid.Cell;
import io.github.layerbook.view.display.Grid.Kind;
import io.github.layerbook.view.display.Grid.Line;
import io.github.layerbook.view.display.Tex;
import java.util.stream.Collectors;

/**
 * Prints grids as LaTeX tables over as many pages as they need, with the rules of {@code booktabs}.
 */
public final class LatexTable {
  /** What a document needs before {@code \begin{document}}. */
  public static final String PACKAGES = "\\usepackage{booktabs}\n\\usepackage{longtable}\n";

  private LatexTable() {}

  /** Returns a table that stands in a document by {@code \input}. */
  public static String fragment(Grid grid) {
    return "% Needs \\usepackage{booktabs} and \\usepackage{longtable}.\n" + of(grid);
  }

  /** Returns a table. */
  static String of(Grid grid) {
    String alignment =
        grid.heads().stream().map(head -> head.right() ? "r" : "l").collect(Collectors.joining());
    StringBuilder table = new StringBuilder("\\begin{longtable}{" + alignment + "}\n");
    String caption =
        grid.caption().stream().map(phrase -> phrase.text()).collect(Collectors.joining());
    if (!caption.isBlank()) {
      table.append("\\caption{").append(Tex.escape(caption)).append("}\\\\\n");
    }
    String heads =
        grid.heads().stream()
            .map(head -> Tex.escape(head.heading()))
            .collect(Collectors.joining(" & ", "", " \\\\\n"));
    table.append("\\toprule\n").append(heads).append("\\midrule\n\\endfirsthead\n");
    table.append("\\toprule\n").append(heads).append("\\midrule\n\\endhead\n");
    table.append("\\bottomrule\n\\endfoot\n");
    Kind before = Kind.ROW;
    for (Line line : grid.lines()) {
      boolean ruled = line.kind() == Kind.TOTAL && before != Kind.TOTAL;
      table.append(ruled ? "\\midrule\n" : "").append(row(line));
      before = line.kind();
    }
    table.append("\\end{longtable}\n");
    grid.notes().forEach(note -> table.append("\n").append(Tex.escape(note)).append("\n"));
    return table.toString();
  }

  private static String row(Line line) {
    String mark =
        switch (line.kind()) {
          case GROUP -> "\\textit{%s}";
          case TOTAL -> "\\textbf{%s}";
          default -> "%s";
        };
    return line.cells().stream()
        .map(Cell::typeset)
        .map(text -> text.isBlank() ? "" : mark.formatted(Tex.escape(text)))
        .collect(Collectors.joining(" & ", "", " \\\\\n"));
  }
}
