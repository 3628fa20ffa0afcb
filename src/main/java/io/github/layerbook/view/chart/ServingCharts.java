package io.github.layerbook.view.chart;

import io.github.layerbook.report.Quantity;
import io.github.layerbook.serving.Device;
import io.github.layerbook.serving.Roofline;
import io.github.layerbook.serving.Roofline.Phase;
import io.github.layerbook.serving.Roofline.Point;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.plotly.Chart;
import io.github.layerbook.view.plotly.PlotlyAxis;
import io.github.layerbook.view.plotly.PlotlyLayout;
import io.github.layerbook.view.plotly.PlotlyTrace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** What serving a language model takes: the least time of a batch, the memory of a context. */
final class ServingCharts {
  private static final int HEIGHT = 450;

  private ServingCharts() {}

  /** The least time of each phase against the batch, a line for each context; both axes log. */
  static Chart times(List<Roofline> rooflines, List<Long> batches) {
    List<PlotlyTrace> traces = new ArrayList<>();
    for (Roofline roofline : rooflines) {
      String context =
          rooflines.size() == 1 ? "" : ", " + Numbers.count(roofline.tokens(), "token");
      addPhases(
          traces,
          roofline.points(batches),
          context,
          Point::batch,
          point -> 1_000 * point.seconds());
    }
    return chart(
        rooflines,
        traces,
        PlotlyAxis.titled(rooflines.get(0).readsWords() ? "sequences at once" : "examples at once")
            .logarithmic(true),
        PlotlyAxis.titled("least milliseconds").logarithmic(true));
  }

  /** What weights and caches take against the context, a line for each batch, and what there is. */
  static Chart memory(List<Roofline> rooflines, List<Long> batches) {
    Roofline first = rooflines.get(0);
    List<Long> contexts = rooflines.stream().map(Roofline::tokens).toList();
    double there = (double) first.device().memory() * first.devices();
    DoubleStream taken =
        rooflines.stream()
            .flatMapToDouble(
                each -> batches.stream().mapToDouble(batch -> each.memory(batch).value()));
    AxisUnit unit = AxisUnit.of(Quantity.BYTES, DoubleStream.concat(DoubleStream.of(there), taken));
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
            .dashed());
    return chart(
        rooflines,
        traces,
        PlotlyAxis.titled("tokens of each sequence").logarithmic(true),
        unit.on(PlotlyAxis.titled(unit.title("weights and cache")).fromZero()));
  }

  /** A device's roofline, and under it the phases of a network with each batch; both axes log. */
  static Chart roofline(List<Roofline> rooflines, List<Long> batches) {
    List<Point> points = rooflines.stream().flatMap(each -> each.points(batches).stream()).toList();
    List<PlotlyTrace> traces = new ArrayList<>(List.of(roof(rooflines.get(0), points)));
    addPhases(
        traces,
        points,
        "",
        Point::intensity,
        point -> point.operations().value() / point.seconds());
    return chart(
        rooflines,
        traces,
        PlotlyAxis.titled("operations for each byte").logarithmic(true).rounded(),
        PlotlyAxis.titled("operations a second").logarithmic(true).rounded());
  }

  private static Chart chart(
      List<Roofline> rooflines, List<PlotlyTrace> traces, PlotlyAxis across, PlotlyAxis up) {
    Roofline first = rooflines.get(0);
    return PlotlyLayout.of(first.report().network().name(), " on " + first.device().title(), HEIGHT)
        .axes(across, up)
        .chart(traces);
  }

  /** Adds a line for each phase that points are of. */
  private static void addPhases(
      List<PlotlyTrace> traces,
      List<Point> points,
      String saying,
      Function<Point, Number> across,
      Function<Point, Number> up) {
    for (Phase phase : Phase.values()) {
      List<Point> of = points.stream().filter(point -> point.phase() == phase).toList();
      if (!of.isEmpty()) {
        traces.add(
            PlotlyTrace.linesAndMarkers(of.get(0).title() + saying)
                .x(of.stream().map(across).toList())
                .y(of.stream().map(up).toList())
                .hover(of.stream().map(ServingCharts::hover).toList())
                .set("hoverinfo", "text"));
      }
    }
  }

  private static String hover(Point point) {
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
        .dashed();
  }
}
