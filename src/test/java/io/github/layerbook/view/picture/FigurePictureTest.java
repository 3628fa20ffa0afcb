package io.github.layerbook.view.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.view.display.Display;
import io.github.layerbook.view.display.JsonTree;
import io.github.layerbook.view.figure.FigureDisplay;
import io.github.layerbook.view.figure.JsplotFigures;
import io.github.layerbook.view.plotly.PlotlyFigure;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jfree.chart.plot.XYPlot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import tech.tablesaw.plotly.components.Figure;

class FigurePictureTest {

  private static final Color FIRST = PictureColors.ofTrace(0);
  private static final Color SECOND = PictureColors.ofTrace(1);

  static Stream<Map.Entry<String, Figure>> figures() {
    return JsplotFigures.all().entrySet().stream();
  }

  @ParameterizedTest
  @MethodSource("figures")
  void everyKindOfFigureHasASmallTransparentPicture(Map.Entry<String, Figure> entry)
      throws IOException {
    byte[] png = FigurePicture.png(PlotlyFigure.of(entry.getValue())).orElseThrow();
    assertTrue(png.length < 100_000, png.length + " bytes");
    BufferedImage image = read(png);
    assertEquals(2 * FigurePicture.WIDTH, image.getWidth());
    assertEquals(0, image.getRGB(image.getWidth() - 1, 0) >>> 24);
    assertTrue(Arrays.stream(pixels(image)).anyMatch(pixel -> pixel >>> 24 > 128));
  }

  @ParameterizedTest
  @MethodSource("figures")
  void everyKindOfFigureIsASmallVectorPictureToo(Map.Entry<String, Figure> entry)
      throws IOException {
    String svg = FigurePicture.svg(PlotlyFigure.of(entry.getValue())).orElseThrow();
    assertTrue(svg.length() < 1_000_000, svg.length() + " letters");
    assertTrue(elements(svg, "path") + elements(svg, "text") > 0, entry::getKey);
    assertEquals(svg, FigurePicture.svg(PlotlyFigure.of(entry.getValue())).orElseThrow());
  }

  @Test
  void textsOfAVectorPictureAreEscapedAndStayTexts() throws IOException {
    String name = "<script>alert('1')</script> & \"url(#c0)\"";
    Map<String, Object> trace =
        Map.of("type", "bar", "name", name, "x", List.of(name), "y", List.of(3));
    PlotlyFigure figure = new PlotlyFigure(List.of(trace), Map.of("title", name), Map.of());
    String svg = FigurePicture.svg(figure).orElseThrow();
    assertEquals(0, elements(svg, "script"));
    NodeList texts = parsed(svg).getElementsByTagName("text");
    assertTrue(
        IntStream.range(0, texts.getLength())
            .anyMatch(i -> texts.item(i).getTextContent().contains("url(#c0)")),
        svg);
  }

  private static int elements(String svg, String name) throws IOException {
    return parsed(svg).getElementsByTagName(name).getLength();
  }

  private static Document parsed(String svg) throws IOException {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(e);
    }
  }

  @Test
  void aBarOfTwiceTheValueIsTwiceAsLong() throws IOException {
    BufferedImage image = draw(bars("h", 10, 20), Map.of());
    int upper = count(image, image.getHeight() / 4, FIRST);
    int lower = count(image, image.getHeight() * 2 / 3, FIRST);
    assertEquals(2.0, (double) upper / lower, 0.05);
  }

  @Test
  void onALogarithmicAxisEqualFactorsAreEqualSteps() throws IOException {
    BufferedImage image = draw(bars("h", 1, 100, 10_000), Map.of("xaxis", Map.of("type", "log")));
    int[] lengths = new int[3];
    for (int i = 0; i < 3; i++) {
      lengths[i] = count(image, (int) (image.getHeight() * (0.17 + 0.31 * i)), FIRST);
    }
    assertEquals(lengths[0] - lengths[1], lengths[1] - lengths[2], 4);
    assertTrue(lengths[2] > 0);
  }

  @Test
  void stackedBarsContinueEachOther() throws IOException {
    List<Map<String, Object>> two = List.of(bar("h", 10), bar("h", 10));
    BufferedImage image = draw(two, Map.of("barmode", "stack"));
    int row = image.getHeight() / 2;
    assertEquals(count(image, row, FIRST), count(image, row, SECOND), 2);
    assertTrue(count(image, row, FIRST) > 100);
  }

  @Test
  void stackedAreasStartAtZeroOverNumbersAndOverNames() {
    for (List<Object> steps : List.of(List.<Object>of(0, 1, 2), List.<Object>of("a", "b", "end"))) {
      List<Map<String, Object>> areas =
          Stream.of(List.of(500, 510, 505), List.of(1, 2, 3))
              .map(y -> JsonTree.of("type", "scatter", "stackgroup", "one", "x", steps, "y", y))
              .toList();
      PlotlyFigure figure = new PlotlyFigure(areas, Map.of(), Map.of());
      XYPlot plot = PicturePanel.of(figure).get(0).chart().getXYPlot();
      assertEquals(0, plot.getRangeAxis().getLowerBound());
      assertTrue(plot.getRangeAxis().getUpperBound() >= 512);
    }
  }

  @Test
  void namesOfPlacesAreThoseOfTheAxisOrCategoriesEvenlyApart() {
    List<Object> names = IntStream.range(0, 40).<Object>mapToObj(i -> "layer " + i).toList();
    Map<String, Object> area =
        JsonTree.of(
            "type",
            "scatter",
            "stackgroup",
            "one",
            "x",
            names,
            "y",
            names.stream().map(n -> 1).toList());
    PlotlyFigure categories = new PlotlyFigure(List.of(area), Map.of(), Map.of());
    assertEquals(
        List.of(0, 3, 6),
        PicturePanel.of(categories).get(0).ticks().keySet().stream().limit(3).toList());
    Map<String, Object> stated =
        JsonTree.of(
            "xaxis", JsonTree.of("tickvals", List.of(0, 30), "ticktext", List.of("a", "b")));
    PlotlyFigure ticked = new PlotlyFigure(List.of(area), stated, Map.of());
    assertEquals(Map.of(0, "a", 30, "b"), PicturePanel.of(ticked).get(0).ticks());
  }

  @Test
  void panelsStandWhereTheirAxesSay() throws IOException {
    Map<String, Object> right = JsonTree.of("type", "bar", "xaxis", "x2", "y", List.of(5));
    BufferedImage image =
        draw(
            List.of(bar("v", 5), right),
            Map.of(
                "xaxis", Map.of("domain", List.of(0, 0.4)),
                "xaxis2", Map.of("domain", List.of(0.6, 1.0))));
    int row = image.getHeight() / 2;
    assertTrue(columns(image, row, FIRST).max().orElse(-1) < image.getWidth() * 0.4);
    assertTrue(columns(image, row, SECOND).min().orElse(-1) > image.getWidth() * 0.6);
  }

  @Test
  void aBarMayHaveAColourOfItsOwn() throws IOException {
    Map<String, Object> bars =
        JsonTree.of(
            "type", "bar",
            "x", List.of("a", "b"),
            "y", List.of(3, 3),
            "marker", Map.of("color", List.of("#ff0000", "rgb(0, 0, 255)")));
    BufferedImage image = draw(List.of(bars), Map.of());
    int row = image.getHeight() / 2;
    assertTrue(count(image, row, Color.RED) > 100);
    assertTrue(count(image, row, Color.BLUE) > 100);
  }

  @Test
  void oddNumbersDoNotCostThePicture() throws IOException {
    draw(List.of(JsonTree.of("type", "bar")), Map.of());
    draw(bars("h"), Map.of("xaxis", Map.of("type", "log")));
    draw(bars("h", 0, -1), Map.of("xaxis", Map.of("type", "log")));
    draw(List.of(JsonTree.of("type", "scatter")), Map.of());
    draw(
        List.of(JsonTree.of("type", "pie", "labels", List.of("a"), "values", List.of(0))),
        Map.of());
    draw(List.of(JsonTree.of("type", "heatmap", "z", List.of())), Map.of());
    draw(List.of(JsonTree.of("type", "histogram", "x", List.of())), Map.of());
    draw(List.of(JsonTree.of("type", "box", "y", List.of())), Map.of());
  }

  @Test
  void otherKindsSayHowToSeeThem() throws IOException {
    BufferedImage image = draw(List.of(JsonTree.of("type", "treemap")), Map.of());
    assertTrue(Arrays.stream(pixels(image)).anyMatch(pixel -> pixel >>> 24 > 128));
  }

  @Test
  void theHtmlShowsThePictureWhereScriptsAreStripped() {
    PlotlyFigure figure = new PlotlyFigure(bars("v", 1, 2), Map.of(), Map.of());
    String png = Base64.getEncoder().encodeToString(FigurePicture.png(figure).orElseThrow());
    String html = FigureDisplay.of(figure).form(Display.HTML);
    assertTrue(html.contains("src=\"data:image/png;base64," + png + "\""));
    assertTrue(html.indexOf("<img") < html.indexOf("<script"));
  }

  @Test
  void coloursAreThoseOfStyleSheets() {
    assertEquals(new Color(0x11, 0x22, 0x33), PictureColors.of("#123", Color.RED));
    assertEquals(new Color(1, 2, 3, 127), PictureColors.of("rgba(1,2,3,0.5)", Color.RED));
    assertEquals(Color.BLACK, PictureColors.of("Black", Color.RED));
    assertEquals(Color.RED, PictureColors.of("url(javascript:alert(1))", Color.RED));
    assertEquals(Color.RED, PictureColors.of(null, Color.RED));
  }

  private static Map<String, Object> bar(String orientation, double value) {
    return bars(orientation, value).get(0);
  }

  private static List<Map<String, Object>> bars(String orientation, double... values) {
    List<String> names =
        Stream.iterate(0, i -> i + 1).limit(values.length).map(i -> "b" + i).toList();
    List<Double> sizes = Arrays.stream(values).boxed().toList();
    boolean lying = orientation.equals("h");
    return List.of(
        JsonTree.of(
            "type",
            "bar",
            "orientation",
            orientation,
            "x",
            lying ? sizes : names,
            "y",
            lying ? names : sizes));
  }

  private static BufferedImage draw(List<Map<String, Object>> data, Map<String, Object> layout)
      throws IOException {
    return read(FigurePicture.png(new PlotlyFigure(data, layout, Map.of())).orElseThrow());
  }

  private static BufferedImage read(byte[] png) throws IOException {
    return Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(png)));
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  private static java.util.stream.IntStream columns(BufferedImage image, int row, Color color) {
    return java.util.stream.IntStream.range(0, image.getWidth())
        .filter(column -> near(new Color(image.getRGB(column, row), true), color));
  }

  private static int count(BufferedImage image, int row, Color color) {
    return (int) columns(image, row, color).count();
  }

  private static boolean near(Color a, Color b) {
    return Math.abs(a.getRed() - b.getRed()) < 40
        && Math.abs(a.getGreen() - b.getGreen()) < 40
        && Math.abs(a.getBlue() - b.getBlue()) < 40
        && a.getAlpha() > 200;
  }

  @Test
  void aPictureWithATableOfColoursLooksTheSame() {
    BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < 200; i++) {
      image.setRGB(i % 40, i / 40, 0xff000000 | i << 16 | i << 8);
    }
    BufferedImage small = PictureColors.indexed(image);
    assertTrue(small.getColorModel() instanceof IndexColorModel);
    for (int i = 0; i < 40 * 30; i++) {
      int before = image.getRGB(i % 40, i / 40);
      int after = small.getRGB(i % 40, i / 40);
      assertTrue(Math.abs((before >> 16 & 255) - (after >> 16 & 255)) < 4, "pixel " + i);
      assertEquals(before >>> 24, after >>> 24, "pixel " + i);
    }
  }
}
