package io.github.layerbook.view.plotly;

import io.github.layerbook.view.display.Display;
import io.github.layerbook.view.display.JsonTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.plotly.components.Config;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.Trace;

/**
 * A chart as Plotly takes it: traces, layout and configuration, as JSON trees.
 *
 * <p>Any jsplot figure has one. It is transparent, its letters are of a grey that light and dark
 * pages both carry, and it takes the width of the page that shows it; whatever else its author set
 * is kept. The keys are Plotly's own, see the reference of plotly.js 4.
 *
 * @param data one tree for each trace
 * @param layout titles, axes and margins
 * @param config how the chart behaves on its page
 */
public record PlotlyFigure(
    List<Map<String, Object>> data, Map<String, Object> layout, Map<String, Object> config) {

  /** Keeps immutable copies. */
  public PlotlyFigure {
    data = data.stream().map(JsonTree::frozen).toList();
    layout = JsonTree.frozen(layout);
    config = JsonTree.frozen(config);
  }

  /**
   * Reads what the parts of a figure print for a browser and repairs what Plotly would not show.
   *
   * @throws IllegalArgumentException if a part prints what is no JavaScript literal, for example
   *     because a colour has a quotation mark in it
   */
  public static PlotlyFigure of(Figure figure) {
    if (figure instanceof Chart chart) {
      return chart.plotly();
    }
    List<Map<String, Object>> data = new ArrayList<>();
    Trace[] traces = figure.getTraces();
    for (int i = 0; i < traces.length; i++) {
      data.add(PlotlyRepair.trace(JsplotReader.read(traces[i].asJavascript(i))));
    }
    Layout layout = figure.getLayout();
    Config config = figure.getConfig();
    return new PlotlyFigure(
        data,
        PlotlyRepair.layout(layout == null ? Map.of() : JsplotReader.read(layout.asJavascript())),
        PlotlyRepair.config(config == null ? Map.of() : JsplotReader.read(config.asJavascript())));
  }

  /** The tree of media type {@link Display#PLOTLY}. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("data", data);
    json.put("layout", layout);
    json.put("config", config);
    return json;
  }

  /** The title as plain text, or an empty text if there is none. */
  public String title() {
    return titleOf(layout);
  }

  /** The title of an axis as plain text, or an empty text; the layout names it, as in "xaxis2". */
  public String axisTitle(String axis) {
    return titleOf(axis(axis));
  }

  /** The settings of an axis; empty if the layout says nothing about it. */
  public Map<String, Object> axis(String name) {
    return JsonTree.map(layout, name);
  }

  private static String titleOf(Map<String, Object> part) {
    return PlotlyText.plain(JsonTree.text(JsonTree.map(part, "title"), "text"));
  }

  /** The types of the traces, each once. */
  public List<String> types() {
    return data.stream().map(trace -> JsonTree.text(trace, "type", "scatter")).distinct().toList();
  }

  @Override
  public String toString() {
    return FigureText.of(this);
  }
}
