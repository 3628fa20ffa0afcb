package io.github.layerbook.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.unbescape.html.HtmlEscape;
import tech.tablesaw.plotly.components.Figure;

/**
 * Shows any jsplot figure: as Plotly JSON, as HTML with a text that becomes an interactive chart
 * where scripts may run, and as text.
 *
 * <p>The HTML waits for a {@link PlotlyBundle}; it asks nothing of the network. Readers that strip
 * scripts keep the text.
 */
public final class FigureDisplay {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private FigureDisplay() {}

  /**
   * The display of a figure.
   *
   * @throws IllegalArgumentException if the figure cannot be read, see {@link PlotlyFigure#of}
   */
  public static Display of(Figure figure) {
    return of(PlotlyFigure.of(figure));
  }

  /** The display of a chart. */
  public static Display of(PlotlyFigure figure) {
    String text = FigureText.of(figure);
    Map<String, Object> contents = new LinkedHashMap<>();
    contents.put(Display.PLOTLY, figure.json());
    contents.put(Display.HTML, html(figure, text));
    contents.put(Display.TEXT, text);
    return new Display(contents);
  }

  private static String html(PlotlyFigure figure, String text) {
    String still = "<pre>" + HtmlEscape.escapeHtml4Xml(text) + "</pre>";
    return "<div class=\"layerbook-figure\">"
        + still
        + "<script type=\"application/json\">"
        + print(figure.json())
        + "</script></div><script>window.layerbook && window.layerbook.draw();</script>";
  }

  /**
   * Prints a JSON tree on one line so that it can stand in a script element of a page: {@code <}
   * and the line ends that only JavaScript knows are escaped.
   */
  static String print(Object tree) {
    try {
      return MAPPER
          .writeValueAsString(tree)
          .replace("<", "\\u003c")
          .replace("\u2028", "\\u2028")
          .replace("\u2029", "\\u2029");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A JSON tree could not be printed.", e);
    }
  }
}
