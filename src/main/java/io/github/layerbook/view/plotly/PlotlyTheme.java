package io.github.layerbook.view.plotly;

import io.github.layerbook.view.display.JsonTree;
import io.github.layerbook.view.display.Palette;
import java.util.List;
import java.util.Map;

/**
 * The look of charts: transparent, with letters and lines of greys that light and dark pages both
 * carry. It stands under what the author of a chart set, as a Plotly template.
 */
public final class PlotlyTheme {

  /** Lines of the grid. */
  static final String GRID = "rgba(128,128,128,0.25)";

  private static final String TRANSPARENT = "rgba(0,0,0,0)";

  /**
   * How charts behave: nothing offers to send them to a server or to select what cannot be
   * selected. Nothing says {@code responsive} either, see {@link PlotlyRepair#config}.
   */
  static final Map<String, Object> CONFIG =
      JsonTree.of(
          "displaylogo", false,
          "showSendToCloud", false,
          "modeBarButtonsToRemove", List.of("select2d", "lasso2d"));

  /** Titles stand in the upper left corner, clear of axes above the chart. */
  private static final Map<String, Object> TITLE =
      JsonTree.of(
          "x",
          0.01,
          "xanchor",
          "left",
          "y",
          1,
          "yanchor",
          "top",
          "yref",
          "container",
          "pad",
          JsonTree.of("t", 14));

  /** Legends stand below the chart, where they leave it its width in narrow windows. */
  private static final Map<String, Object> LEGEND =
      JsonTree.of(
          "bgcolor", TRANSPARENT,
          "orientation", "h",
          "yref", "container",
          "y", 0,
          "yanchor", "bottom",
          "traceorder", "normal");

  private static final Map<String, Object> MODE_BAR =
      JsonTree.of("bgcolor", TRANSPARENT, "color", GRID, "activecolor", Palette.TEXT);

  private static final Map<String, Object> AXIS =
      JsonTree.of("automargin", true, "gridcolor", GRID, "linecolor", GRID, "zerolinecolor", GRID);

  private static final Map<String, Object> LAYOUT =
      JsonTree.of(
          "paper_bgcolor", TRANSPARENT,
          "plot_bgcolor", TRANSPARENT,
          "font", JsonTree.of("color", Palette.TEXT),
          "title", TITLE,
          "modebar", MODE_BAR,
          "hoverlabel", JsonTree.of("align", "left"),
          "colorway", Palette.COLORS,
          "xaxis", AXIS,
          "yaxis", AXIS,
          "legend", LEGEND);

  /** The template. */
  static final Map<String, Object> TEMPLATE = JsonTree.of("layout", LAYOUT);

  private PlotlyTheme() {}
}
