package io.github.layerbook.view.chart;

import io.github.layerbook.report.Measure;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.JsonTree;
import io.github.layerbook.view.display.QuantityText;
import io.github.layerbook.view.plotly.Chart;
import io.github.layerbook.view.plotly.PlotlyAxis;
import io.github.layerbook.view.plotly.PlotlyLayout;
import io.github.layerbook.view.plotly.PlotlyText;
import io.github.layerbook.view.plotly.PlotlyTrace;
import io.github.layerbook.zoo.ZooEntry;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The chart of the zoo: one quantity against another on logarithmic axes, a colour for each year.
 */
final class ZooChart {
  /** Up to so many networks all are to have names in the chart; of more, one of each family. */
  private static final int MOST_NAMES = 30;

  /** How much of the chart's width a letter takes, and of its height a line. */
  private static final double LETTER = 0.009;

  private static final double LINE = 0.035;

  /** What an axis shows at least, where all points are at one place. */
  private static final double LEAST_DECADES = 0.1;

  private static final int HEIGHT = 520;
  private static final int DOT = 10;

  /** The first year's colour, the middle one's, the last one's; visible on white and on black. */
  private static final int[][] COLORS = {{125, 92, 201}, {46, 160, 160}, {232, 136, 58}};

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
    Set<Point> named = named(all);
    Map<Integer, List<Point>> years = new TreeMap<>();
    for (Point point : all) {
      years.computeIfAbsent(point.entry.year(), year -> new ArrayList<>()).add(point);
    }
    List<PlotlyTrace> traces = new ArrayList<>();
    years.forEach(
        (year, points) ->
            traces.add(
                trace(year, points, named, color(traces.size(), Math.max(1, years.size() - 1)))));
    String networks = Numbers.count(entries.size(), "network");
    return PlotlyLayout.of(networks, " by year, for one example", HEIGHT)
        .margin(10, 10, 50, 10)
        .legend(true)
        .set("hovermode", "closest")
        .axes(axis(across.title()), axis(up.title()))
        .chart(traces);
  }

  /** The points whose names find room: the first of each family before the others. */
  private static Set<Point> named(List<Point> all) {
    Set<String> families = new HashSet<>();
    List<Point> first = all.stream().filter(point -> families.add(point.entry.family())).toList();
    List<Point> wanted = new ArrayList<>(first);
    if (all.size() <= MOST_NAMES) {
      all.stream().filter(point -> !first.contains(point)).forEach(wanted::add);
    }
    double width = decades(all, Point::x);
    double height = decades(all, Point::y);
    Set<Point> named = new LinkedHashSet<>();
    for (Point point : wanted) {
      if (named.stream().noneMatch(other -> collide(point, other, width, height))) {
        named.add(point);
      }
    }
    return named;
  }

  /** Whether the names of two points, each centred above its point, would stand over each other. */
  private static boolean collide(Point left, Point right, double width, double height) {
    int letters = left.entry.name().length() + right.entry.name().length();
    return apart(left.x(), right.x()) < letters * LETTER / 2 * width
        && apart(left.y(), right.y()) < LINE * height;
  }

  private static double decades(List<Point> points, Function<Point, Number> number) {
    DoubleSummaryStatistics range =
        points.stream().mapToDouble(point -> number.apply(point).doubleValue()).summaryStatistics();
    return Math.max(LEAST_DECADES, apart(range.getMin(), range.getMax()));
  }

  private static double apart(Number left, Number right) {
    return Math.abs(decade(left) - decade(right));
  }

  private static double decade(Number number) {
    return Math.log10(number.doubleValue() > 0 ? number.doubleValue() : 1);
  }

  private static PlotlyTrace trace(int year, List<Point> points, Set<Point> named, String color) {
    return PlotlyTrace.labelledMarkers(String.valueOf(year))
        .set("ids", points.stream().map(point -> point.entry.name()).toList())
        .x(points.stream().map(Point::x).toList())
        .y(points.stream().map(Point::y).toList())
        .texts(
            points.stream().map(point -> named.contains(point) ? point.entry.name() : "").toList(),
            "top center")
        .set("textfont", JsonTree.of("size", 10))
        .hoverHtml(points.stream().map(Point::hover).toList())
        .marker("color", color, "opacity", 0.85, "size", DOT);
  }

  private static PlotlyAxis axis(String title) {
    return PlotlyAxis.titled(title).logarithmic(true).rounded();
  }

  /** The colour at a place between the first and the last. */
  private static String color(int place, int last) {
    double at = 2.0 * place / last;
    int from = Math.min(1, (int) at);
    StringBuilder color = new StringBuilder("#");
    for (int i = 0; i < COLORS[0].length; i++) {
      double share = at - from;
      double part = COLORS[from][i] * (1 - share) + COLORS[from + 1][i] * share;
      color.append(String.format(Locale.ROOT, "%02x", Math.round(part)));
    }
    return color.toString();
  }
}
