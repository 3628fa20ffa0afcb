package io.github.layerbook.view.figure;

import io.github.layerbook.view.display.Display;
import io.github.layerbook.view.display.Html;
import io.github.layerbook.view.display.JsonTree;
import io.github.layerbook.view.picture.FigurePicture;
import io.github.layerbook.view.plotly.FigureText;
import io.github.layerbook.view.plotly.PlotlyFigure;
import java.util.Base64;
import tech.tablesaw.plotly.components.Figure;

/**
 * Shows any jsplot figure: as Plotly JSON, as HTML with a picture that becomes an interactive chart
 * where scripts may run, and as text.
 *
 * <p>The HTML waits for a {@link PlotlyBundle}; it asks nothing of the network. Readers that strip
 * scripts keep the picture.
 *
 * <p>There is no {@link Display#PNG} beside the Plotly JSON: Plotly's extension of JupyterLab (7.1)
 * would show it, at its full size, instead of the chart until the pointer enters it. The price: a
 * PDF made by way of LaTeX, which reads no HTML, has the text and not the picture.
 */
public final class FigureDisplay {

  /** What the HTML of a chart begins with. */
  static final String ELEMENT = "<div class=\"layerbook-figure\">";

  private FigureDisplay() {}

  /**
   * The display of a figure.
   *
   * <p>Without a picture where the machine has no fonts to draw one.
   *
   * @throws IllegalArgumentException if the figure cannot be read, see {@link PlotlyFigure#of}
   */
  public static Display of(Figure figure) {
    return of(PlotlyFigure.of(figure));
  }

  /** The display of a chart. */
  public static Display of(PlotlyFigure figure) {
    String text = FigureText.of(figure);
    String png = FigurePicture.png(figure).map(Base64.getEncoder()::encodeToString).orElse("");
    return Display.of(
        Display.PLOTLY, figure.json(),
        Display.HTML, html(figure, png, text),
        Display.TEXT, text);
  }

  /** One sentence for those who do not see the picture; the numbers stand in the text form. */
  private static String alternative(PlotlyFigure figure, String text) {
    return figure.title().isEmpty()
        ? text.lines().findFirst().orElse("A chart.")
        : "Chart of " + figure.title() + ".";
  }

  private static String html(PlotlyFigure figure, String png, String text) {
    String still =
        png.isEmpty()
            ? "<pre>" + Html.lines(text) + "</pre>"
            : "<img alt=\""
                + Html.escape(alternative(figure, text))
                + "\" style=\"max-width: 100%\" width=\""
                + FigurePicture.WIDTH
                + "\" src=\"data:image/png;base64,"
                + png
                + "\">";
    return ELEMENT
        + still
        + "<script type=\"application/json\">"
        + JsonTree.print(figure.json())
        + "</script></div><script>window.layerbook && window.layerbook.draw();</script>";
  }
}
