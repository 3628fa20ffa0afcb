package io.github.layerbook.view.chart;

import io.github.layerbook.report.Quantity;
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
import java.util.stream.DoubleStream;

/** What serving a language model takes: the least time of a batch, the memory of a context. */
final class ServingCharts {
  private static final int HEIGHT = 450;

  private ServingCharts() {}

  /** The least time of each phase against the batch, a line for each context; both axes log. */
  static Chart times(List<Roofline> rooflines, List<Long> batches) {
    Roofline first = rooflines.get(0);
    List<PlotlyTrace> traces = new ArrayList<>();
    for (Roofline roofline : rooflines) {
      for (Phase phase : Phase.values()) {
        List<Point> points =
            roofline.points(batches).stream().filter(each -> each.phase() == phase).toList();
        if (!points.isEmpty()) {
          String name = points.get(0).title();
          traces.add(
              PlotlyTrace.linesAndMarkers(
                      rooflines.size() == 1
                          ? name
                          : name + ", " + Numbers.count(roofline.tokens(), "token"))
                  .x(points.stream().map(Point::batch).toList())
                  .y(points.stream().map(point -> 1_000 * point.seconds()).toList())
                  .hover(points.stream().map(RooflineChart::hover).toList())
                  .set("hoverinfo", "text"));
        }
      }
    }
    return PlotlyLayout.of(first.report().network().name(), " on " + first.device().title(), HEIGHT)
        .axes(
            PlotlyAxis.titled(first.readsWords() ? "sequences at once" : "examples at once")
                .logarithmic(true),
            PlotlyAxis.titled("least milliseconds").logarithmic(true))
        .chart(traces);
  }

  /** What weights and caches take against the context, a line for each batch, and what there is. */
  static Chart memory(List<Roofline> rooflines, List<Long> batches) {
    Roofline first = rooflines.get(0);
    List<Long> contexts = rooflines.stream().map(Roofline::tokens).toList();
    double there = (double) first.device().memory() * first.devices();
    AxisUnit unit =
        AxisUnit.of(
            Quantity.BYTES,
            DoubleStream.concat(
                DoubleStream.of(there),
                rooflines.stream()
                    .flatMapToDouble(
                        each ->
                            batches.stream().mapToDouble(batch -> each.memory(batch).value()))));
    List<PlotlyTrace> traces = new ArrayList<>();
    for (long batch : batches) {
      traces.add(
          PlotlyTrace.linesAndMarkers(
                  batch == 1 ? "one sequence" : Numbers.count(batch) + " sequences")
              .x(contexts)
              .y(rooflines.stream().map(each -> unit.in(each.memory(batch).value())).toList()));
    }
    traces.add(
        PlotlyTrace.lines(first.device().title())
            .x(List.of(contexts.get(0), contexts.get(contexts.size() - 1)))
            .y(List.of(unit.in(there), unit.in(there)))
            .withoutHover()
            .line("dash", "dash", "color", Palette.TEXT));
    return PlotlyLayout.of(first.report().network().name(), " on " + first.device().title(), HEIGHT)
        .axes(
            PlotlyAxis.titled("tokens of each sequence").logarithmic(true),
            unit.on(PlotlyAxis.titled(unit.title("weights and cache")).fromZero()))
        .chart(traces);
  }
}
