package io.github.layerbook.view.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.view.display.Display;
import io.github.layerbook.view.plotly.PlotlyFigure;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlotlyBundleTest {

  private static final Pattern LOAD =
      Pattern.compile("layerbook\\.load\\(\"(\\w+)\", \"([A-Za-z0-9+/=]+)\"\\);</script>$");

  @ParameterizedTest
  @EnumSource
  void theCarrierHoldsPlotlyWithItsLicenceLine(PlotlyBundle bundle) throws Exception {
    String html = bundle.carrier().form(Display.HTML);
    Matcher load = LOAD.matcher(html);
    assertTrue(load.find());
    byte[] packed = Base64.getDecoder().decode(load.group(2));
    String script =
        new String(
            new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes(),
            StandardCharsets.UTF_8);
    assertTrue(script.contains("v4.1.1"));
    assertTrue(script.contains("Licensed under the MIT license"));
    assertTrue(script.contains("window.Plotly = Plotly;"));
  }

  @Test
  void ordinaryChartsNeedTheSmallBundle() {
    for (String kind : List.of("bar", "scatter", "pie", "histogram", "box", "heatmap")) {
      assertEquals(PlotlyBundle.CARTESIAN, PlotlyBundle.neededBy(figure(kind)), kind);
    }
    for (String kind : List.of("scatter3d", "candlestick", "treemap")) {
      assertEquals(PlotlyBundle.FULL, PlotlyBundle.neededBy(figure(kind)), kind);
    }
  }

  private static PlotlyFigure figure(String type) {
    return new PlotlyFigure(
        List.of(Map.of("type", "bar"), Map.of("type", type)), Map.of(), Map.of());
  }

  @Test
  void theLargerOfTwoBundlesDrawsBoth() {
    assertEquals(PlotlyBundle.FULL, PlotlyBundle.CARTESIAN.and(PlotlyBundle.FULL));
    assertEquals(PlotlyBundle.FULL, PlotlyBundle.FULL.and(PlotlyBundle.CARTESIAN));
    assertEquals(List.of(""), List.copyOf(PlotlyBundle.spent().contents().values()));
  }
}
