package io.github.layerbook.view.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.report.Quantity;
import io.github.layerbook.view.display.JsonTree;
import io.github.layerbook.view.plotly.Chart;
import io.github.layerbook.view.plotly.PlotlyFigure;
import io.github.layerbook.view.plotly.Series;
import io.github.layerbook.whatif.fit.Budget;
import io.github.layerbook.whatif.sweep.Sweep;
import io.github.layerbook.whatif.sweep.Variant;
import io.github.layerbook.zoo.Zoo;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SweepChartsTest {
  private static final int PARAMETERS = 0;
  private static final int MULTIPLY_ADDS = 1;
  private static final int MEMORY = 2;

  private static Sweep sweep(String... knobs) {
    var sweep = Sweep.of(Zoo.network("vgg11"));
    List.of(knobs).forEach(sweep::knob);
    return sweep.build();
  }

  private static List<Variant> rows(Sweep sweep) {
    return sweep.rows(0, sweep.size());
  }

  private static Object axisType(Chart chart, String axis) {
    return JsonTree.map(chart.plotly().layout(), axis).getOrDefault("type", "");
  }

  @Test
  void noVariantBeatsOneOfTheParetoFront() {
    Sweep sweep = sweep("conv*.out*=0.25..2:+0.25", "fc1.out=512..4096:+512");
    Budget parameters = Budget.of(Quantity.PARAMETERS, "60M");
    Budget work = Budget.of(Quantity.MULTIPLY_ADDS, "6G");
    assertFront(sweep, List.of(), true, false);
    assertFront(sweep, List.of(parameters), true, false);
    assertFront(sweep, List.of(work), false, true);
    assertFront(sweep, List.of(parameters, work), true, true);
  }

  /** The front is what fits and what no other variant that fits beats. */
  private static void assertFront(
      Sweep sweep, List<Budget> budgets, boolean moreParameters, boolean moreWork) {
    List<Variant> rows = rows(sweep);
    List<Variant> front = ParetoChart.front(sweep, rows, PARAMETERS, MULTIPLY_ADDS, budgets);
    List<Variant> fitting = rows.stream().filter(row -> fits(sweep, row, budgets)).toList();
    for (Variant row : rows) {
      boolean beaten =
          fitting.stream()
              .anyMatch(
                  other ->
                      !other.totals().equals(row.totals())
                          && noWorse(other, row, PARAMETERS, moreParameters)
                          && noWorse(other, row, MULTIPLY_ADDS, moreWork));
      assertEquals(
          fitting.contains(row) && !beaten,
          front.contains(row),
          () -> budgets + ": " + row.values());
    }
    assertFalse(front.isEmpty());
  }

  private static boolean fits(Sweep sweep, Variant row, List<Budget> budgets) {
    return budgets.stream()
        .allMatch(b -> b.keeps(row.totals().get(sweep.quantities().indexOf(b.quantity()))));
  }

  private static boolean noWorse(Variant a, Variant b, int total, boolean more) {
    return more ? a.total(total) >= b.total(total) : a.total(total) <= b.total(total);
  }

  @Test
  void budgetsAreLinesAndWhatKeepsThemIsApart() {
    Sweep sweep = sweep("conv*.out*=0.25..2:+0.25", "fc1.out=512..4096:+512");
    List<Variant> rows = rows(sweep);
    Budget parameters = Budget.of(Quantity.PARAMETERS, "60M");
    Budget memory = Budget.of(sweep.quantities().get(MEMORY), "20MiB");
    PlotlyFigure figure =
        ParetoChart.of(sweep, rows, PARAMETERS, MEMORY, List.of(parameters, memory)).plotly();
    List<String> names = figure.data().stream().map(Series::nameOf).toList();
    assertEquals(
        List.of(
            "beyond the budget",
            "fits",
            "Pareto front: more parameters, more memory within the budget",
            "budget: 60.0 M parameters",
            "budget: 20.0 MiB of memory"),
        names);
    int fitting = JsonTree.list(figure.data().get(1), "x").size();
    assertEquals(rows.size(), fitting + JsonTree.list(figure.data().get(0), "x").size());
    assertEquals(
        rows.stream().filter(row -> fits(sweep, row, List.of(parameters, memory))).count(),
        fitting);
    assertEquals(60e6, JsonTree.numbers(figure.data().get(3), "y")[0]);
    assertEquals(20, JsonTree.numbers(figure.data().get(4), "x")[1], "in the unit of the axis");
    assertEquals("memory, MiB", figure.axisTitle("xaxis"));
    assertTrue(figure.title().endsWith(fitting + " within the budget"), figure.title());
  }

  @Test
  void memoryIsInOneUnitAsInTheTables() {
    Sweep sweep = sweep("input=64..256:+32", "conv*.out*=0.5..1:+0.25");
    double most =
        rows(sweep).stream().mapToDouble(row -> row.total(MEMORY)).max().orElseThrow() / (1 << 20);
    PlotlyFigure lines = SweepCharts.lines(sweep, rows(sweep), MEMORY).plotly();
    assertEquals("memory, MiB", lines.axisTitle("yaxis"));
    double drawn =
        lines.data().stream()
            .flatMapToDouble(trace -> Arrays.stream(JsonTree.numbers(trace, "y")))
            .max()
            .orElseThrow();
    assertEquals(most, drawn, 1e-9);
  }

  @Test
  void totalsThatDifferMuchAreOnLogarithmicAxes() {
    Sweep sweep = sweep("input=32..512:x2", "fc1.out=512..4096:x2");
    Chart chart = ParetoChart.of(sweep, rows(sweep), PARAMETERS, MULTIPLY_ADDS, List.of());
    assertEquals("log", axisType(chart, "xaxis"));
    assertEquals("linear", axisType(chart, "yaxis"));
  }

  @Test
  void theFrontSaysWhatIsBetter() {
    Sweep sweep = sweep("input=32..512:x2", "fc1.out=512..4096:x2");
    Chart chart = ParetoChart.of(sweep, rows(sweep), MULTIPLY_ADDS, MEMORY, List.of());
    Map<String, Object> front = chart.plotly().data().get(1);
    assertEquals("Pareto front: more multiply-adds, less memory", front.get("name"));
    assertEquals("Multiply-adds against memory of 20 variants", chart.plotly().title());
  }
}
