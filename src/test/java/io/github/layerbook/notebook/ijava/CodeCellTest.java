package io.github.layerbook.notebook.ijava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.exchange.pasted.Pasted;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.network.Network;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Row;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Code of PyTorch and Keras, pasted into cells. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CodeCellTest {
  private static final String KEPT = "input 4x4x1\nconv 3x3-2";

  private static final String FLAT = "nn.Sequential(nn.Conv2d(3, 8, 3), nn.ReLU(), nn.Flatten())";

  private final IJavaStandIn kernel = new IJavaStandIn();
  private Session session;

  @BeforeAll
  void start() throws Exception {
    session = Layerbook.install(kernel, kernel.getMagics());
  }

  @AfterAll
  void stop() {
    session.close();
    kernel.close();
  }

  /** Runs a cell and returns all that it shows, as plain text. */
  private String cell(String head, String text) {
    List<DisplayData> shown = kernel.cell("%%network " + head + "\n" + text);
    assertEquals(1, shown.size());
    return shown.stream()
        .map(data -> String.valueOf(data.getData(MIMEType.TEXT_PLAIN)))
        .collect(Collectors.joining());
  }

  private String refusal(String head, String text) {
    return String.valueOf(assertThrows(Exception.class, () -> cell(head, text)).getMessage());
  }

  private Report report(String name) {
    return session.entry(name).report();
  }

  private long parameters(String name) {
    return report(name).total(Quantity.PARAMETERS).value();
  }

  @TestFactory
  Stream<DynamicTest> pastedCodeIsTheNetworkThatTheFrameworkCounts() throws IOException {
    return Pasted.expected().properties().stream()
        .map(entry -> dynamicTest(entry.getKey(), () -> check(entry.getKey(), entry.getValue())));
  }

  private void check(String file, JsonNode expected) throws IOException {
    String name = file.replaceAll("\\W", "_");
    String shown = cell(name, Pasted.text(file));
    boolean keras = file.startsWith("keras");
    long all = expected.get("parameters").asLong();
    long trained = keras ? all - expected.get("nonTrainable").asLong() : all;
    assertEquals(expected.path("parametersUsed").asLong(trained), parameters(name));
    assertEquals(expected.get("macs").asLong(), report(name).total(Quantity.MULTIPLY_ADDS).value());
    String first = shown.lines().findFirst().orElseThrow();
    assertTrue(first.startsWith("Read as " + (keras ? "Keras" : "PyTorch") + " code: "), shown);
    assertTrue(shown.contains("\n" + name + " "), "the table, under the notebook's name: " + shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"indented-unet", "text-lstm", "training-loop", "written-out-attention"})
  void codeWithProseAndTrainingAroundItIsReadToo(String file) throws IOException {
    String name = file.replace('-', '_');
    String shown = cell(name, Pasted.text("people/" + file + ".txt"));
    assertTrue(shown.startsWith("Read as PyTorch code: "), shown);
    assertFalse(shown.contains("not understood"), shown);
  }

  @Test
  void whatWasAssumedAndLeftOutIsSaidAboveTheTable() throws IOException {
    String shown = cell("odd", Pasted.text("torch-module-3.txt"));
    assertEquals(
        List.of(
            "Read as PyTorch code: net",
            "---",
            "the input is the text's own: 3x64x64",
            "forward never uses old (32,832 parameters)",
            "these 32,832 are parameters of the model too; the table leaves them out"),
        shown.lines().limit(5).map(line -> line.replaceAll("-{3,}", "---")).toList());
    assertFalse(
        String.valueOf(kernel.cell("odd").get(0).getData(MIMEType.TEXT_PLAIN)).contains("Read as"),
        "a network by itself");
  }

  @Test
  void whatStandsBeforeALineThatIsNotUnderstoodIsKeptAndTheLineIsNamed() throws IOException {
    String shown = cell("part --input 1x40x40", Pasted.text("torch-module-1.txt"));
    assertEquals(
        "Read as PyTorch code: DigitNet, as far as understood",
        shown.lines().findFirst().orElseThrow());
    assertTrue(shown.contains("\nnot understood: line 14: "), shown);
    assertTrue(report("part").row("conv2").isPresent());
    assertTrue(report("part").row("fc1").isEmpty());
  }

  @Test
  void textsOfTheCodeAreEscapedInHtml() {
    String text = "sizes = {'a': 3}\nwidth = sizes['<img src=x>']\nnet = " + FLAT;
    DisplayData shown = kernel.cell("%%network marked --input 3x8x8\n" + text).get(0);
    assertTrue(String.valueOf(shown.getData(MIMEType.TEXT_PLAIN)).contains("<img src=x>"));
    String html = String.valueOf(shown.getData(MIMEType.TEXT_HTML));
    assertTrue(html.contains("&lt;img src=x&gt;") && !html.contains("<img"), html);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--call \"DigitNet(classes=26)\" --input 1x28x28 | 83144",
        "--call DigitNet | 81688",
        "--call DigitNet() --from pytorch | 81688",
        "--from PyTorch --input 1x28x28 | 81688",
        "--no-bias | 81552"
      })
  void optionsSayWhichNetworkIsMeant(String options, long parameters) throws IOException {
    cell("chosen " + options, Pasted.text("torch-module-1.txt"));
    assertEquals(parameters, parameters("chosen"));
  }

  @Test
  void severalInputsStandWithCommasBetween() {
    String text =
        """
        class Two(nn.Module):
            def __init__(self):
                super().__init__()
                self.a = nn.Linear(10, 4)
                self.b = nn.Linear(20, 4)

            def forward(self, x, y):
                return self.a(x) + self.b(y)
        """;
    cell("two --input 10,20", text);
    assertEquals(128, parameters("two"));
  }

  @Test
  void theInputIsInTheOrderOfTheCode() {
    cell("torch --input 3x32x16", FLAT);
    cell(
        "keras --input 32x16x3",
        "Sequential([layers.Conv2D(8, 3), layers.ReLU(), layers.Flatten()])");
    for (String name : List.of("torch", "keras")) {
      Row convolution = report(name).rows().get(1);
      assertEquals("30x14x8", convolution.output().toString(AxisOrder.HWC), name);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | nn.Sequential(nn.Conv2d(3, 8, 3), nn.Florp(3)) | line 1: `torch.nn.Florp()` is not known",
        "'' | import torch¶net = nn.Sequential(magic(3)) | line 2: `magic()` is not in the text¶      net = nn.Seq",
        "'' | import torch¶x = 3 | no network is made in this text: paste its class",
        "'' | nn.Sequential(nn.Conv2d(3, 7, 50), nn.Flatten(), nn.Linear(77, 3)) | --input 3x32x32",
        "--call Nut | class Net(nn.Module):¶  pass | `Nut` is not in the text: it defines Net",
        "--call \"Net(\" | class Net(nn.Module):¶  pass | Net(",
        "--input 3x32xwide | nn.Sequential(nn.Conv2d(3, 8, 3)) | “3x32xwide” is not the shape of an input",
        "--input 3x0x5 | nn.Sequential(nn.Conv2d(3, 8, 3)) | “3x0x5” is not the shape of an input",
        "--from theano | layer {} | “theano” is none of",
        "--from pytorch | input 4x4x1¶conv 3x3-2 | This is read as PyTorch code, but it defines no network",
        "'' | input 32x32x3¶Conv2d 3x3-64¶Linear(10)¶foo 3 | line 4, column 1: unknown layer \"foo\"",
      })
  void aCellThatGivesNoNetworkSaysWhyAndKeepsTheDefinition(
      String options, String text, String says) {
    cell("kept", KEPT);
    Network before = session.network("kept");
    String message = refusal("kept " + options, text.replace('¶', '\n'));
    assertTrue(message.contains(says.replace('¶', '\n')), message);
    assertFalse(message.contains("fault of Layerbook"), message);
    assertEquals(before, session.network("kept"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "input 8x8x3\nConv2d 3x3-4 # nn.Conv2d(3, 4, 3)\nrelu",
        "# model = Sequential(layers.Conv2D(4, 3))\ninput 8x8x3\nconv 3x3-4\nrelu",
        "INPUT: [8x8x3]\nCONV3-4: [8x8x4] weights: (3*3*3)*4 = 108 # nn.Conv2d(3,4,3)"
      })
  void whatTheNotationReadsIsNeverReadAsCode(String text) {
    assertFalse(cell("notation", text).contains("Read as"), text);
    assertEquals(session.notation().parse("notation", text).network(), session.network("notation"));
  }
}
