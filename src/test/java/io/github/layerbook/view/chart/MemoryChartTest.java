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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryChartTest {
  private static final MemoryReport ALEXNET =
      MemoryReport.of(Report.of(Zoo.network("alexnet")), Training.with(Optimizer.ADAM));

  @Test
  void theStackReachesThePeakAlsoWhereThatIsInTheLastStep() {
    List<Map<String, Object>> traces = Charts.memory(ALEXNET).plotly().data();
    List<Object> steps = JsonTree.list(traces.get(0), "x");
    int last = steps.size() - 1;
    assertEquals(ALEXNET.steps().size(), last, "the last step has an end");
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
  void stepsAreNamedByPhaseAndLayerEachOnce() {
    List<MemoryReport> runs =
        List.of(
            ALEXNET,
            MemoryReport.of(ALEXNET.report()),
            MemoryReport.of(
                Report.of(Zoo.network("resnet18")),
                Training.with(Optimizer.SGD).checkpoints(3)));
    for (MemoryReport run : runs) {
      List<Object> names = JsonTree.list(Charts.memory(run).plotly().data().get(0), "x");
      assertEquals(names.size(), new HashSet<>(names).size(), names.toString());
      assertEquals("start", names.get(0));
      assertEquals("end", names.get(names.size() - 1));
      assertEquals("category", Charts.memory(run).plotly().axis("xaxis").get("type"));
    }
    List<Object> names = JsonTree.list(Charts.memory(ALEXNET).plotly().data().get(0), "x");
    assertTrue(names.indexOf("forward conv1") < names.indexOf("backward conv1"));
    assertTrue(names.contains("optimizer"), names.toString());
  }

  @Test
  void aKindOfMemoryHasOneColourInEveryChart() {
    Map<Object, Object> colours = new HashMap<>();
    for (MemoryReport run : List.of(ALEXNET, MemoryReport.of(ALEXNET.report()))) {
      for (Map<String, Object> trace : Charts.memory(run).plotly().data()) {
        Object colour = trace.get("fillcolor");
        assertEquals(colour, colours.merge(trace.get("name"), colour, (old, same) -> old));
      }
    }
    assertEquals(colours.size(), new HashSet<>(colours.values()).size(), colours.toString());
  }

  @Test
  void theTextIsShort() {
    String text = FigureDisplay.of(Charts.memory(ALEXNET)).text();
    assertTrue(text.lines().count() < 200, text);
  }
}
