package io.github.layerbook.view.plotly;

import io.github.layerbook.view.display.JsonTree;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The layout of a chart under construction: title, size and axes; it ends with the traces as a
 * {@link Chart}.
 */
public final class PlotlyLayout {
  private final Map<String, Object> tree = new LinkedHashMap<>();

  private PlotlyLayout() {}

  /** Begins the layout of a chart with a title, Plotly's HTML, and a height in pixels. */
  public static PlotlyLayout of(String titleHtml, int height) {
    return new PlotlyLayout().set("title", JsonTree.of("text", titleHtml)).set("height", height);
  }

  /**
   * Begins the layout of a chart with a title, in bold letters what the chart is of and then what
   * it says of that, each shown as it is, and a height in pixels.
   */
  public static PlotlyLayout of(String subject, String saying, int height) {
    return of(PlotlyText.bold(subject) + PlotlyText.literal(saying), height);
  }

  /** Sets the room in pixels at the left, right, top and bottom. */
  public PlotlyLayout margin(int left, int right, int top, int bottom) {
    return set("margin", JsonTree.of("l", left, "r", right, "t", top, "b", bottom));
  }

  /** Sets the room at the top in pixels and leaves that at the sides. */
  public PlotlyLayout top(int pixels) {
    return set("margin", JsonTree.of("t", pixels));
  }

  /** Sets the first axes. */
  public PlotlyLayout axes(PlotlyAxis x, PlotlyAxis y) {
    return axis("xaxis", x).axis("yaxis", y);
  }

  /** Sets an axis by Plotly's name, {@code xaxis2}. */
  public PlotlyLayout axis(String name, PlotlyAxis axis) {
    return set(name, axis.tree());
  }

  /** Shows or hides the legend. */
  public PlotlyLayout legend(boolean shown) {
    return set("showlegend", shown);
  }

  /** Sets how bars of several traces stand: {@code group}, {@code overlay}. */
  public PlotlyLayout barMode(String mode) {
    return set("barmode", mode);
  }

  /** Sets an attribute by Plotly's name. */
  public PlotlyLayout set(String key, Object value) {
    tree.put(key, value);
    return this;
  }

  /** Makes the chart of some traces. */
  public Chart chart(List<PlotlyTrace> traces) {
    return Chart.of(traces.stream().map(PlotlyTrace::tree).toList(), tree);
  }

  /** Makes the chart of some traces. */
  public Chart chart(PlotlyTrace... traces) {
    return chart(Arrays.asList(traces));
  }
}
