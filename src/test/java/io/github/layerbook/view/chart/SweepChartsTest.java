package io.github.layerbook.view.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.view.display.JsonTree;
import io.github.layerbook.view.plotly.Chart;
import io.github.layerbook.whatif.sweep.Sweep;
import io.github.layerbook.whatif.sweep.Variant;
import io.github.layerbook.zoo.Zoo;
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
    List<Variant> rows = rows(sweep("conv*.out*=0.25..2:+0.25", "fc1.out=512..4096:+512"));
    List<Variant> front = SweepCharts.front(rows, PARAMETERS, MULTIPLY_ADDS);
    for (Variant row : rows) {
      boolean beaten = rows.stream().anyMatch(other -> beats(other, row));
      assertEquals(!beaten, front.contains(row), () -> row.values().toString());
    }
    assertTrue(front.size() > 8);
  }

  private static boolean beats(Variant a, Variant b) {
    boolean noWorse =
        a.total(PARAMETERS) >= b.total(PARAMETERS)
            && a.total(MULTIPLY_ADDS) <= b.total(MULTIPLY_ADDS);
    return noWorse && !a.totals().equals(b.totals());
  }

  @Test
  void totalsThatDifferMuchAreOnLogarithmicAxes() {
    Sweep sweep = sweep("input=32..512:x2", "fc1.out=512..4096:x2");
    Chart chart = SweepCharts.pareto(sweep, rows(sweep), PARAMETERS, MULTIPLY_ADDS);
    assertEquals("log", axisType(chart, "xaxis"));
    assertEquals("linear", axisType(chart, "yaxis"));
  }

  @Test
  void theFrontSaysWhatIsBetter() {
    Sweep sweep = sweep("input=32..512:x2", "fc1.out=512..4096:x2");
    Chart chart = SweepCharts.pareto(sweep, rows(sweep), MULTIPLY_ADDS, MEMORY);
    Map<String, Object> front = chart.plotly().data().get(1);
    assertEquals("Pareto front: more multiply-adds, less memory", front.get("name"));
    assertEquals("Multiply-adds against memory of 20 variants", chart.plotly().title());
  }
}
