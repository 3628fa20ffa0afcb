package io.github.layerbook.view.figure;

import io.github.layerbook.view.display.Display;
import io.github.layerbook.view.display.Resource;
import io.github.layerbook.view.plotly.PlotlyFigure;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A build of plotly.js 4.1.1 (MIT) that travels with a notebook, so that its charts are interactive
 * offline.
 *
 * <p>The bundle has a display of its own, the {@link #carrier() carrier}, so that a notebook needs
 * it only once: whoever shows a chart shows a carrier with it and updates the carrier shown before
 * to a {@link #spent() spent} one. The newest chart's cell then always carries the bundle. Charts
 * that stand elsewhere are drawn as soon as the bundle is there.
 */
public enum PlotlyBundle {
  /** Bars, lines, scatter, pies, histograms, boxes, heat maps and contours: 0.5 MB. */
  CARTESIAN("plotly-cartesian.min.js.gz"),
  /** Everything that Plotly draws: 1.5 MB. */
  FULL("plotly.min.js.gz");

  private static final Set<String> CARTESIAN_TYPES =
      Set.of(
          ("bar box contour heatmap histogram histogram2d histogram2dcontour image pie scatter"
                  + " scatterternary violin")
              .split(" ", -1));

  private final String resource;

  PlotlyBundle(String resource) {
    this.resource = resource;
  }

  /** The smallest bundle that draws a figure. */
  public static PlotlyBundle neededBy(PlotlyFigure figure) {
    return CARTESIAN_TYPES.containsAll(figure.types()) ? CARTESIAN : FULL;
  }

  /**
   * The smallest bundle that draws the chart of a display; empty if it shows none. Charts under a
   * table, which are part of its HTML, are of the smaller bundle's types.
   */
  public static Optional<PlotlyBundle> neededBy(Display display) {
    if (display.contents().get(Display.PLOTLY) instanceof Map<?, ?> tree
        && tree.get("data") instanceof List<?> traces) {
      return Optional.of(neededBy(traces));
    }
    return display.form(Display.HTML).contains(FigureDisplay.ELEMENT)
        ? Optional.of(CARTESIAN)
        : Optional.empty();
  }

  private static PlotlyBundle neededBy(List<?> traces) {
    return traces.stream().allMatch(trace -> trace instanceof Map<?, ?> t && isCartesian(t))
        ? CARTESIAN
        : FULL;
  }

  private static boolean isCartesian(Map<?, ?> trace) {
    Object type = trace.get("type");
    return type == null || CARTESIAN_TYPES.contains(type);
  }

  /** The smaller of the bundles that draws what this one and another one draw. */
  public PlotlyBundle and(PlotlyBundle other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /**
   * A display without anything to see that brings the bundle to the page and draws all its charts.
   *
   * @throws UncheckedIOException if the bundle is missing among the resources
   */
  public Display carrier() {
    String html =
        "<script>"
            + new String(Resource.bytes(PlotlyBundle.class, "charts.js"), StandardCharsets.UTF_8)
            + "window.layerbook.load(\""
            + name().toLowerCase(java.util.Locale.ROOT)
            + "\", \""
            + Base64.getEncoder().encodeToString(Resource.bytes(PlotlyBundle.class, resource))
            + "\");</script>";
    return Display.of(Display.HTML, html);
  }

  /** What a carrier becomes when a newer one takes its place: nothing. */
  public static Display spent() {
    return Display.of(Display.HTML, "");
  }
}
