package io.github.layerbook.view;

import io.github.layerbook.whatif.Knob;
import io.github.layerbook.whatif.Sweep;
import io.github.layerbook.whatif.Variant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Charts of a sweep's rows; variants that are not possible are left out. */
public final class SweepCharts {
  private static final int MOST_LINES = 12;
  private static final int MOST_POINTS = 5_000;

  private SweepCharts() {}

  /**
   * A total over the knob with the most values, one line for each combination of the others, the
   * first {@value #MOST_LINES} of them.
   */
  public static Chart lines(Sweep sweep, List<Variant> rows, int total) {
    int knob = widest(sweep).get(0);
    Map<String, List<Variant>> lines = new LinkedHashMap<>();
    for (Variant row : possible(rows)) {
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
    return chart(sweep, traces, sweep.knobs().get(knob).name(), name(sweep, total));
  }

  /** A total over the two knobs with the most values, the others at their first. */
  public static Chart heatMap(Sweep sweep, List<Variant> rows, int total) {
    List<Integer> knobs = widest(sweep);
    if (knobs.size() < 2) {
      throw new IllegalArgumentException("a heat map needs two knobs: draw a line");
    }
    int across = knobs.get(0);
    int up = knobs.get(1);
    Map<List<String>, Long> found = new LinkedHashMap<>();
    for (Variant row : possible(rows)) {
      List<String> place = List.of(row.values().get(up), row.values().get(across));
      found.putIfAbsent(place, row.totals().get(total));
    }
    List<String> xs = sweep.knobs().get(across).values();
    List<String> ys = sweep.knobs().get(up).values();
    List<List<Number>> heights = new ArrayList<>();
    for (String y : ys) {
      List<Number> line = new ArrayList<>();
      xs.forEach(x -> line.add(found.getOrDefault(List.of(y, x), 0L)));
      heights.add(line);
    }
    Map<String, Object> trace =
        JsonTree.of("type", "heatmap", "name", name(sweep, total), "x", xs, "y", ys, "z", heights);
    return chart(
        sweep, List.of(trace), sweep.knobs().get(across).name(), sweep.knobs().get(up).name());
  }

  /**
   * Two totals against each other, and the Pareto front: the variants of which none other has more
   * of the first, such as parameters, for as little of the second, such as multiply-adds.
   */
  public static Chart pareto(Sweep sweep, List<Variant> rows, int more, int less) {
    List<Variant> possible = possible(rows);
    int step = Math.max(1, possible.size() / MOST_POINTS);
    List<Variant> shown =
        IntStream.range(0, possible.size())
            .filter(i -> i % step == 0)
            .mapToObj(possible::get)
            .toList();
    return chart(
        sweep,
        List.of(
            points(sweep, shown, "variants", "markers", more, less),
            points(sweep, front(rows, more, less), "Pareto front", "lines+markers", more, less)),
        name(sweep, less),
        name(sweep, more));
  }

  /** The variants of the Pareto front, by the second total; see {@link #pareto}. */
  public static List<Variant> front(List<Variant> rows, int more, int less) {
    List<Variant> sorted = new ArrayList<>(possible(rows));
    sorted.sort(
        Comparator.comparing((Variant row) -> row.totals().get(less))
            .thenComparing(row -> row.totals().get(more), Comparator.reverseOrder()));
    List<Variant> front = new ArrayList<>();
    long most = -1;
    for (Variant row : sorted) {
      if (row.totals().get(more) > most) {
        front.add(row);
        most = row.totals().get(more);
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

  private static Chart chart(Sweep sweep, List<Map<String, Object>> traces, String x, String y) {
    return Chart.of(
        traces,
        JsonTree.of(
            "title",
            JsonTree.of("text", Numbers.count(sweep.size()) + " variants"),
            "height",
            450,
            "xaxis",
            JsonTree.of("title", JsonTree.of("text", PlotlyText.literal(x)), "automargin", true),
            "yaxis",
            JsonTree.of("title", JsonTree.of("text", PlotlyText.literal(y)), "automargin", true)));
  }

  private static List<Variant> possible(List<Variant> rows) {
    return rows.stream().filter(Variant::isValid).toList();
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

  private static String name(Sweep sweep, int total) {
    return sweep.totals().get(total).name();
  }
}
