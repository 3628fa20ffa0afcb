package io.github.layerbook.view.plotly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.view.display.JsonTree;
import io.github.layerbook.view.figure.JsplotFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Config;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Font;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.components.TickSettings;
import tech.tablesaw.plotly.traces.AbstractTrace.Visibility;
import tech.tablesaw.plotly.traces.BarTrace;
import tech.tablesaw.plotly.traces.ScatterTrace;

class PlotlyFigureTest {

  static Stream<Map.Entry<String, Figure>> figures() {
    return JsplotFigures.all().entrySet().stream();
  }

  @ParameterizedTest
  @MethodSource("figures")
  void readsEveryKindOfFigureThatJsplotMakes(Map.Entry<String, Figure> entry) {
    PlotlyFigure figure = PlotlyFigure.of(entry.getValue());
    assertEquals(entry.getValue().getTraces().length, figure.data().size());
    assertFalse(figure.title().isEmpty());
    assertFalse(figure.layout().containsKey("width"));
    assertEquals(true, figure.layout().get("autosize"));
    assertFalse(figure.config().containsKey("responsive"), "it is the page that resizes a chart");
    assertEquals(false, figure.config().get("showSendToCloud"));
    figure.data().forEach(trace -> assertFalse(JsonTree.text(trace, "type").isEmpty()));
    assertNoOddNumbers(figure.json());
  }

  private static void assertNoOddNumbers(Object node) {
    if (node instanceof Map<?, ?> map) {
      map.values().stream().filter(v -> v != null).forEach(PlotlyFigureTest::assertNoOddNumbers);
    } else if (node instanceof List<?> list) {
      list.stream().filter(v -> v != null).forEach(PlotlyFigureTest::assertNoOddNumbers);
    } else if (node instanceof Double number) {
      assertTrue(Double.isFinite(number));
    } else {
      assertFalse("NaN".equals(node));
    }
  }

  @Test
  void titlesBecomeObjectsAndAreUnescapedOnce() {
    PlotlyFigure figure =
        PlotlyFigure.of(
            new Figure(
                Layout.builder("R&D's \"<loss>\" &amp;")
                    .xAxis(
                        Axis.builder()
                            .title("a<b")
                            .titleFont(Font.builder().size(20).build())
                            .build())
                    .build(),
                scatter(1, 2)));
    assertEquals(Map.of("text", "R&D's \"<loss>\" &amp;"), figure.layout().get("title"));
    Map<String, Object> title = JsonTree.map(figure.axis("xaxis"), "title");
    assertEquals("a<b", title.get("text"));
    assertEquals(20, JsonTree.map(title, "font").get("size"));
    assertFalse(figure.axis("xaxis").containsKey("titlefont"));
  }

  @Test
  void namesOfTracesAreUnescapedAndDataAreNot() {
    BarTrace bars =
        BarTrace.builder(new Object[] {"&lt;fc1&gt;", "2"}, new double[] {1, 2})
            .name("conv & pool")
            .build();
    Map<String, Object> trace = PlotlyFigure.of(new Figure(bars)).data().get(0);
    assertEquals("conv & pool", trace.get("name"));
    assertEquals(List.of("&lt;fc1&gt;", "2"), trace.get("x"));
  }

  @Test
  void numbersAreNumbersAndGapsAreNull() {
    Map<String, Object> trace =
        PlotlyFigure.of(new Figure(scatter(1, Double.NaN, 2.5, 1e18))).data().get(0);
    List<Object> expected = new ArrayList<>(List.of(1L, 2.5, 1e18));
    expected.add(1, null);
    assertEquals(expected, trace.get("y"));
    assertEquals(List.of(0L, 1L, 2L, 3L), trace.get("x"));
  }

  @Test
  void truthValuesAndSettingsThatJsplotQuotesAreRepaired() {
    ScatterTrace trace =
        ScatterTrace.builder(new double[] {1}, new double[] {2})
            .opacity(0.5)
            .visible(Visibility.FALSE)
            .build();
    Layout layout =
        Layout.builder()
            .yAxis(
                Axis.builder()
                    .type(Axis.Type.LOG)
                    .tickSettings(TickSettings.builder().nTicks(4).prefix("7").build())
                    .build())
            .build();
    PlotlyFigure figure =
        PlotlyFigure.of(
            new Figure(layout, Config.builder().displayLogo(true).responsive(true).build(), trace));
    assertEquals(0.5, figure.data().get(0).get("opacity"));
    assertEquals(false, figure.data().get(0).get("visible"));
    assertEquals("log", figure.axis("yaxis").get("type"));
    assertEquals("7", figure.axis("yaxis").get("tickprefix"));
    assertEquals(true, figure.config().get("displaylogo"));
    assertFalse(figure.config().containsKey("responsive"));
  }

  @Test
  void aFigureWithoutLayoutHasTheLookUnderneath() {
    PlotlyFigure figure = PlotlyFigure.of(new Figure(scatter(1)));
    assertEquals("", figure.title());
    Map<String, Object> look = JsonTree.map(JsonTree.map(figure.layout(), "template"), "layout");
    assertEquals("rgba(0,0,0,0)", look.get("paper_bgcolor"));
  }

  @Test
  void aFigureThatNoBrowserCouldReadIsRefusedWithTheReason() {
    ScatterTrace trace =
        ScatterTrace.builder(new double[] {1}, new double[] {2})
            .marker(Marker.builder().color("re'd").build())
            .build();
    Exception error =
        assertThrows(IllegalArgumentException.class, () -> PlotlyFigure.of(new Figure(trace)));
    assertTrue(error.toString().contains("quotation mark"), error.toString());
  }

  @Test
  void itsTreesCannotBeChanged() {
    PlotlyFigure figure = PlotlyFigure.of(new Figure(scatter(1)));
    List<?> values = assertInstanceOf(List.class, figure.data().get(0).get("y"));
    assertThrows(UnsupportedOperationException.class, values::clear);
    assertThrows(UnsupportedOperationException.class, () -> figure.layout().clear());
  }

  private static ScatterTrace scatter(double... values) {
    double[] x = new double[values.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = i;
    }
    return ScatterTrace.builder(x, values).build();
  }
}
