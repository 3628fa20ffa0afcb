package io.github.layerbook.view.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.notation.Notation;
import io.github.layerbook.receptive.ReceptiveFields;
import io.github.layerbook.view.display.JsonTree;
import io.github.layerbook.view.picture.FigurePicture;
import io.github.layerbook.view.plotly.PlotlyFigure;
import io.github.layerbook.view.plotly.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReceptiveChartTest {
  private static PlotlyFigure drawn(String text) {
    return ReceptiveChart.of(ReceptiveFields.of(Notation.standard().parse(text).network()))
        .orElseThrow()
        .plotly();
  }

  /** The squares of the trace of what is seen: from left, right, top, bottom. */
  private static List<List<Object>> squares(PlotlyFigure figure) {
    Map<String, Object> trace = figure.data().get(figure.data().size() - 1);
    List<Object> xs = JsonTree.list(trace, "x");
    List<Object> ys = JsonTree.list(trace, "y");
    List<List<Object>> squares = new ArrayList<>();
    for (int i = 0; i < xs.size(); i += 6) {
      squares.add(List.of(xs.get(i), xs.get(i + 1), ys.get(i), ys.get(i + 2)));
    }
    return squares;
  }

  @Test
  void whatADilatedConvolutionSeesIsDrawnWithItsHoles() {
    PlotlyFigure figure = drawn("input 9x9x1\nconv 3x3-1 dilation=2 padding=2");
    assertEquals("seen by conv1_1", name(figure));
    List<List<Object>> seen = squares(figure);
    assertEquals(9, seen.size());
    for (List<Object> square : seen) {
      assertEquals(1L, (long) square.get(1) - (long) square.get(0));
      assertEquals(0, ((long) square.get(0)) % 2, "every second column from 2 on");
    }
    assertEquals(List.of(2L, 3L, 2L, 3L), seen.get(0));
    assertTrue(FigurePicture.png(figure).isPresent());
    assertTrue(figure.toString().contains("9 areas"), figure.toString());
  }

  private static String name(PlotlyFigure figure) {
    return Series.nameOf(figure.data().get(figure.data().size() - 1));
  }

  @Test
  void ofALargeFieldWithHolesTheMiddleIsDrawn() {
    PlotlyFigure figure = drawn("input 512x512x1\nconv 5x5-1 dilation=64 padding=same");
    assertTrue(name(figure).endsWith("its middle"), name(figure));
    double[] range = JsonTree.numbers(figure.axis("xaxis2"), "range");
    assertEquals(3 * 64, range[1] - range[0]);
    assertEquals(9, squares(figure).size());
  }

  @Test
  void aFieldWithoutHolesHasNoSecondPart() {
    PlotlyFigure figure = drawn("input 32x32x1\nconv 3x3-1\nconv 3x3-1");
    assertTrue(figure.axis("xaxis2").isEmpty());
    assertTrue(figure.data().stream().noneMatch(trace -> trace.containsKey("fill")));
  }

  @Test
  void fieldsThatAreSmallInTheirInputAreSeenFromNear() {
    double[] near = JsonTree.numbers(drawn("input 224x224x1\nconv 3x3-1").axis("xaxis"), "range");
    assertTrue(near[1] - near[0] < 10, Arrays.toString(near));
    double[] whole = JsonTree.numbers(drawn("input 8x8x1\nconv 5x5-1").axis("xaxis"), "range");
    assertEquals(List.of(0.0, 8.0), Arrays.stream(whole).boxed().toList());
  }
}
