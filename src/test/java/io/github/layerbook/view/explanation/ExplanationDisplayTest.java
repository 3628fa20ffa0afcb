package io.github.layerbook.view.explanation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.attention.Attention;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.network.Network;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.report.Aspect;
import io.github.layerbook.report.Explanation;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Row;
import io.github.layerbook.view.display.Display;
import io.github.layerbook.view.table.SummaryTableTest;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calculations of VGG-16's figures, as text and as mathematics. */
class ExplanationDisplayTest {
  private static final Report VGG16 = Report.of(SummaryTableTest.vgg16());

  private static Display layer(String name, Aspect... aspects) {
    return ExplanationDisplay.of(Explanation.of(VGG16.row(name).orElseThrow(), aspects));
  }

  @Test
  void parametersOfAConvolutionStepByStep() {
    assertEquals(
        """
        conv1_1 — parameters
          weights    = K_h*K_w*C_in*C_out = 3*3*3*64 = 1,728
          biases     = C_out = 64
          parameters = 1,728 + 64 = 1,792

        K_h kernel height · K_w kernel width · C_in input channels · C_out filters
        """,
        layer("conv1_1", Aspect.PARAMETERS).text());
  }

  @Test
  void shapeOfAPoolingStepByStep() {
    assertEquals(
        """
        pool1 — output shape
          H_out = (H_in + 2*P - K_h)/S_h + 1 = (224 + 2*0 - 2)/2 + 1 = 112
          W_out = (W_in + 2*P - K_w)/S_w + 1 = (224 + 2*0 - 2)/2 + 1 = 112
          C_out = C_in = 64
        """,
        layer("pool1", Aspect.SHAPE).text().lines().limit(4).reduce("", (a, b) -> a + b + "\n"));
  }

  @Test
  void aSymbolStandsForWhatItsLayerSays() {
    Report sequence = Report.of(Network.named("s").input(9, 16).add(Attention.of(4)).build());
    Explanation explanation =
        Explanation.of(sequence.rows().get(1), Aspect.MULTIPLY_ADDS, Aspect.PARAMETERS);
    String text = ExplanationDisplay.of(explanation).text();
    assertTrue(text.contains("E embedding · L_in input length · L queries · S keys"), text);
    assertFalse(text.contains("stride"), text);
  }

  @Test
  void partsOfALayerAreNamedAndSummedUp() {
    Report sequence = Report.of(Network.named("s").input(9, 16).add(Attention.of(4)).build());
    assertEquals(
        """
        attention1 — operations
          query           = C_in*E*L_in = 16*16*9 = 2,304
          key             = C_in*E*L_in = 16*16*9 = 2,304
          value           = C_in*E*L_in = 16*16*9 = 2,304
          scores          = L*S*E = 9*9*16 = 1,296
          weighted sum    = L*S*E = 9*9*16 = 1,296
          output          = C_in*C_out*L_in = 16*16*9 = 2,304
          multiply-adds   = query + key + value + scores + weighted sum + output
                          = 2,304 + 2,304 + 2,304 + 1,296 + 1,296 + 2,304
                          = 11,808
        """,
        ExplanationDisplay.of(Explanation.of(sequence.rows().get(1), Aspect.MULTIPLY_ADDS))
            .text()
            .lines()
            .limit(10)
            .map(line -> line + "\n")
            .collect(Collectors.joining()));
  }

  /** Every kind of attention names its terms by the field's words, in a sum of layers too. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "attention 4 | query + key + value + scores + weighted sum + output",
        "attention 4 weights=average | query + key + value + scores + weighted sum + output",
        "gqa 4 keyheads=2 | query + key + value + scores + weighted sum + output",
        "gqa 4 names=qkv+o | query, key and value + scores + weighted sum + output",
        "mla 4 latent=8 | query + latent + key and value + scores + weighted sum + output",
        "encoderlayer 4 | self-attention query + self-attention key + self-attention value"
            + " + self-attention scores + self-attention weighted sum + self-attention output"
            + " + linear1 + linear2",
      })
  void attentionNamesItsTerms(String line, String terms) {
    String text = "input 9x16\n" + line;
    Report report = Report.of(Notation.standard().parse("s", text).network());
    Explanation layer = Explanation.of(report.rows().get(1), Aspect.MULTIPLY_ADDS);
    Explanation network = Explanation.of(report, Aspect.MULTIPLY_ADDS);
    for (Explanation explanation : List.of(layer, network)) {
      Display display = ExplanationDisplay.of(explanation);
      String oneLine = display.text().replaceAll("\\s+", " ");
      assertTrue(oneLine.contains("= " + terms + " ="), display.text());
      String latex = String.valueOf(display.contents().get(Display.LATEX));
      assertTrue(latex.contains("\\text{scores}") || latex.contains(" scores}"), latex);
      assertFalse(oneLine.contains("_proj"), display.text());
    }
  }

  @Test
  void theFirstFullyConnectedLayerSeesTheLastPooling() {
    String text = layer("fc1").text();
    assertTrue(text.contains("weights    = H_in*W_in*C_in*N_out = 7*7*512*4,096 = 102,760,448"));
    assertTrue(text.contains("parameters = 102,760,448 + 4,096 = 102,764,544"));
  }

  @Test
  void networkIsTheSumOfItsBlocks() {
    String text = ExplanationDisplay.of(Explanation.of(VGG16, Aspect.PARAMETERS)).text();
    assertTrue(text.contains("conv3      = 295,168 + 590,080 + 590,080 = 1,475,328\n"));
    assertTrue(text.contains("           = 138,357,544\n"));
  }

  @Test
  void memoryCountsBytesInExactUnits() {
    Report half = Report.of(SummaryTableTest.vgg16(), VGG16.settings().batch(32));
    String text = ExplanationDisplay.of(Explanation.of(half, Aspect.MEMORY)).text();
    assertTrue(text.contains("= 487,603,456*4 = 1,950,413,824 bytes = 1.82 GiB"), text);
  }

  @Test
  void mathematicsHasSymbolsNumbersAndTheResultInBold() {
    assertEquals(
        "$$\\begin{aligned}"
            + "\\text{weights} &=K_{h}\\cdot K_{w}\\cdot C_{\\mathrm{in}}\\cdot C_{\\mathrm{out}}"
            + "=3\\cdot 3\\cdot 3\\cdot 64=1{,}728\\\\ "
            + "\\text{biases} &=C_{\\mathrm{out}}=64\\\\ "
            + "\\text{parameters} &=1{,}728+64=\\mathbf{1{,}792}"
            + "\\end{aligned}$$",
        layer("conv1_1", Aspect.PARAMETERS).contents().get(Display.LATEX));
  }

  /** A layer whose tensor has a name that would run, were it not escaped. */
  @Word(value = "hostile", title = "hostile")
  record Hostile() implements Layer {
    @Override
    public Declaration on(List<Shape> inputs) {
      return Declaration.of(inputs.get(0))
          .with(Tensor.bias("<b>$\\alpha$|`_", inputs.get(0).axes().get(0)))
          .with(Tensor.bias("bias", inputs.get(0).axes().get(0)));
    }
  }

  @Test
  void namesAreShownAndNeverRun() {
    Network network = Network.named("hostile").input(8, 8, 3).add("own", new Hostile()).build();
    Row row = Report.of(network).row("own").orElseThrow();
    Display display = ExplanationDisplay.of(Explanation.of(row, Aspect.PARAMETERS));
    String html = String.valueOf(display.contents().get(Display.HTML));
    assertFalse(html.contains("<b>$"));
    assertTrue(
        html.contains("{\\lt}\\text{b}{\\gt}\\$\\backslash{}\\text{alpha}\\${\\vert}\\text{`}\\_"),
        html);
  }

  @Test
  void aspectsAreKnownByTheirWords() {
    assertEquals(Aspect.MULTIPLY_ADDS, Aspect.of("MACs"));
  }
}
