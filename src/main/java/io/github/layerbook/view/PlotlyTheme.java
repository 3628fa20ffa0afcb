package io.github.layerbook.view;

import io.github.layerbook.analysis.Quantity;
import java.util.List;
import java.util.Map;

/**
 * The look of charts: transparent, with letters and lines of greys that light and dark pages both
 * carry. It stands under what the author of a chart set, as a Plotly template.
 */
final class PlotlyTheme {

  /** Letters: contrast 3.9 to 1 on white and 4.8 to 1 on the black of JupyterLab's dark theme. */
  static final String TEXT = "#808080";

  /** Letters on the colours of traces: contrast 5 to 1 and more. */
  static final String TEXT_ON_COLORS = "#1a1a1a";

  /** Lines of the grid. */
  static final String GRID = "rgba(128,128,128,0.25)";

  /** Colours of the traces, in order; all stand out from white and from black. */
  static final List<String> COLORS =
      List.of(
          "#4c8fc4", "#e8883a", "#52a552", "#9d77c9", "#d1605e", "#3fa6a3", "#c9a227", "#d678a8",
          "#8c7562", "#8a8f98");

  /** Grey, for what is only there to compare with. */
  static final String MUTED = COLORS.get(COLORS.size() - 1);

  /** Blue for memory, orange for parameters, green for work: in charts and in tables. */
  static String color(Quantity quantity) {
    return COLORS.get(
        switch (quantity) {
          case VALUES, BYTES -> 0;
          case WEIGHTS, BIASES, PARAMETERS, BUFFERS -> 1;
          case MULTIPLY_ADDS, FLOPS -> 2;
        });
  }

  /**
   * How charts behave: nothing offers to send them to a server or to select what cannot be
   * selected. Nothing says {@code responsive} either, see {@link PlotlyRepair#config}.
   */
  static final Map<String, Object> CONFIG =
      JsonTree.of(
          "displaylogo",
          false,
          "showSendToCloud",
          false,
          "modeBarButtonsToRemove",
          List.of("select2d", "lasso2d"));

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
          "bgcolor",
          "rgba(0,0,0,0)",
          "orientation",
          "h",
          "yref",
          "container",
          "y",
          0,
          "yanchor",
          "bottom",
          "traceorder",
          "normal");

  /** The template. */
  static final Map<String, Object> TEMPLATE =
      JsonTree.of(
          "layout",
          JsonTree.of(
              "paper_bgcolor",
              "rgba(0,0,0,0)",
              "plot_bgcolor",
              "rgba(0,0,0,0)",
              "font",
              JsonTree.of("color", TEXT),
              "title",
              TITLE,
              "modebar",
              JsonTree.of("bgcolor", "rgba(0,0,0,0)", "color", GRID, "activecolor", TEXT),
              "hoverlabel",
              JsonTree.of("align", "left"),
              "colorway",
              COLORS,
              "xaxis",
              axis(),
              "yaxis",
              axis(),
              "legend",
              LEGEND));

  private PlotlyTheme() {}

  private static Map<String, Object> axis() {
    return JsonTree.of(
        "automargin", true, "gridcolor", GRID, "linecolor", GRID, "zerolinecolor", GRID);
  }
}
