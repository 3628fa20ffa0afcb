package io.github.layerbook.view.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.report.Quantities;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Settings;
import io.github.layerbook.unit.NumberType;
import io.github.layerbook.view.chart.Charts.Scale;
import io.github.layerbook.view.display.Display;
import io.github.layerbook.view.display.JsonTree;
import io.github.layerbook.view.figure.FigureDisplay;
import io.github.layerbook.view.figure.PlotlyBundle;
import io.github.layerbook.view.picture.FigurePicture;
import io.github.layerbook.view.plotly.Chart;
import io.github.layerbook.view.plotly.PlotlyText;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChartsTest {

  private static Network vgg16() {
    NetworkBuilder builder = Network.named("vgg16").input(224, 224, 3);
    int[][] stages = {{64, 2}, {128, 2}, {256, 3}, {512, 3}, {512, 3}};
    for (int i = 0; i < stages.length; i++) {
      int[] stage = stages[i];
      builder.block(
          "conv" + (i + 1),
          block -> {
            for (int j = 0; j < stage[1]; j++) {
              block.add(Convolution.preserving(3, stage[0]));
            }
            block.maxPool(2);
          });
    }
    return builder
        .block("classifier", b -> b.fullyConnected(4096).fullyConnected(4096).fullyConnected(1000))
        .build();
  }

  private static final Report VGG16 = Report.of(vgg16());

  private static Map<String, Object> trace(Chart chart, int index) {
    return chart.plotly().data().get(index);
  }

  @Test
  void theParametersByLayerAreExactAndTheLayersWithoutAnyHaveNoBar() {
    Chart chart = Charts.byLayer(VGG16, Quantity.PARAMETERS, Scale.LINEAR);
    assertEquals("vgg16: 138,357,544 parameters by layer", chart.plotly().title());
    List<Object> values = JsonTree.list(trace(chart, 0), "x");
    assertEquals(16, values.size());
    assertEquals(1792L, values.get(0));
    assertEquals(138_357_544L, values.stream().mapToLong(v -> (Long) v).sum());
    assertTrue(JsonTree.list(trace(chart, 0), "text").contains("102,764,544"));
    assertEquals("linear", chart.plotly().axis("xaxis").get("type"));
    assertEquals("reversed", chart.plotly().axis("yaxis").get("autorange"));
  }

  @Test
  void underThePointerABarExplainsItself() {
    Chart chart = Charts.byLayer(VGG16, Quantity.PARAMETERS, Scale.LINEAR);
    String hover = PlotlyText.plain(JsonTree.list(trace(chart, 0), "hovertext").get(13));
    assertTrue(hover.contains("4096 = 102,764,544 parameters"), hover);
    assertTrue(hover.contains("74.3 % of 138,357,544 parameters"), hover);
    assertTrue(hover.contains(" → "), hover);
  }

  @Test
  void memoryIsInTheUnitOfItsLongestBar() {
    Chart chart = Charts.byLayer(VGG16, Quantity.BYTES, Scale.LINEAR);
    assertEquals(12.25, JsonTree.number(JsonTree.list(trace(chart, 0), "x").get(1)));
    assertEquals(" MiB", chart.plotly().axis("xaxis").get("ticksuffix"));
    assertEquals("12.25 MiB", JsonTree.list(trace(chart, 0), "text").get(1));
    assertEquals("vgg16: 58.13 MiB of memory in fp32 by layer", chart.plotly().title());
  }

  @Test
  void aTitleSaysTheBatchAndTheNumberType() {
    Settings settings = Settings.DEFAULT.batch(2).type(NumberType.FP16);
    Report report = Report.of(vgg16(), settings);
    assertEquals(
        "vgg16: 58.13 MiB of memory in fp16 for a batch of 2 by layer",
        Charts.byLayer(report, Quantity.BYTES, Scale.LINEAR).plotly().title());
    assertEquals(
        "vgg16: 138,357,544 parameters by layer",
        Charts.byLayer(report, Quantity.PARAMETERS, Scale.LINEAR).plotly().title());
  }

  @Test
  void blocksAreSumsOfTheirLayers() {
    Chart chart = Charts.byBlock(VGG16, Quantity.PARAMETERS, Scale.LOGARITHMIC);
    assertEquals(
        List.of(38_720L, 221_440L, 1_475_328L, 5_899_776L, 7_079_424L, 123_642_856L),
        trace(chart, 0).get("x"));
    assertEquals("log", chart.plotly().axis("xaxis").get("type"));
    assertEquals(4.0, JsonTree.numbers(chart.plotly().axis("xaxis"), "range")[0]);
  }

  @Test
  void theMemoryIsInTheEarlyLayersAndTheParametersAreInTheLateOnes() {
    Chart chart = Charts.memoryAndParameters(VGG16);
    double[] memory = JsonTree.numbers(trace(chart, 0), "x");
    double[] parameters = JsonTree.numbers(trace(chart, 1), "x");
    assertEquals(trace(chart, 0).get("y"), trace(chart, 1).get("y"));
    assertEquals(22, memory.length);
    assertEquals(100, Arrays.stream(memory).sum(), 1e-9);
    assertEquals(100, Arrays.stream(parameters).sum(), 1e-9);
    assertTrue(Arrays.stream(memory).limit(7).sum() > 70);
    assertTrue(Arrays.stream(parameters).skip(19).sum() > 89);
    assertEquals("58.13 MiB of memory in fp32", chart.plotly().axisTitle("xaxis"));
    assertEquals("138,357,544 parameters", chart.plotly().axisTitle("xaxis2"));
  }

  @Test
  void theSameChartByBlockHasABarForEachBlock() {
    Chart chart = Charts.memoryAndParametersByBlock(VGG16);
    assertEquals(
        List.of("input", "conv1", "conv2", "conv3", "conv4", "conv5", "classifier"),
        trace(chart, 0).get("y"));
  }

  @Test
  void aNetworkWithoutParametersHasAChartToo() {
    Report report = Report.of(Network.named("pools").input(8, 8, 3).maxPool(2).build());
    for (Quantity quantity : Quantities.standard().ofLayers()) {
      for (Scale scale : Scale.values()) {
        Chart chart = Charts.byLayer(report, quantity, scale);
        assertTrue(FigurePicture.png(chart.plotly()).isPresent(), quantity + " " + scale);
      }
    }
    assertFalse(JsonTree.list(trace(Charts.memoryAndParameters(report), 1), "x").isEmpty());
  }

  @Test
  void theChartsOfVgg16HaveSmallDisplays() {
    for (Chart chart :
        List.of(
            Charts.memoryAndParameters(VGG16),
            Charts.byLayer(VGG16, Quantity.MULTIPLY_ADDS, Scale.LOGARITHMIC))) {
      Display display = FigureDisplay.of(chart);
      assertTrue(display.form(Display.HTML).length() < 100_000);
      assertEquals(PlotlyBundle.CARTESIAN, PlotlyBundle.neededBy(chart.plotly()));
      assertEquals(chart.plotly().json(), display.contents().get(Display.PLOTLY));
    }
  }

  @Test
  void aNameIsShownAsItIsWhateverSignsAreInIt() {
    String name = "</script><b>R&D</b>";
    Report report = Report.of(VGG16.network().renamed(name));
    Chart chart = Charts.byLayer(report, Quantity.PARAMETERS, Scale.LINEAR);
    assertEquals(name + ": 138,357,544 parameters by layer", chart.plotly().title());
    Display display = FigureDisplay.of(chart);
    assertFalse(display.form(Display.HTML).contains(name));
    assertTrue(display.text().startsWith(name + ": 138"));
  }
}
