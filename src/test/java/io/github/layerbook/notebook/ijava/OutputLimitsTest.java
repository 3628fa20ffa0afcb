package io.github.layerbook.notebook.ijava;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What commands show of large networks: a page, whatever they are asked for. */
class OutputLimitsTest {
  private static final int CHARACTERS = 200_000;
  private static final int LINES = 200;

  /** The bundle that draws charts stands in a notebook once, for all of them. */
  private static final String BUNDLE = "window.layerbook.load(";

  /** A chain without blocks, one block a thousand times, blocks in blocks. */
  private static final List<String> CELLS =
      List.of(
          "chain",
          "%summary chain --columns parameters,macs,flops,traffic,intensity,memory,weights,biases",
          "%explain chain",
          "%plot chain",
          "%plot chain --nested",
          "%memory chain --optimizer adam --batch 8 --checkpoint sqrt",
          "%receptive chain",
          "%diff thousand chain --plot",
          "%whatif chain *.bias=false",
          "%sweep chain conv1_5.out=1..3000",
          "%sweep chain conv1_5.out=1..60 conv1_7.out=1..60 --chart heatmap",
          "%sweep chain conv1_5.out=1..60 conv1_7.out=1..60 --chart pareto",
          "%%check chain\n" + "conv1_1 has 5 parameters\n".repeat(900),
          "thousand",
          "%memory thousand --inference",
          "%memory maxvit_t",
          "%zoo --plot");

  private static final IJavaStandIn KERNEL = new IJavaStandIn();

  @BeforeAll
  static void start() throws Exception {
    Layerbook.install(KERNEL, KERNEL.magics());
    KERNEL.cell(chain());
    KERNEL.cell(
        "%%network thousand\ninput 32x32x8\nblock a x1000 {\nconv 3x3-8 padding=1\nrelu\n}\nfc 10");
    KERNEL.cell("%zoo maxvit_t");
  }

  @AfterAll
  static void stop() {
    KERNEL.close();
  }

  private static String chain() {
    return "%%network chain\ninput 32x32x8\n"
        + IntStream.range(0, 929)
            .mapToObj(i -> "conv 3x3-" + (8 + i % 3) + " padding=1\n")
            .collect(Collectors.joining());
  }

  @TestFactory
  Stream<DynamicTest> everyOutputIsAPage() {
    return CELLS.stream()
        .map(cell -> DynamicTest.dynamicTest(cell.lines().findFirst().orElse(""), () -> run(cell)));
  }

  private static void run(String cell) {
    List<DisplayData> shown =
        KERNEL.cell(cell).stream()
            .filter(data -> !form(data, "text/html").contains(BUNDLE))
            .toList();
    assertTrue(!shown.isEmpty(), "nothing is shown");
    int html = shown.stream().mapToInt(data -> form(data, "text/html").length()).sum();
    long lines = shown.stream().mapToLong(data -> form(data, "text/plain").lines().count()).sum();
    assertTrue(html < CHARACTERS, html + " characters of HTML");
    assertTrue(lines <= LINES, lines + " lines of text");
  }

  private static String form(DisplayData data, String type) {
    Object form = data.getData(MIMEType.parse(type));
    return form == null ? "" : form.toString();
  }
}
