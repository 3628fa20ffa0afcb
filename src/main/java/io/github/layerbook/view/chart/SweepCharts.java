package io.github.layerbook.view.chart;

import io.github.layerbook.report.Quantity;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.JsonTree;
import io.github.layerbook.view.plotly.Chart;
import io.github.layerbook.view.plotly.PlotlyText;
import io.github.layerbook.whatif.edit.Knob;
import io.github.layerbook.whatif.sweep.Sweep;
import io.github.layerbook.whatif.sweep.Variant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Charts of a sweep's rows; variants that are not possible are left out. */
public final class SweepCharts {
  private static final int MOST_LINES = 12;
  private static final int MOST_POINTS = 5_000;

  /** The factor between totals from which on most would be crowded at an axis' beginning. */
  private static final long WIDE = 50;

  /** More colour for more; opaque, so that Plotly finds letters that stand out from it. */
  private static final List<List<Object>> COLORS =
      List.of(List.of(0, "#e8f0f7"), List.of(1, "#33709f"));

  private SweepCharts() {}

  /**
   * A total over the knob with the most values, one line for each combination of the others, the
   * first {@value #MOST_LINES} of them.
   */
  public static Chart lines(Sweep sweep, List<Variant> rows, int total) {
    int knob = widest(sweep).get(0);
    Map<String, List<Variant>> lines = new LinkedHashMap<>();
    for (Variant row : possible(rows, total)) {
      lines.computeIfAbsent(others(sweep, row, List.of(knob)), key -> new ArrayList<>()).add(row);
    }
    List<Map<String, Object>> traces = new ArrayList<>();
    lines.entrySet().stream()
        .limit(MOST_LINES)
        .forEach(
            line ->
                traces.add(
                    JsonTree.of(
                        "type",
                        "scatter",
                        "mode",
                        "lines+markers",
                        "name",
                        PlotlyText.literal(line.getKey()),
                        "x",
                        line.getValue().stream().map(row -> value(sweep, row, knob)).toList(),
                        "y",
                        line.getValue().stream().map(row -> row.totals().get(total)).toList())));
    return chart(
        "<b>" + title(sweep, total) + "</b> of " + variants(sweep, possible(rows, total).size()),
        traces,
        axis(sweep.knobs().get(knob)),
        axis(sweep, total));
  }

  /** A total over the two knobs with the most values, the others at their first. */
  public static Chart heatMap(Sweep sweep, List<Variant> rows, int total) {
    List<Integer> knobs = widest(sweep);
    if (knobs.size() < 2) {
      throw new IllegalArgumentException(
          "a heat map needs two options with values: give another one some, or draw a line");
    }
    int across = knobs.get(0);
    int up = knobs.get(1);
    Map<List<String>, Number> found = new LinkedHashMap<>();
    for (Variant row : possible(rows, total)) {
      List<String> place = List.of(row.values().get(up), row.values().get(across));
      found.putIfAbsent(place, row.totals().get(total));
    }
    List<String> xs = sweep.knobs().get(across).values();
    List<String> ys = sweep.knobs().get(up).values();
    List<List<@Nullable Number>> heights = new ArrayList<>();
    for (String y : ys) {
      List<@Nullable Number> line = new ArrayList<>();
      xs.forEach(x -> line.add(found.get(List.of(y, x))));
      heights.add(line);
    }
    Map<String, Object> trace =
        JsonTree.of(
            "type",
            "heatmap",
            "name",
            measure(sweep, total),
            "x",
            xs,
            "y",
            ys,
            "z",
            heights,
            "texttemplate",
            "%{z:.3~s}",
            "colorscale",
            COLORS,
            "colorbar",
            axis(sweep, total));
    return chart(
        "<b>" + title(sweep, total) + "</b> of " + variants(sweep, possible(rows, total).size()),
        List.of(trace),
        categories(sweep.knobs().get(across)),
        categories(sweep.knobs().get(up)));
  }

  /**
   * Two totals against each other, and the Pareto front: the variants of which none other has more
   * of the first, such as parameters, for as little of the second, such as multiply-adds. Totals
   * that differ by a factor of {@value #WIDE} and more are on logarithmic axes.
   */
  public static Chart pareto(Sweep sweep, List<Variant> rows, int more, int less) {
    List<Variant> possible = possible(rows, more, less);
    int step = Math.max(1, possible.size() / MOST_POINTS);
    List<Variant> shown =
        IntStream.range(0, possible.size())
            .filter(i -> i % step == 0)
            .mapToObj(possible::get)
            .toList();
    return chart(
        "<b>%s</b> against <b>%s</b> of %s"
            .formatted(
                title(sweep, more),
                PlotlyText.literal(measure(sweep, less)),
                variants(sweep, possible.size())),
        List.of(
            points(sweep, shown, "variants", "markers", more, less),
            points(
                sweep,
                front(rows, more, less),
                PlotlyText.literal(
                    "Pareto front: more %s, %s %s"
                        .formatted(
                            measure(sweep, more),
                            quantity(sweep, less).isPlural() ? "fewer" : "less",
                            measure(sweep, less))),
                "lines+markers",
                more,
                less)),
        spread(sweep, possible, less),
        spread(sweep, possible, more));
  }

  /** The variants of the Pareto front, by the second total; see {@link #pareto}. */
  public static List<Variant> front(List<Variant> rows, int more, int less) {
    List<Variant> sorted = new ArrayList<>(possible(rows, more, less));
    sorted.sort(Variant.by(less).thenComparing(Variant.by(more).reversed()));
    List<Variant> front = new ArrayList<>();
    for (Variant row : sorted) {
      if (front.isEmpty() || Variant.by(more).compare(row, front.get(front.size() - 1)) > 0) {
        front.add(row);
      }
    }
    return front;
  }

  private static Map<String, Object> points(
      Sweep sweep, List<Variant> rows, String name, String mode, int more, int less) {
    return JsonTree.of(
        "type",
        "scatter",
        "mode",
        mode,
        "name",
        name,
        "x",
        rows.stream().map(row -> row.totals().get(less)).toList(),
        "y",
        rows.stream().map(row -> row.totals().get(more)).toList(),
        "hovertext",
        rows.stream().map(row -> PlotlyText.literal(others(sweep, row, List.of()))).toList());
  }

  private static Chart chart(
      String title,
      List<Map<String, Object>> traces,
      Map<String, Object> xAxis,
      Map<String, Object> yAxis) {
    return Chart.of(
        traces,
        JsonTree.of(
            "title",
            JsonTree.of("text", title),
            "height",
            450,
            "margin",
            JsonTree.of("t", 60),
            "xaxis",
            xAxis,
            "yaxis",
            yAxis));
  }

  /** The axis of a total: counts as 50M and 15.5G, memory as 58.2 MB. */
  private static Map<String, Object> axis(Sweep sweep, int total) {
    return JsonTree.of(
        "title",
        JsonTree.of("text", PlotlyText.literal(measure(sweep, total))),
        "tickformat",
        "~s",
        "ticksuffix",
        quantity(sweep, total).unit().isBytes() ? "B" : "");
  }

  /** The axis of a total, logarithmic where the rows' differ much. */
  private static Map<String, Object> spread(Sweep sweep, List<Variant> rows, int total) {
    DoubleSummaryStatistics range =
        rows.stream().mapToDouble(row -> row.totals().get(total).doubleValue()).summaryStatistics();
    boolean wide = range.getMin() > 0 && range.getMax() / WIDE >= range.getMin();
    Map<String, Object> axis = new LinkedHashMap<>(axis(sweep, total));
    axis.put("type", wide ? "log" : "linear");
    return axis;
  }

  private static Quantity quantity(Sweep sweep, int total) {
    return sweep.quantities().get(total);
  }

  private static String measure(Sweep sweep, int total) {
    return quantity(sweep, total).title();
  }

  private static Map<String, Object> axis(Knob knob) {
    return JsonTree.of("title", JsonTree.of("text", PlotlyText.literal(knob.name())));
  }

  /** An axis on which each value of a knob has as much room as any other. */
  private static Map<String, Object> categories(Knob knob) {
    return JsonTree.of(
        "title",
        JsonTree.of("text", PlotlyText.literal(knob.name())),
        "type",
        "category",
        "showgrid",
        false);
  }

  /** A total's name as a title begins with it. */
  private static String title(Sweep sweep, int total) {
    return PlotlyText.literal(quantity(sweep, total).heading());
  }

  /** The variants that are possible and have some quantities. */
  private static List<Variant> possible(List<Variant> rows, int... totals) {
    return rows.stream()
        .filter(Variant::isValid)
        .filter(row -> IntStream.of(totals).noneMatch(t -> isNoNumber(row.totals().get(t))))
        .toList();
  }

  private static boolean isNoNumber(Number number) {
    return Double.isNaN(number.doubleValue());
  }

  private static List<Integer> widest(Sweep sweep) {
    return IntStream.range(0, sweep.knobs().size())
        .boxed()
        .sorted(Comparator.comparing(knob -> -sweep.knobs().get(knob).values().size()))
        .toList();
  }

  private static Object value(Sweep sweep, Variant row, int knob) {
    String value = row.values().get(knob);
    return sweep.knobs().get(knob).hasDecimalNumbers() ? Double.valueOf(value) : (Object) value;
  }

  private static String others(Sweep sweep, Variant row, List<Integer> without) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < sweep.knobs().size(); i++) {
      Knob knob = sweep.knobs().get(i);
      if (!without.contains(i)) {
        texts.add(
            knob.name() + (knob.kind() == Knob.Kind.SCALE ? " × " : " ") + row.values().get(i));
      }
    }
    return String.join(", ", texts);
  }

  /** How many of a sweep's variants there are: {@code 12 variants}, {@code 5 of 12 variants}. */
  public static String variants(Sweep sweep, long some) {
    String of = some == sweep.size() ? "" : Numbers.count(some) + " of ";
    return of + Numbers.count(sweep.size()) + (sweep.size() == 1 ? " variant" : " variants");
  }
}
