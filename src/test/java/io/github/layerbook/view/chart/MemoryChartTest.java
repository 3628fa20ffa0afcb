package io.github.layerbook.view.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.memory.MemoryReport;
import io.github.layerbook.memory.Optimizer;
import io.github.layerbook.memory.Training;
import io.github.layerbook.report.Report;
import io.github.layerbook.view.display.JsonTree;
import io.github.layerbook.view.figure.FigureDisplay;
import io.github.layerbook.view.plotly.PlotlyFigure;
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
  void someStepsAreNamedByTheirLayerAndWhereAPhaseBeginsByThat() {
    List<MemoryReport> runs =
        List.of(
            ALEXNET,
            MemoryReport.of(ALEXNET.report()),
            MemoryReport.of(
                Report.of(Zoo.network("resnet152")), Training.with(Optimizer.SGD).checkpoints(3)));
    for (MemoryReport run : runs) {
      PlotlyFigure figure = Charts.memory(run).plotly();
      List<Object> names = JsonTree.list(figure.axis("xaxis"), "ticktext");
      List<Object> places = JsonTree.list(figure.axis("xaxis"), "tickvals");
      assertEquals(places.size(), names.size());
      assertTrue(names.size() > 3 && names.size() <= 14, names.toString());
      assertTrue(names.stream().anyMatch(name -> name.toString().startsWith("forward ")));
      assertTrue(names.stream().allMatch(name -> name.toString().length() <= 27), names.toString());
    }
    List<Object> names = JsonTree.list(Charts.memory(ALEXNET).plotly().axis("xaxis"), "ticktext");
    assertTrue(
        names.stream().anyMatch(name -> name.toString().startsWith("backward ")), names::toString);
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
