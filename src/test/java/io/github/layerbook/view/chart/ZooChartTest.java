package io.github.layerbook.view.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.view.display.JsonTree;
import io.github.layerbook.view.plotly.PlotlyFigure;
import io.github.layerbook.view.plotly.PlotlyText;
import io.github.layerbook.zoo.Zoo;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ZooChartTest {
  private static final PlotlyFigure VGG = Charts.zoo(Zoo.matching("vgg")).plotly();
  private static final PlotlyFigure ALL = Charts.zoo(Zoo.entries()).plotly();

  @Test
  void aPointIsANetworkWithItsExactNumbersOnLogarithmicAxes() {
    Map<String, Object> year = VGG.data().get(0);
    int vgg16 = JsonTree.list(year, "ids").indexOf("vgg16");
    assertEquals("2014", year.get("name"));
    assertEquals(138_357_544L, JsonTree.list(year, "y").get(vgg16));
    assertEquals(15_470_264_320L, JsonTree.list(year, "x").get(vgg16));
    String hover = PlotlyText.plain(JsonTree.list(year, "hovertext").get(vgg16));
    assertTrue(hover.contains("138,357,544 parameters"), hover);
    assertTrue(hover.contains("Simonyan and Zisserman, 2014"), hover);
    assertEquals("log", VGG.axis("xaxis").get("type"));
    assertEquals("log", VGG.axis("yaxis").get("type"));
  }

  @Test
  void everyNetworkOfTheZooIsAPointOfItsYear() {
    int points = 0;
    for (Map<String, Object> year : ALL.data()) {
      for (Object id : JsonTree.list(year, "ids")) {
        assertEquals(year.get("name"), String.valueOf(Zoo.entry(String.valueOf(id)).year()));
        points++;
      }
    }
    assertEquals(Zoo.entries().size(), points);
  }

  @Test
  void ofManyNetworksOneOfAFamilyIsNamedWhereThereIsRoom() {
    List<String> names = names(ALL);
    List<String> families = names.stream().map(name -> Zoo.entry(name).family()).toList();
    assertEquals(new HashSet<>(families).size(), families.size(), names.toString());
    assertTrue(
        names.containsAll(List.of("lenet5", "squeezenet1_0", "llama2_7b")), names.toString());
    assertEquals(
        List.of("squeezenet1_0", "squeezenet1_1"),
        names(Charts.zoo(Zoo.matching("squeezenet")).plotly()));
    assertEquals(
        List.of("vgg16", "vgg_d"),
        names(Charts.zoo(List.of(Zoo.entry("vgg16"), Zoo.entry("vgg_d"))).plotly()));
  }

  @Test
  void aNameStandsOverNoOtherAndOverNoPoint() {
    List<Double> xs = new ArrayList<>();
    List<Double> ys = new ArrayList<>();
    Random random = new Random(7);
    for (int i = 0; i < 60; i++) {
      xs.add(random.nextDouble() * 6);
      ys.add(random.nextDouble() * 3);
    }
    PointLabels labels = PointLabels.over(xs, ys);
    List<Rectangle2D> names = new ArrayList<>();
    for (int i = 0; i < xs.size(); i++) {
      labels.place(i, "network_" + i).ifPresent(place -> names.add(labels.last()));
    }
    assertTrue(names.size() > 15, names.size() + " of 60 found room");
    for (Rectangle2D name : names) {
      assertEquals(1, names.stream().filter(name::intersects).count());
    }
    PointLabels crowded =
        PointLabels.over(Collections.nCopies(9, 1.0), Collections.nCopies(9, 1.0));
    assertTrue(crowded.place(0, "first").isPresent());
    for (int i = 1; i < 9; i++) {
      crowded.place(i, "other");
    }
    assertEquals(Optional.empty(), crowded.place(8, "another of the same place"));
  }

  @Test
  void laterYearsAreLighter() {
    double before = 0;
    for (Map<String, Object> year : ALL.data()) {
      Color color = Color.decode(JsonTree.text(JsonTree.map(year, "marker"), "color"));
      double light = 0.2126 * color.getRed() + 0.7152 * color.getGreen() + 0.0722 * color.getBlue();
      assertTrue(light > before, year.get("name") + " " + color);
      before = light;
    }
  }

  private static List<String> names(PlotlyFigure figure) {
    return figure.data().stream()
        .flatMap(year -> JsonTree.list(year, "text").stream())
        .map(String::valueOf)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  @Test
  void theTextNamesEachPoint() {
    String text = VGG.toString();
    assertTrue(text.lines().anyMatch(line -> line.endsWith("138,357,544  vgg16")), text);
  }
}
