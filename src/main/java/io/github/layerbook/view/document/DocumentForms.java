package io.github.layerbook.view.document;

import io.github.layerbook.report.Explanation;
import io.github.layerbook.report.Report;
import io.github.layerbook.view.diagram.Diagram;
import io.github.layerbook.view.display.Display;
import io.github.layerbook.view.display.Drawing;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.view.display.TableDisplay;
import io.github.layerbook.view.document.ExportForm.Writer;
import io.github.layerbook.view.explanation.ExplanationDisplay;
import io.github.layerbook.view.figure.FigureDisplay;
import io.github.layerbook.view.picture.FigurePicture;
import io.github.layerbook.view.plotly.PlotlyFigure;
import io.github.layerbook.view.table.SummaryTable;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** The forms of what is shown. */
public final class DocumentForms {
  private DocumentForms() {}

  /** Returns the forms of tables, charts, diagrams, derivations and networks on paper. */
  public static List<ExportForm> all() {
    return List.of(
        ExportForm.of(
            "markdown",
            "Markdown",
            "md",
            report(report -> NetworkDocument.of(report).markdown()),
            table(table -> TableDisplay.wholeOf(table).form(Display.MARKDOWN)),
            explanation(shown -> shown.form(Display.MARKDOWN)),
            display(shown -> some(shown.form(Display.MARKDOWN), "Markdown"))),
        ExportForm.of(
            "latex",
            "LaTeX",
            "tex",
            report(report -> NetworkDocument.of(report).latex()),
            table(table -> LatexTable.fragment(TableDisplay.grid(table))),
            explanation(shown -> shown.form(Display.LATEX)),
            display(shown -> some(shown.form(Display.LATEX), "LaTeX"))),
        ExportForm.of(
            "html",
            "HTML",
            "html htm",
            report(report -> NetworkDocument.of(report).html()),
            table(table -> page(TableDisplay.wholeOf(table))),
            explanation(DocumentForms::page),
            Writer.text(Figure.class, figure -> page(FigureDisplay.of(figure))),
            Writer.text(Drawing.class, drawing -> NetworkDocument.page("Drawing", drawing.svg())),
            display(DocumentForms::page)),
        ExportForm.of(
            "csv",
            "CSV",
            "csv",
            report(report -> CsvTable.of(SummaryTable.of(report))),
            table(CsvTable::of)),
        ExportForm.of(
            "xlsx",
            "an Excel workbook",
            "xlsx",
            new Writer<>(Report.class, report -> Workbooks.of(SummaryTable.of(report))),
            new Writer<>(Table.class, Workbooks::of)),
        ExportForm.of(
            "svg",
            "SVG",
            "svg",
            report(report -> Diagram.of(report).svg()),
            Writer.text(Drawing.class, Drawing::svg),
            Writer.text(Figure.class, figure -> drawn(FigurePicture.svg(PlotlyFigure.of(figure))))),
        ExportForm.of(
            "tikz",
            "a TikZ picture",
            "tikz",
            report(report -> Diagram.of(report).tikz()),
            Writer.text(Diagram.class, Diagram::tikz)),
        ExportForm.of(
            "png", "a PNG picture", "png", new Writer<>(Figure.class, DocumentForms::picture)),
        ExportForm.of(
            "text",
            "plain text",
            "txt",
            table(ResultTable.class, ResultTable::printAll),
            table(table -> TableDisplay.wholeOf(table).text()),
            explanation(Display::text),
            Writer.text(Drawing.class, Drawing::toString),
            display(Display::text)));
  }

  private static Writer<Report> report(Function<Report, String> text) {
    return Writer.text(Report.class, text);
  }

  private static Writer<Table> table(Function<Table, String> text) {
    return Writer.text(Table.class, text);
  }

  private static <T extends Table> Writer<T> table(Class<T> type, Function<T, String> text) {
    return Writer.text(type, text);
  }

  private static Writer<Explanation> explanation(Function<Display, String> text) {
    return Writer.text(
        Explanation.class, explanation -> text.apply(ExplanationDisplay.of(explanation)));
  }

  private static Writer<Display> display(Function<Display, String> text) {
    return Writer.text(Display.class, text);
  }

  private static String page(Display shown) {
    return NetworkDocument.page("Layerbook", some(shown.form(Display.HTML), "HTML"));
  }

  private static String some(String text, String form) {
    if (text.isEmpty()) {
      throw new ExportException("this has no form as " + form);
    }
    return text;
  }

  private static byte[] picture(Figure figure) {
    return drawn(FigurePicture.png(PlotlyFigure.of(figure)));
  }

  private static <T> T drawn(Optional<T> picture) {
    return picture.orElseThrow(
        () -> new ExportException("this machine has no fonts to draw a picture"));
  }
}
