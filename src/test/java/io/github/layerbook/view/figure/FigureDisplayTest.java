package io.github.layerbook.view.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.layerbook.view.display.Display;
import io.github.layerbook.view.plotly.Chart;
import io.github.layerbook.view.plotly.FigureText;
import io.github.layerbook.view.plotly.JsplotReader;
import io.github.layerbook.view.plotly.PlotlyFigure;
import io.github.layerbook.view.plotly.PlotlyLayout;
import io.github.layerbook.view.plotly.PlotlyTrace;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.BarTrace;

class FigureDisplayTest {

  private static final Pattern JSON =
      Pattern.compile("<script type=\"application/json\">(.*?)</script>", Pattern.DOTALL);

  private static final Figure BARS =
      new Figure(
          Layout.builder("Cost of <img src=x onerror=alert(1)>").build(),
          BarTrace.builder(
                  new Object[] {JsplotFigures.AWKWARD, "fc1\u2028", "none"},
                  new double[] {1792, 102764544, Double.NaN})
              .build());

  @Test
  void offersPlotlyHtmlAndTextInThisOrder() {
    assertEquals(
        List.of(Display.PLOTLY, Display.HTML, Display.TEXT),
        List.copyOf(FigureDisplay.of(BARS).contents().keySet()));
  }

  @Test
  void theHtmlHoldsTheSameChartAsThePlotlyJson() throws Exception {
    Display display = FigureDisplay.of(BARS);
    Matcher json = JSON.matcher(display.form(Display.HTML));
    assertTrue(json.find());
    ObjectMapper mapper = new ObjectMapper();
    assertEquals(
        mapper.readTree(mapper.writeValueAsString(display.contents().get(Display.PLOTLY))),
        mapper.readTree(json.group(1)));
  }

  @Test
  void noTextOfAUserEndsAScriptOrBeginsAnElement() {
    String html = FigureDisplay.of(BARS).form(Display.HTML);
    assertEquals(2, html.split("</script>", -1).length - 1);
    assertFalse(html.contains("<b>"));
    assertFalse(html.contains("<img src=x"));
    assertFalse(html.contains("\u2028"));
  }

  @Test
  void asksNothingOfTheNetwork() {
    String html = FigureDisplay.of(BARS).form(Display.HTML);
    assertFalse(html.contains("http"));
    assertFalse(html.contains(" src=\"/"));
  }

  @Test
  void theTextIsTheTitleAndAlignedBars() {
    Figure figure =
        new Figure(
            Layout.builder("Parameters").build(),
            BarTrace.builder(
                    new Object[] {"conv1_1", "fc1", "pool"}, new double[] {1792, 16384, Double.NaN})
                .build());
    assertEquals(
        """
        Parameters
        conv1_1   1,792  ███▎
        fc1      16,384  ██████████████████████████████
        pool          –""",
        FigureDisplay.of(figure).text());
  }

  @Test
  void manyNumbersAreASparkline() {
    Object[] names = new Object[1000];
    double[] values = new double[1000];
    for (int i = 0; i < 1000; i++) {
      names[i] = "layer" + i;
      values[i] = i;
    }
    String text = FigureDisplay.of(new Figure(BarTrace.builder(names, values).build())).text();
    assertEquals(2, text.lines().count());
    assertTrue(text.endsWith("layer0 to layer999, greatest 999 at layer999"), text);
  }

  @Test
  void everyKindOfFigureHasAText() {
    JsplotFigures.all()
        .forEach(
            (kind, figure) -> {
              String text = FigureText.of(PlotlyFigure.of(figure));
              assertTrue(text.lines().count() > 1, kind);
              assertFalse(text.contains("tech.tablesaw"), kind);
            });
  }

  @Test
  void aChartOfOursPrintsJavaScriptForJsplotsPages() {
    Chart chart =
        PlotlyLayout.of("", 100)
            .chart(PlotlyTrace.bars().y(List.of(1, 2)).set("name", "</script>"));
    String javascript = chart.asJavascript("here");
    assertTrue(
        javascript.startsWith("<script>Plotly.newPlot('here', {\"data\":[{\"type\":\"bar\""));
    assertEquals(1, javascript.split("</script>", -1).length - 1);
    assertEquals(
        chart.plotly().data().get(0), JsplotReader.read(chart.getTraces()[0].asJavascript(0)));
  }
}
