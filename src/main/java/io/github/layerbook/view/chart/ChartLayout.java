package io.github.layerbook.view.chart;

import io.github.layerbook.view.display.JsonTree;
import java.util.LinkedHashMap;
import java.util.Map;

/** Layouts of charts with lying bars: names at the left, the first on top. */
final class ChartLayout {

  private static final int BAR = 22;
  private static final int BELOW = 20;
  private static final int GREATEST = 1600;

  private ChartLayout() {}

  /**
   * The layout of so many bars.
   *
   * @param above the height of what stands above the bars
   * @param axes more axes, names and settings in turn
   */
  static Map<String, Object> of(String title, int above, int bars, Object... axes) {
    Map<String, Object> layout = new LinkedHashMap<>();
    layout.put("title", JsonTree.of("text", title));
    layout.put("height", Math.min(GREATEST, above + BELOW + BAR * Math.max(1, bars)));
    layout.put("margin", JsonTree.of("l", 10, "r", 20, "t", above, "b", BELOW));
    layout.put("bargap", 0.25);
    layout.put("showlegend", false);
    layout.put("yaxis", names("x", true));
    layout.putAll(JsonTree.of(axes));
    return layout;
  }

  /** An axis of names beside another axis; its names are shown or stand beside other bars. */
  static Map<String, Object> names(String beside, boolean shown) {
    return JsonTree.of(
        "type",
        "category",
        "autorange",
        "reversed",
        "anchor",
        beside,
        "showticklabels",
        shown,
        "showgrid",
        false,
        "ticks",
        "outside",
        "ticklen",
        5,
        "tickcolor",
        "rgba(0,0,0,0)",
        "fixedrange",
        true);
  }
}
