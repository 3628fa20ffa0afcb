package io.github.layerbook.view.document;

import io.github.layerbook.report.Explanation;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Row;
import io.github.layerbook.view.diagram.Diagram;
import io.github.layerbook.view.display.Display;
import io.github.layerbook.view.display.Html;
import io.github.layerbook.view.display.Markdown;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.view.display.TableDisplay;
import io.github.layerbook.view.display.Tex;
import io.github.layerbook.view.explanation.ExplanationDisplay;
import io.github.layerbook.view.table.SummaryTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network's account on paper: its table, and how each number is derived.
 *
 * <p>Of layers that are derived alike, as those of repeated blocks are, the first is shown.
 */
public final class NetworkDocument {
  private final Report report;
  private final ResultTable table;

  private NetworkDocument(Report report) {
    this.report = report;
    this.table = SummaryTable.of(report);
  }

  /** Begins a network's account. */
  public static NetworkDocument of(Report report) {
    return new NetworkDocument(report);
  }

  /** Returns it as Markdown with LaTeX's mathematics, as GitHub and notebooks show it. */
  public String markdown() {
    List<String> parts = new ArrayList<>();
    parts.add("# " + Markdown.escape(name()));
    parts.add(TableDisplay.wholeOf(table).form(Display.MARKDOWN));
    parts.add("## Derivations");
    derivations().forEach(each -> parts.add(each.form(Display.MARKDOWN)));
    return String.join("\n\n", parts.stream().map(String::strip).toList()) + "\n";
  }

  /** Returns it as a page, which loads nothing. */
  public String html() {
    StringBuilder body = new StringBuilder("<h1>" + Html.escape(name()) + "</h1>\n");
    body.append(Diagram.of(report).svg())
        .append('\n')
        .append(TableDisplay.wholeOf(table).form(Display.HTML));
    body.append("\n<h2>Derivations</h2>\n");
    derivations()
        .forEach(each -> body.append("<pre>").append(Html.lines(each.text())).append("</pre>\n"));
    return page(name(), body.toString());
  }

  /** Returns a page around a piece of HTML. */
  public static String page(String title, String body) {
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>%s</title>
        <style>body{font-family:sans-serif;margin:2em}pre{overflow-x:auto}</style>
        </head>
        <body>
        %s
        </body>
        </html>
        """
        .formatted(Html.escape(title), body);
  }

  /** Returns it as a LaTeX document. */
  public String latex() {
    StringBuilder body = new StringBuilder("\\section*{" + Tex.escape(name()) + "}\n\n");
    body.append(LatexTable.of(table.grid())).append("\n\\section*{Derivations}\n");
    derived()
        .forEach(
            (row, explanation) -> {
              body.append("\n\\subsection*{").append(Tex.escape(row.name())).append("}\n");
              body.append(mathematics(ExplanationDisplay.of(explanation).form(Display.LATEX)));
            });
    return document(body.toString());
  }

  /** Formulas that are wider than a page are made as wide as it. */
  private static String mathematics(String latex) {
    StringBuilder lines = new StringBuilder();
    for (String line : latex.split("\n", -1)) {
      if (!line.isBlank()) {
        String formula = line.strip().replaceFirst("^\\$\\$", "").replaceFirst("\\$\\$$", "");
        lines.append("\\derivation{").append(formula).append("}\n");
      }
    }
    return lines.toString();
  }

  /** Returns a LaTeX document around its body. */
  public static String document(String body) {
    return """
        \\documentclass{article}
        \\usepackage{iftex}
        \\ifPDFTeX
        \\usepackage[T1]{fontenc}
        \\usepackage[utf8]{inputenc}
        \\usepackage{textcomp}
        \\fi
        \\usepackage[margin=2cm]{geometry}
        \\usepackage{amsmath}
        \\usepackage{graphicx}
        %s\\providecommand{\\lt}{<}
        \\providecommand{\\gt}{>}
        \\newsavebox{\\formula}
        \\newcommand{\\derivation}[1]{\\sbox{\\formula}{$\\displaystyle #1$}%%
        \\begin{center}\\ifdim\\wd\\formula>\\linewidth
        \\resizebox{\\linewidth}{!}{\\usebox{\\formula}}\\else\\usebox{\\formula}\\fi\\end{center}}
        \\begin{document}
        %s
        \\end{document}
        """
        .formatted(LatexTable.PACKAGES, body);
  }

  private String name() {
    return report.network().name();
  }

  private List<Display> derivations() {
    return derived().values().stream().map(ExplanationDisplay::of).toList();
  }

  /** The layers' explanations, each of those that read alike once. */
  private Map<Row, Explanation> derived() {
    Map<String, Row> rows = new LinkedHashMap<>();
    Map<Row, Explanation> all = new LinkedHashMap<>();
    for (Row row : report.rows()) {
      Explanation explanation = Explanation.of(row);
      String key = new Explanation("", explanation.sections(), explanation.legend()).toString();
      if (rows.putIfAbsent(key, row) == null) {
        all.put(row, explanation);
      }
    }
    return all;
  }
}
