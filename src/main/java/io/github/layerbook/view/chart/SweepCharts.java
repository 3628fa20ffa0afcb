package io.github.layerbook.view.chart;

import io.github.layerbook.report.Quantity;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.plotly.Chart;
import io.github.layerbook.view.plotly.PlotlyAxis;
import io.github.layerbook.view.plotly.PlotlyLayout;
import io.github.layerbook.view.plotly.PlotlyTrace;
import io.github.layerbook.whatif.edit.Knob;
import io.github.layerbook.whatif.sweep.Sweep;
import io.github.layerbook.whatif.sweep.Variant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Charts of a sweep's rows; variants that are not possible are left out. */
public final class SweepCharts {
  private static final int MOST_LINES = 12;

  /** Of more points, some are drawn: as many as a page can tell apart, and can hold. */
  private static final int MOST_POINTS = 600;

  /** Of more values along an axis of a heat map, some are drawn. */
  private static final int MOST_CELLS = 40;

  private static final int HEIGHT = 450;
  private static final int TOP = 60;

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
    AxisUnit unit = unit(sweep, rows, total);
    List<PlotlyTrace> traces = new ArrayList<>();
    lines.entrySet().stream()
        .limit(MOST_LINES)
        .forEach(
            line ->
                traces.add(
                    line(
                        sweep,
                        line.getKey(),
                        thinned(line.getValue(), MOST_POINTS / Math.min(MOST_LINES, lines.size())),
                        knob,
                        row -> unit.in(row.totals().get(total)))));
    return layout(sweep, rows, total)
        .axes(PlotlyAxis.titled(sweep.knobs().get(knob).name()), axis(sweep, total, unit))
        .chart(traces);
  }

  private static PlotlyTrace line(
      Sweep sweep, String name, List<Variant> rows, int knob, Function<Variant, Number> number) {
    return PlotlyTrace.linesAndMarkers(name)
        .x(rows.stream().map(row -> value(sweep, row, knob)).toList())
        .y(rows.stream().map(number).toList());
  }

  /** So many of a list, evenly spread, the first and the last among them. */
  static <T> List<T> thinned(List<T> all, int most) {
    return all.size() <= most
        ? all
        : IntStream.range(0, most)
            .mapToObj(i -> all.get((int) ((long) i * (all.size() - 1) / (most - 1))))
            .toList();
  }

  /**
   * A total over the two knobs with the most values, {@value #MOST_CELLS} of each at most, the
   * others at their first.
   */
  public static Chart heatMap(Sweep sweep, List<Variant> rows, int total) {
    List<Integer> knobs = widest(sweep);
    if (knobs.size() < 2) {
      throw new IllegalArgumentException(
          "a heat map needs two options with values: give another one some, or draw a line");
    }
    int across = knobs.get(0);
    int up = knobs.get(1);
    AxisUnit unit = unit(sweep, rows, total);
    Map<List<String>, Number> found = new LinkedHashMap<>();
    for (Variant row : possible(rows, total)) {
      List<String> place = List.of(row.values().get(up), row.values().get(across));
      found.putIfAbsent(place, unit.in(row.totals().get(total)));
    }
    List<String> xs = thinned(sweep.knobs().get(across).values(), MOST_CELLS);
    List<String> ys = thinned(sweep.knobs().get(up).values(), MOST_CELLS);
    List<List<@Nullable Number>> heights = new ArrayList<>();
    for (String y : ys) {
      List<@Nullable Number> line = new ArrayList<>();
      xs.forEach(x -> line.add(found.get(List.of(y, x))));
      heights.add(line);
    }
    return layout(sweep, rows, total)
        .axes(categories(sweep.knobs().get(across)), categories(sweep.knobs().get(up)))
        .chart(
            PlotlyTrace.heatMap(measure(sweep, total))
                .x(xs)
                .y(ys)
                .set("z", heights)
                .set("texttemplate", "%{z:.3~s}")
                .set("colorscale", COLORS)
                .set("colorbar", axis(sweep, total, unit).tree()));
  }

  /** The layout of a chart of one total. */
  private static PlotlyLayout layout(Sweep sweep, List<Variant> rows, int total) {
    String of = " of " + variants(sweep, possible(rows, total).size());
    return PlotlyLayout.of(quantity(sweep, total).heading(), of, HEIGHT).top(TOP);
  }

  private static AxisUnit unit(Sweep sweep, List<Variant> rows, int total) {
    return AxisUnit.of(
        quantity(sweep, total),
        possible(rows, total).stream().mapToDouble(row -> row.totals().get(total).doubleValue()));
  }

  private static PlotlyAxis axis(Sweep sweep, int total, AxisUnit unit) {
    return unit.on(PlotlyAxis.titled(unit.title(measure(sweep, total))));
  }

  private static Quantity quantity(Sweep sweep, int total) {
    return sweep.quantities().get(total);
  }

  private static String measure(Sweep sweep, int total) {
    return quantity(sweep, total).title();
  }

  /** An axis on which each value of a knob has as much room as any other. */
  private static PlotlyAxis categories(Knob knob) {
    return PlotlyAxis.categories(knob.name()).set("showgrid", false);
  }

  /** The variants that are possible and have some quantities. */
  static List<Variant> possible(List<Variant> rows, int... totals) {
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

  /** The values of a variant's knobs without some. */
  static String others(Sweep sweep, Variant row, List<Integer> without) {
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
    return of + Numbers.count(sweep.size(), "variant");
  }
}
