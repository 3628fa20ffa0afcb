package io.github.layerbook.view.chart;

import io.github.layerbook.report.Measure;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.chart.PointLabels.Place;
import io.github.layerbook.view.display.JsonTree;
import io.github.layerbook.view.display.QuantityText;
import io.github.layerbook.view.plotly.Chart;
import io.github.layerbook.view.plotly.PlotlyAxis;
import io.github.layerbook.view.plotly.PlotlyLayout;
import io.github.layerbook.view.plotly.PlotlyText;
import io.github.layerbook.view.plotly.PlotlyTrace;
import io.github.layerbook.zoo.ZooEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The chart of the zoo: one quantity against another on logarithmic axes, colours in the order of
 * the years.
 */
final class ZooChart {
  /** The most networks that are all labelled; of more, one of each family is. */
  private static final int MOST_NAMES = 30;

  private static final int HEIGHT = 520;
  private static final int DOT = 10;

  /**
   * From the first year to the last: each step lighter than the one before, and all visible on
   * white and on black (between the ends of matplotlib's viridis).
   */
  private static final int[][] COLORS = {
    {88, 72, 160}, {58, 105, 170}, {38, 140, 150}, {60, 170, 110}, {150, 180, 50}, {215, 175, 20}
  };

  /** An entry with what its network costs. */
  private record Point(ZooEntry entry, Measure up, Measure across) {
    static Point of(ZooEntry entry, Quantity up, Quantity across) {
      Report report = Report.of(entry.network());
      return new Point(entry, report.total(up), report.total(across));
    }

    Number x() {
      return across.number();
    }

    Number y() {
      return up.number();
    }

    String hover() {
      return "%s · %s<br>%s, %d<br>%s<br>%s"
          .formatted(
              PlotlyText.bold(entry.name()),
              PlotlyText.literal(entry.title()),
              PlotlyText.literal(entry.paper().authors()),
              entry.year(),
              text(up),
              text(across));
    }

    private static String text(Measure measure) {
      return PlotlyText.literal(QuantityText.named(measure.quantity(), measure.number()));
    }
  }

  private ZooChart() {}

  static Chart of(List<ZooEntry> entries, Quantity up, Quantity across) {
    List<Point> all = entries.stream().map(entry -> Point.of(entry, up, across)).toList();
    Map<Point, Place> named = named(all);
    AxisUnit along = unit(across, all, Point::x);
    AxisUnit upward = unit(up, all, Point::y);
    Map<Integer, List<Point>> years = new TreeMap<>();
    for (Point point : all) {
      years.computeIfAbsent(point.entry.year(), year -> new ArrayList<>()).add(point);
    }
    List<PlotlyTrace> traces = new ArrayList<>();
    years.forEach(
        (year, points) ->
            traces.add(
                trace(year, points, named, color(traces.size(), Math.max(1, years.size() - 1)))
                    .x(points.stream().map(point -> along.in(point.x())).toList())
                    .y(points.stream().map(point -> upward.in(point.y())).toList())));
    String networks = Numbers.count(entries.size(), "network");
    return PlotlyLayout.of(networks, " by year, for one example", HEIGHT)
        .margin(10, 10, 50, 10)
        .legend(true)
        .set("hovermode", "closest")
        .axes(axis(across, along), axis(up, upward))
        .chart(traces);
  }

  /** Where the names of points stand: those of each family's first before the others. */
  private static Map<Point, Place> named(List<Point> all) {
    Set<String> families = new HashSet<>();
    List<Point> first = all.stream().filter(point -> families.add(point.entry.family())).toList();
    List<Point> wanted = new ArrayList<>(first);
    if (all.size() <= MOST_NAMES) {
      all.stream().filter(point -> !first.contains(point)).forEach(wanted::add);
    }
    PointLabels labels =
        PointLabels.over(
            all.stream().map(point -> decade(point.x())).toList(),
            all.stream().map(point -> decade(point.y())).toList());
    Map<Point, Place> named = new HashMap<>();
    for (Point point : wanted) {
      labels
          .place(all.indexOf(point), point.entry.name())
          .ifPresent(place -> named.put(point, place));
    }
    return named;
  }

  private static double decade(Number number) {
    return Math.log10(number.doubleValue() > 0 ? number.doubleValue() : 1);
  }

  private static PlotlyTrace trace(
      int year, List<Point> points, Map<Point, Place> named, String color) {
    return PlotlyTrace.labelledMarkers(String.valueOf(year))
        .set("ids", points.stream().map(point -> point.entry.name()).toList())
        .texts(
            points.stream()
                .map(point -> named.containsKey(point) ? point.entry.name() : "")
                .toList(),
            points.stream().map(point -> named.getOrDefault(point, Place.ABOVE).words()).toList())
        .set("textfont", JsonTree.of("size", 10))
        .hoverHtml(points.stream().map(Point::hover).toList())
        .marker("color", color, "opacity", 0.85, "size", DOT);
  }

  private static AxisUnit unit(
      Quantity quantity, List<Point> points, Function<Point, Number> number) {
    return AxisUnit.of(
        quantity, points.stream().mapToDouble(point -> number.apply(point).doubleValue()));
  }

  private static PlotlyAxis axis(Quantity quantity, AxisUnit unit) {
    return unit.on(PlotlyAxis.titled(unit.title(quantity.title()))).logarithmic(true);
  }

  /** The colour at a place between the first and the last. */
  private static String color(int place, int last) {
    double at = (COLORS.length - 1.0) * place / last;
    int from = Math.min(COLORS.length - 2, (int) at);
    StringBuilder color = new StringBuilder("#");
    for (int i = 0; i < COLORS[0].length; i++) {
      double share = at - from;
      double part = COLORS[from][i] * (1 - share) + COLORS[from + 1][i] * share;
      color.append(String.format(Locale.ROOT, "%02x", Math.round(part)));
    }
    return color.toString();
  }
}
