package io.github.layerbook.view.animation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Window;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.network.Network;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.receptive.ReceptiveField;
import io.github.layerbook.receptive.ReceptiveField.Stretch;
import io.github.layerbook.receptive.ReceptiveFields;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Row;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Display;
import io.github.layerbook.zoo.Zoo;
import java.io.StringReader;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class LayerAnimationTest {
  private static Row layer(String input, String text) {
    Network network = Notation.standard().parse("input " + input + "\n" + text).network();
    List<Row> rows = Report.of(network).rows();
    return rows.get(rows.size() - 1);
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  /** What is said while the window makes an output. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5x5x3 | conv 3x3-8 padding=1 stride=2 | 1 | 2"
            + " | output [1, 2] = the sum of 27 products + 1 bias"
            + " | rows 1·2 − 1 + k = 1, 2, 3 | columns 2·2 − 1 + k = 3, 4, 5",
        "9x9x2 | conv 3x3-1 dilation=3 padding=3 bias=false | 0 | 4"
            + " | output [0, 4] = the sum of 18 products"
            + " | rows 0 − 3 + k·3 = −3, 0, 3 | columns 4 − 3 + k·3 = 1, 4, 7",
        "3x3x2 | convtranspose 3x3-1 stride=2 | 2 | 0"
            + " | output [2, 0] = the sum of 18 products + 1 bias"
            + " | rows (2 − 2 + k)/2 = 0, –, 1 | columns (0 − 2 + k)/2 = –, –, 0",
        "6x6x4 | maxpool 2x2 | 1 | 2 | output [1, 2] = the largest of 4 values"
            + " | rows 1·2 + k = 2, 3 | columns 2·2 + k = 4, 5",
        "6x6x4 | avgpool 3x3 | 1 | 1 | output [1, 1] = the mean of 9 values"
            + " | rows 1·3 + k = 3, 4, 5 | columns 1·3 + k = 3, 4, 5",
        "8x8x6 | depthwise 3x3 | 0 | 0 | output [0, 0] = the sum of 9 products + 1 bias"
            + " | rows 0 + k = 0, 1, 2 | columns 0 + k = 0, 1, 2"
      })
  void theIndexArithmeticIsThatOfTheLayer(
      String input, String text, long up, long across, String values, String rows, String columns) {
    WindowScene scene = WindowScene.of(layer(input, text));
    assertEquals(List.of(values, rows, columns), WindowWords.step(scene, new long[] {up, across}));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7x7x4 | conv 3x3-8 padding=1 stride=2 | output height ⌊(7 + 2·1 − 3)/2⌋ + 1 = 4",
        "7x7x4 | convtranspose 3x3-2 stride=2 | output height (7 − 1)·2 + 3 − 2·0 = 15",
        "7x7x4 | conv 3x3-8 padding=same stride=2 | output height ⌈7/2⌉ = 4"
      })
  void theOutputsLengthIsCalculatedAsDeclared(String input, String text, String length) {
    assertEquals(length, WindowWords.lengths(WindowScene.of(layer(input, text))).get(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "conv 3x3-8 padding=1 stride=2",
        "conv 3x5-8 dilation=2 padding=2x4",
        "conv 4x4-8 padding=same",
        "conv 3x3-8 padding=1 groups=2",
        "convtranspose 4x4-3 stride=2 padding=1",
        "convtranspose 3x3-3 stride=3 outpadding=1",
        "convtranspose 3x3-3 padding=same stride=2",
        "maxpool 3x3 stride=2 padding=1 ceil=true",
        "avgpool 2x2",
        "upsample 2",
        "pad 1"
      })
  void aWindowLooksWhereTheReceptiveFieldIs(String text) {
    Row row = layer("11x13x4", text);
    WindowScene scene = WindowScene.of(row);
    List<ReceptiveField> fields =
        ReceptiveFields.of(Notation.standard().parse("input 11x13x4\n" + text).network())
            .all()
            .get(1)
            .axes();
    List<AxisView> axes = List.of(scene.rows(), scene.columns());
    for (int axis = 0; axis < 2; axis++) {
      AxisView view = axes.get(axis);
      for (long output = 0; output < view.outputs(); output++) {
        TreeSet<Long> seen = new TreeSet<>();
        for (Stretch stretch : fields.get(axis).at(output)) {
          LongStream.rangeClosed(stretch.from(), stretch.to())
              .filter(position -> position >= 0 && position < view.inputs())
              .forEach(seen::add);
        }
        TreeSet<Long> drawn = new TreeSet<>();
        LongStream.of(view.places(output))
            .forEach(place -> view.input(place).ifPresent(drawn::add));
        assertEquals(seen, drawn, text + ", output " + output);
      }
    }
  }

  @Test
  void groupsAreReadOffTheWeights() {
    assertEquals(1, WindowScene.of(layer("8x8x6", "conv 3x3-4")).groups());
    assertEquals(2, WindowScene.of(layer("8x8x6", "conv 3x3-4 groups=2")).groups());
    assertEquals(6, WindowScene.of(layer("8x8x6", "depthwise 3x3")).groups());
    assertEquals(3, WindowScene.of(layer("8x8x6", "convtranspose 3x3-9 groups=3")).groups());
    assertEquals(6, WindowScene.of(layer("8x8x6", "maxpool 2x2")).groups());
    WindowScene grouped = WindowScene.of(layer("8x8x6", "conv 3x3-4 groups=2"));
    assertEquals(27, grouped.weightsOfFilter());
    assertEquals(
        "each output channel sees 3 of 6 input channels: 2 groups", WindowWords.groups(grouped));
  }

  @Test
  void everyStepIsAGroupThatAStyleShowsInTurnAndTheFirstIsShownWhereNothingMoves()
      throws Exception {
    String svg = LayerAnimation.of(layer("6x6x1", "conv 3x3-1")).svg();
    Document document = parsed(svg);
    int shown = 0;
    for (int i = 0; i < document.getElementsByTagName("g").getLength(); i++) {
      String kind =
          document
              .getElementsByTagName("g")
              .item(i)
              .getAttributes()
              .getNamedItem("class")
              .getNodeValue();
      shown += kind.equals("s f") ? 1 : 0;
      assertTrue(kind.startsWith("s"), kind);
    }
    assertEquals(3, shown, "the window, the output and the words of the first step");
    assertEquals(3 * 16, document.getElementsByTagName("g").getLength());
    assertTrue(svg.contains("@media (prefers-reduced-motion:reduce){.s{animation:none}}"));
    for (String outer : List.of("<script", "href", "url(", "<foreignObject")) {
      assertFalse(svg.contains(outer), outer);
    }
  }

  @Test
  void aStripOfStepsStandsStill() throws Exception {
    String svg = LayerAnimation.of(layer("6x6x1", "conv 3x3-1")).still().svg();
    assertEquals(0, parsed(svg).getElementsByTagName("style").getLength());
    assertTrue(svg.contains("output [0, 0]") && svg.contains("output [3, 3]"), "first and last");
  }

  @Test
  void ofALargeLayerTheFirstPositionsAreDrawnAndSaidSo() {
    Row row = Report.of(Zoo.network("vgg16")).row("conv1_1").orElseThrow();
    LayerAnimation drawn = LayerAnimation.of(row);
    String text = String.valueOf(drawn.display().contents().get(Display.TEXT));
    assertTrue(text.contains("the first 5×5 of 224×224 positions are drawn"), text);
    assertTrue(drawn.svg().length() < 100_000, drawn.svg().length() + " bytes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7x7x4 | conv 3x3-8 padding=1 stride=2 | input 7×7×4, padding 1",
        "8x8x4 | conv 3x3-8 padding=1 stride=2 | input 8×8×4, padding 1",
        "8x8x4 | conv 2x2-8 padding=same | input 8×8×4, padding 0:1",
        "8x8x4 | conv 3x3-8 | input 8×8×4",
        "3x3x4 | convtranspose 2x2-8 stride=2 | input 3×3×4, spread by 2, padding 1"
      })
  void theInputSaysItsPadding(String input, String text, String said) {
    assertEquals(said, WindowWords.input(WindowScene.of(layer(input, text))));
  }

  @Test
  void aSequenceHasNoRows() {
    WindowScene scene = WindowScene.of(layer("20x4", "conv1d 3-8 padding=1"));
    assertEquals(
        List.of("output [2] = the sum of 12 products + 1 bias", "positions 2 − 1 + k = 1, 2, 3"),
        WindowWords.step(scene, new long[] {0, 2}));
  }

  @Test
  void oneFilterOverColoursHas27WeightsAndABias() {
    Row row = Report.of(Zoo.network("vgg16")).row("conv1_1").orElseThrow();
    String text = LayerAnimation.of(row).filter().toString();
    assertEquals(
        """
        conv1_1 — one filter over one place of 224×224×3: 27 weights and 1 bias
        3 × 3 × 3 channels = 27 weights
        27 weights + 1 bias = 28 parameters for one filter
        64 filters × 28 = 1,792 parameters\
        """,
        text);
    String svg = LayerAnimation.of(row).filter().svg();
    assertTrue(svg.contains(">27</text>") && !svg.contains(">28</text>"), "weights are numbered");
  }

  @Test
  void theFiltersOfALayerMakeUpItsParameters() {
    for (String text :
        List.of(
            "conv 3x3-8",
            "conv 5x3-4 groups=2 bias=false",
            "depthwise 3x3",
            "convtranspose 2x2-6",
            "local 3x3-2")) {
      Row row = layer("9x9x4", text);
      List<String> sums = FilterWords.sums(WindowScene.of(row));
      String parameters =
          Numbers.count(row.measure(Quantity.PARAMETERS).size().value()) + " parameters";
      assertTrue(sums.get(sums.size() - 1).endsWith(" = " + parameters), text + ": " + sums);
    }
  }

  @Test
  void everyLayerOfTheZooIsDrawnOrSaysInOneLineWhyNot() {
    for (String name :
        List.of("alexnet", "googlenet", "mobilenet_v2", "unet", "vit_b_16", "gpt2")) {
      for (Row row : Report.of(Zoo.network(name)).rows()) {
        boolean windows =
            row.declaration().fieldOfView().kind() == FieldOfView.Kind.WINDOWS
                && !row.applied().inputs().isEmpty();
        try {
          assertTrue(LayerAnimation.of(row).svg().length() < 100_000, name + "." + row.name());
        } catch (IllegalArgumentException e) {
          String message = String.valueOf(e.getMessage());
          assertTrue(message.startsWith(row.name()) && message.lines().count() == 1, message);
          assertTrue(!windows || message.contains("spans"), message);
        }
      }
    }
  }

  /** A user's own layer with windows and an odd title. */
  @Word(value = "odd", title = "<script>a & \"b\"")
  record Odd() implements Layer {
    @Override
    public Declaration on(List<Shape> inputs) {
      Window window = Window.of(3, 1, 1);
      return Declaration.of(inputs.get(0)).with(FieldOfView.of(List.of(window, window)));
    }
  }

  @Test
  void anyLayerThatDeclaresWindowsIsDrawnAndItsWordsAreText() throws Exception {
    Network network = Network.named("net").input(5, 5, 1).add("odd", new Odd()).build();
    LayerAnimation drawn = LayerAnimation.of(Report.of(network).rows().get(1));
    parsed(drawn.svg());
    String html = String.valueOf(drawn.display().contents().get(Display.HTML));
    assertFalse(html.contains("<script"));
    assertTrue(html.contains("&lt;script&gt;a &amp; &quot;b&quot;"), html.substring(0, 300));
    assertTrue(drawn.toString().contains("output [0, 0] = 9 values"), drawn.toString());
  }

  @Test
  void ofALayerOfStepsTheFirstWithWindowsIsDrawn() {
    LayerAnimation drawn = LayerAnimation.of(layer("8x8x4", "separable 3x3-6 padding=1"));
    String text = drawn.toString();
    assertTrue(text.contains("its step depthwise, 8×8×4 → 8×8×4"), text);
    assertTrue(text.contains("output [0, 0] = the sum of 9 products"), text);
  }

  @Test
  void aPoolHasNoFilter() {
    LayerAnimation pool = LayerAnimation.of(layer("6x6x1", "maxpool 2x2"));
    assertThrows(IllegalArgumentException.class, pool::filter);
  }
}
