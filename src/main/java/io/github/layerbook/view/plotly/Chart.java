package io.github.layerbook.view.plotly;

import io.github.layerbook.view.display.JsonTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.HoverLabel;
import tech.tablesaw.plotly.traces.Trace;

/** A jsplot figure that says in Plotly's own words what jsplot's builders cannot say. */
public final class Chart extends Figure {

  private final PlotlyFigure plotly;

  /** Makes the figure with traces and layout; the common look is put underneath. */
  static Chart of(List<Map<String, Object>> data, Map<String, Object> layout) {
    Map<String, Object> themed = new LinkedHashMap<>(layout);
    themed.put("autosize", true);
    themed.put("template", PlotlyTheme.TEMPLATE);
    return new Chart(new PlotlyFigure(data, themed, PlotlyTheme.CONFIG));
  }

  private Chart(PlotlyFigure plotly) {
    super(plotly.data().stream().map(RawTrace::new).toArray(Trace[]::new));
    this.plotly = plotly;
  }

  /** The traces, layout and configuration. */
  public PlotlyFigure plotly() {
    return plotly;
  }

  /** A script for the element of the given name, as jsplot's pages need it. */
  @Override
  public String asJavascript(String divName) {
    return "<script>Plotly.newPlot('"
        + divName
        + "', "
        + JsonTree.print(plotly.json())
        + ");</script>";
  }

  @Override
  public String toString() {
    return plotly.toString();
  }

  /** A trace that prints its tree. */
  private record RawTrace(Map<String, Object> tree) implements Trace {

    @Override
    public String asJavascript(int i) {
      return "var trace" + i + " = " + JsonTree.print(tree) + ";";
    }

    @Override
    public String name() {
      return JsonTree.text(tree, "name");
    }

    @Override
    @SuppressWarnings("NullAway") // jsplot's own traces give null where there is none.
    public HoverLabel hoverLabel() {
      return null;
    }

    @Override
    public boolean showLegend() {
      return !Boolean.FALSE.equals(tree.get("showlegend"));
    }
  }
}
