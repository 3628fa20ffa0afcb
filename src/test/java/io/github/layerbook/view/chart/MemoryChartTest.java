package io.github.layerbook.view.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.memory.MemoryReport;
import io.github.layerbook.memory.Optimizer;
import io.github.layerbook.memory.Training;
import io.github.layerbook.report.Report;
import io.github.layerbook.view.display.JsonTree;
import io.github.layerbook.view.figure.FigureDisplay;
import io.github.layerbook.zoo.Zoo;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryChartTest {
  private static final MemoryReport ALEXNET =
      MemoryReport.of(Report.of(Zoo.network("alexnet")), Training.with(Optimizer.ADAM));

  @Test
  void theStackReachesThePeakAlsoWhereThatIsInTheLastStep() {
    List<Map<String, Object>> traces = Charts.memory(ALEXNET).plotly().data();
    double[] steps = JsonTree.numbers(traces.get(0), "x");
    int last = steps.length - 1;
    assertEquals(ALEXNET.steps().size(), steps[last], "the last step has an end");
    double highest = 0;
    for (int at = 0; at <= last; at++) {
      int place = at;
      double sum = traces.stream().mapToDouble(t -> JsonTree.numbers(t, "y")[place]).sum();
      highest = Math.max(highest, sum);
      if (at == last) {
        assertEquals(highest, sum, 0.01, "the peak is in the optimizer's step");
      }
    }
    assertEquals("GiB", Charts.memory(ALEXNET).plotly().axisTitle("yaxis"));
    assertEquals(ALEXNET.total().value() / Math.pow(1024, 3), highest, 0.01, "in GiB");
  }

  @Test
  void theTextIsShort() {
    String text = FigureDisplay.of(Charts.memory(ALEXNET)).text();
    assertTrue(text.lines().count() < 200, text);
  }
}
