package io.github.layerbook.view.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.network.Network;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.view.display.JsonTree;
import io.github.layerbook.view.plotly.PlotlyFigure;
import io.github.layerbook.whatif.diff.BlockChange;
import io.github.layerbook.whatif.diff.Diff;
import io.github.layerbook.whatif.fit.Budget;
import io.github.layerbook.whatif.fit.Fit;
import io.github.layerbook.whatif.variation.Variation;
import io.github.layerbook.zoo.Zoo;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangeChartsTest {
  private static final Network VGG16 = Zoo.network("vgg16");

  @Test
  void everyBlockThatCostsSomethingElseHasABarBeforeAndAfter() {
    Diff diff = Variation.of(VGG16).with("conv5*.out*=0.5").with("fc1+=batchnorm").diff();
    PlotlyFigure chart = Charts.diff(diff).plotly();
    assertEquals(6, chart.data().size());
    assertEquals("vgg16: before (grey) and after, by block", chart.title());
    Map<String, Object> before = chart.data().get(0);
    Map<String, Object> after = chart.data().get(1);
    List<Object> names = JsonTree.list(before, "y");
    assertEquals(List.of("conv5", "avgpool", "fc1", "batchnorm1"), names);
    for (BlockChange block : diff.blocks()) {
      int bar = names.indexOf(block.name());
      if (bar >= 0) {
        assertEquals(
            block.before(Quantity.PARAMETERS).doubleValue(), JsonTree.numbers(before, "x")[bar]);
        assertEquals(
            block.after(Quantity.PARAMETERS).doubleValue(), JsonTree.numbers(after, "x")[bar]);
      }
    }
    assertEquals(
        "<b>batchnorm1</b><br>0 → 8,192 parameters<br>new",
        JsonTree.list(after, "hovertext").get(3));
  }

  @Test
  void networksThatDoNotDifferHaveAllTheirBlocks() {
    PlotlyFigure chart = Charts.diff(Diff.of(VGG16, VGG16)).plotly();
    assertEquals(Report.of(VGG16).groups().size(), JsonTree.list(chart.data().get(0), "y").size());
  }

  @Test
  void theAnswerOfAFitIsTheLastPointBelowTheBudget() {
    List<Budget> budgets =
        List.of(Budget.of(Quantity.PARAMETERS, "50M"), Budget.of(Quantity.MULTIPLY_ADDS, "20G"));
    Fit fit = Fit.largest(Report.of(VGG16), "conv*.out", budgets);
    PlotlyFigure chart = Charts.fit(fit).plotly();
    assertEquals("vgg16: 139 is the largest conv*.out that keeps the budget", chart.title());
    Map<String, Object> parameters = chart.data().get(0);
    double[] values = JsonTree.numbers(parameters, "x");
    double[] percents = JsonTree.numbers(parameters, "y");
    assertEquals(278, values[values.length - 1]);
    int answer = Arrays.binarySearch(values, 139);
    assertTrue(answer > 0 && percents[answer] <= 100 && percents[answer + 1] > 100);
    assertEquals(
        "conv*.out 139: 49,868,117 of 50,000,000 parameters",
        JsonTree.list(parameters, "hovertext").get(answer));
  }

  @Test
  void namesFromUsersAreTextInCharts() {
    Network network = Network.named("<i>a</i>").input(8, 8, 3).convolution(3, 4).build();
    Diff diff = Variation.of(network).with("conv1_1.out=8").diff();
    Map<String, Object> layout = Charts.diff(diff).plotly().layout();
    assertEquals(
        "<b>&lt;i&gt;a&lt;/i&gt;</b>: before (grey) and after, by block",
        JsonTree.text(JsonTree.map(layout, "title"), "text"));
  }
}
