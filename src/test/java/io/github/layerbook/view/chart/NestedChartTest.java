package io.github.layerbook.view.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.network.Network;
import io.github.layerbook.report.Quantities;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.view.display.Display;
import io.github.layerbook.view.display.JsonTree;
import io.github.layerbook.view.figure.FigureDisplay;
import io.github.layerbook.view.figure.PlotlyBundle;
import io.github.layerbook.view.picture.FigurePicture;
import io.github.layerbook.view.plotly.Chart;
import io.github.layerbook.view.plotly.PlotlyText;
import io.github.layerbook.zoo.Zoo;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NestedChartTest {

  private static Report zoo(String name) {
    return Report.of(Zoo.network(name));
  }

  private static Map<String, Object> boxes(Chart chart) {
    return chart.plotly().data().get(0);
  }

  /** What the boxes of one column are called. */
  private static List<Object> names(Chart chart, int column) {
    Map<String, Object> boxes = boxes(chart);
    List<Object> columns = JsonTree.list(boxes, "base");
    List<Object> names = JsonTree.list(boxes, "customdata");
    return IntStream.range(0, names.size())
        .filter(i -> columns.get(i).equals(column))
        .mapToObj(names::get)
        .toList();
  }

  @Test
  void layersStandBesideTheBlocksThatTheyAreIn() {
    Chart chart = Charts.nested(zoo("resnet50"), Quantity.PARAMETERS);
    assertEquals(
        List.of("conv1", "bn1", "layer1", "layer2", "layer3", "layer4", "fc"), names(chart, 0));
    assertEquals(3 + 4 + 6 + 3, names(chart, 1).size());
    assertEquals(List.of("conv", "bn"), names(chart, 3).subList(0, 2));
    assertEquals("resnet50: 25,557,032 parameters by block and layer", chart.plotly().title());
  }

  @ParameterizedTest
  @ValueSource(strings = {"parameters", "macs", "memory"})
  void aBlockIsAsHighAsItsPartsWhichFollowEachOther(String word) {
    Quantity quantity = Quantities.standard().of(word);
    Map<String, Object> boxes = boxes(Charts.nested(zoo("vit_b_16"), quantity));
    double[] columns = JsonTree.numbers(boxes, "base");
    double[] middles = JsonTree.numbers(boxes, "y");
    double[] heights = JsonTree.numbers(boxes, "width");
    double[] ends = new double[10];
    double[] limits = new double[10];
    limits[0] = 100;
    for (int i = 0; i < columns.length; i++) {
      int column = (int) columns[i];
      double from = middles[i] - heights[i] / 2;
      assertEquals(ends[column], from, 1e-9, "no gap and no overlap before box " + i);
      ends[column] = from + heights[i];
      assertTrue(ends[column] <= limits[column] + 1e-9, "inside of the block around it");
      ends[column + 1] = from;
      limits[column + 1] = ends[column];
      boolean last = i + 1 == columns.length || columns[i + 1] < column;
      for (int up = column; last && up > (i + 1 < columns.length ? columns[i + 1] : -1); up--) {
        assertEquals(limits[up], ends[up], 1e-9, "a block is full");
      }
    }
  }

  @Test
  void underThePointerABoxShowsHowItsNumberIsMadeUp() {
    Map<String, Object> boxes = boxes(Charts.nested(zoo("resnet50"), Quantity.PARAMETERS));
    int conv = JsonTree.list(boxes, "text").indexOf("2.36 M");
    String hover = PlotlyText.plain(JsonTree.list(boxes, "hovertext").get(conv));
    assertTrue(hover.contains("layer4.0.conv2"), hover);
    assertTrue(hover.contains("(3*3*512)*512 = 2,359,296 parameters"), hover);
    assertTrue(hover.contains("9.2 % of 25,557,032 parameters"), hover);
    int block = JsonTree.list(boxes, "customdata").indexOf("layer4");
    String sum = PlotlyText.plain(JsonTree.list(boxes, "hovertext").get(block));
    assertTrue(sum.contains("10 conv") && sum.contains("= 14,964,736 parameters"), sum);
  }

  @Test
  void theTextIsTheTreeOfNames() {
    String text = FigureDisplay.of(Charts.nested(zoo("resnet18"), Quantity.MULTIPLY_ADDS)).text();
    assertTrue(
        text.startsWith(
            """
            resnet18: 1,814,073,344 multiply-adds by block and layer
            conv1            118 M  ███████▋
            layer1           462 M  ██████████████████████████████
              0              231 M  ███████████████
                conv1        116 M  ███████▌
            """),
        text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"vgg16", "resnet152", "efficientnet_v2_l", "vit_b_16"})
  void theSmallBundleAndTheStillPictureDrawIt(String name) {
    Chart chart = Charts.nested(zoo(name), Quantity.PARAMETERS);
    Display display = FigureDisplay.of(chart);
    assertEquals(PlotlyBundle.CARTESIAN, PlotlyBundle.neededBy(chart.plotly()));
    assertTrue(display.form(Display.HTML).contains("data:image/png"));
    assertTrue(display.form(Display.HTML).length() < 400_000, name);
  }

  @Test
  void ofVeryManyPartsTheSmallestAreLeftOut() {
    var builder = Network.named("deep").input(4, 4, 8);
    for (int i = 0; i < 1000; i++) {
      int width = i == 0 ? 64 : 8;
      builder.block("b" + i, block -> block.convolution(1, width));
    }
    Report report = Report.of(builder.build());
    Chart chart = Charts.nested(report, Quantity.PARAMETERS);
    assertEquals(400, JsonTree.list(boxes(chart), "y").size());
    assertTrue(
        chart.plotly().title().endsWith("(the 400 largest of 2,000 parts)"),
        chart.plotly().title());
    assertEquals("b0", names(chart, 0).get(0));
  }

  @Test
  void aNetworkWithoutParametersHasAChartWithoutBoxes() {
    Report pools = Report.of(Network.named("pools").input(8, 8, 3).maxPool(2).build());
    Chart chart = Charts.nested(pools, Quantity.PARAMETERS);
    assertTrue(JsonTree.list(boxes(chart), "y").isEmpty());
    assertTrue(FigurePicture.png(chart.plotly()).isPresent());
    assertEquals("pools: 0 parameters by block and layer", FigureDisplay.of(chart).text().strip());
  }

  @Test
  void theNamesOfAUserAreNoMarkup() {
    String name = "<b>x</b>&<img src=x>";
    Report report = Report.of(zoo("alexnet").network().renamed(name));
    Display display = FigureDisplay.of(Charts.nested(report, Quantity.PARAMETERS));
    assertFalse(display.form(Display.HTML).contains("<img src=x>"));
    assertTrue(display.text().startsWith(name), display.text());
  }

  @Test
  void inThePictureABoxIsAsHighAsItsShare() throws IOException {
    Chart chart = Charts.nested(zoo("vgg16"), Quantity.PARAMETERS);
    BufferedImage image =
        ImageIO.read(new ByteArrayInputStream(FigurePicture.png(chart.plotly()).orElseThrow()));
    int fc1 = JsonTree.list(boxes(chart), "customdata").indexOf("fc1");
    List<?> colors = JsonTree.list(JsonTree.map(boxes(chart), "marker"), "color");
    Color color = Color.decode(String.valueOf(colors.get(fc1)));
    int column = image.getWidth() / 6;
    int pixels = 0;
    int all = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      Color pixel = new Color(image.getRGB(column, y), true);
      all += pixel.getAlpha() == 255 && pixel.getBlue() < 250 ? 1 : 0;
      pixels +=
          Math.abs(pixel.getRed() - color.getRed()) < 6
                  && Math.abs(pixel.getBlue() - color.getBlue()) < 6
              ? 1
              : 0;
    }
    assertEquals(0.743, (double) pixels / all, 0.05);
  }
}
