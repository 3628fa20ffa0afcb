package io.github.layerbook.view.chart;

import io.github.layerbook.serving.Device;
import io.github.layerbook.serving.Roofline;
import io.github.layerbook.serving.Roofline.Phase;
import io.github.layerbook.serving.Roofline.Point;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Palette;
import io.github.layerbook.view.plotly.Chart;
import io.github.layerbook.view.plotly.PlotlyAxis;
import io.github.layerbook.view.plotly.PlotlyLayout;
import io.github.layerbook.view.plotly.PlotlyTrace;
import java.util.ArrayList;
import java.util.List;

/** A device's roofline, and under it the phases of a network with each batch; both axes log. */
final class RooflineChart {
  private static final int HEIGHT = 450;

  private RooflineChart() {}

  static Chart of(List<Roofline> rooflines, List<Long> batches) {
    Roofline roofline = rooflines.get(0);
    List<Point> points = rooflines.stream().flatMap(each -> each.points(batches).stream()).toList();
    List<PlotlyTrace> traces = new ArrayList<>();
    traces.add(roof(roofline, points));
    for (Phase phase : Phase.values()) {
      List<Point> of = points.stream().filter(point -> point.phase() == phase).toList();
      if (!of.isEmpty()) {
        traces.add(phase(of));
      }
    }
    return PlotlyLayout.of(
            roofline.report().network().name(), " on " + roofline.device().title(), HEIGHT)
        .axes(
            PlotlyAxis.titled("operations for each byte").logarithmic(true).rounded(),
            PlotlyAxis.titled("operations a second").logarithmic(true).rounded())
        .chart(traces);
  }

  private static PlotlyTrace phase(List<Point> points) {
    return PlotlyTrace.linesAndMarkers(points.get(0).title())
        .x(points.stream().map(Point::intensity).toList())
        .y(points.stream().map(point -> point.operations().value() / point.seconds()).toList())
        .hover(points.stream().map(RooflineChart::hover).toList())
        .set("hoverinfo", "text");
  }

  static String hover(Point point) {
    return "%s, batch %s: %s %s a second at most, bounded by %s"
        .formatted(
            point.title(),
            Numbers.count(point.batch()),
            Numbers.count(Math.round(point.tokensPerSecond())),
            point.roofline().unit(),
            point.bound() == Roofline.Bound.COMPUTE ? "operations" : "bandwidth");
  }

  /** Bandwidth times intensity, at most the speed. */
  private static PlotlyTrace roof(Roofline roofline, List<Point> points) {
    Device device = roofline.device();
    double speed =
        (double) device.operations(roofline.report().settings().type()) * roofline.devices();
    double bandwidth = (double) device.bandwidth() * roofline.devices();
    double least = points.stream().mapToDouble(Point::intensity).min().orElse(1) / 2;
    double most = points.stream().mapToDouble(Point::intensity).max().orElse(1) * 2;
    double ridge = speed / bandwidth;
    double end = Math.max(most, 2 * ridge);
    return PlotlyTrace.lines("roofline")
        .x(List.of(least, ridge, end))
        .y(List.of(least * bandwidth, speed, speed))
        .withoutHover()
        .line("dash", "dash", "color", Palette.TEXT);
  }
}
