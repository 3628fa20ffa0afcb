package io.github.layerbook.notebook.jjava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernel <em>Java (Layerbook)</em>, in this process. A cursor is written {@code ¦}. */
class LayerbookKernelIT {
  private static JJavaNotebook notebook;

  @BeforeAll
  static void start(@TempDir Path classes) throws IOException, ReflectiveOperationException {
    System.setProperty("layerbook.sources", "src/main/java");
    notebook = new JJavaNotebook(KernelClasses.builder(classes));
    notebook.text(
        """
        %%network tiny
        input 8x8x3
        block body {
          conv1: conv 3x3-4 padding=1
          relu
        }
        head: fc 10""");
    notebook.text("%zoo lenet5");
    notebook.text(
        "Quantity price = Quantity.of(\"Price\", Unit.of(\"ct\"), row -> row.size(Quantity.BYTES));");
  }

  @AfterAll
  static void stop() {
    notebook.close();
  }

  private static List<String> offered(String cell) {
    int at = cell.indexOf('¦');
    ReplacementOptions options = notebook.kernel().complete(cell.replace("¦", ""), at);
    return options == null
        ? List.of()
        : options.getReplacements().stream()
            .map(word -> cell.substring(0, options.getSourceStart()) + word)
            .map(text -> text.substring(text.lastIndexOf('\n') + 1))
            .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          %su¦                          | %summary
          %%net¦                        | %%network
          %classp¦                      | %classpath
          Table t = %summ¦              | Table t = %summary
          %summary ti¦                  | %summary tiny
          Table t = %summary ti¦        | Table t = %summary tiny
          %explain tiny.¦               | %explain tiny.body.conv1
          %explain tiny.h¦              | %explain tiny.head
          %explain tiny.bo¦             | %explain tiny.body
          %explain tiny.head para¦      | %explain tiny.head parameters
          %explain tiny.head sh¦        | %explain tiny.head shape
          %explain tiny.head pri¦       | %explain tiny.head price
          %diagram tiny.¦               | %diagram tiny.body
          %summary tiny --¦             | %summary tiny --columns
          %summary tiny --by bl¦        | %summary tiny --by block
          %summary tiny --by=bl¦        | %summary tiny --by=block
          %summary --by block ti¦       | %summary --by block tiny
          %summary tiny --columns ma¦   | %summary tiny --columns macs
          %summary tiny --columns parameters,tra¦ | %summary tiny --columns parameters,traffic
          %summary tiny --columns pri¦  | %summary tiny --columns price
          %memory tiny --optimizer ad¦  | %memory tiny --optimizer adam
          %memory tiny --dtype bf¦      | %memory tiny --dtype bf16
          %memory tiny --freeze body.¦  | %memory tiny --freeze body.conv1
          %memory tiny --freeze head,-bo¦ | %memory tiny --freeze head,-body.*
          %freeze tiny he¦              | %freeze tiny head
          %receptive tiny --through -he¦ | %receptive tiny --through -head
          %zoo resnet1¦                 | %zoo resnet18
          %compare tiny len¦            | %compare tiny lenet5
          %compare tiny lenet5 ti¦      | %compare tiny lenet5 tiny
          %diff tiny len¦               | %diff tiny lenet5
          %whatif tiny he¦              | %whatif tiny head
          %whatif tiny head.¦           | %whatif tiny head.out
          %whatif tiny body.conv1.out=8 conv1.st¦ | %whatif tiny body.conv1.out=8 conv1.stride
          %whatif tiny -he¦             | %whatif tiny -head
          %fit tiny head.o¦             | %fit tiny head.out
          %fit tiny head.out --para¦    | %fit tiny head.out --parameters
          %fit tiny head.out --pri¦     | %fit tiny head.out --price
          %sweep tiny conv*.o¦          | %sweep tiny conv*.out
          %sweep tiny head.out=1,2 --chart par¦ | %sweep tiny head.out=1,2 --chart pareto
          %play tiny conv*.o¦           | %play tiny conv*.out
          %play tiny head.out=1,2 --meas¦ | %play tiny head.out=1,2 --measure
          %layerbook conv¦              | %layerbook conv
          %layerbook summ¦              | %layerbook summary
          %roofline tiny --on h1¦       | %roofline tiny --on h100
          %export tiny --form pyt¦      | %export tiny --form pytorch
          %import src/mai¦              | %import src/main/
          %plot tiny fl¦                | %plot tiny flops
          %%layers tiny.bo¦             | %%layers tiny.body
          %%network tiny --fr¦          | %%network tiny --from
          """)
  void tabCompletesWhatACommandTakes(String cell, String completed) {
    List<String> offered = offered(cell);
    assertTrue(offered.contains(completed), cell + " -> " + offered);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%explain tiny.e¦",
        "%summary tiny xyz¦",
        "%summary nothing.¦",
        "%whatif tiny head.out=¦",
        "%%network n\n# conv¦",
        "%%network n\nunknown str¦"
      })
  void nothingIsOfferedThatWouldBeRefused(String cell) {
    assertEquals(List.of(), offered(cell));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          max¦                          | maxpool
          first: max¦                   | first: maxpool
          blo¦                          | block
          block b { con¦                | block b { conv
          conv 3x3-4 ¦                  | conv 3x3-4 stride=
          CONV3-64 st¦                  | CONV3-64 stride=
          conv 3x3-4 stride=2 pad¦      | conv 3x3-4 stride=2 padding=
          conv 3x3-4 bias=¦             | conv 3x3-4 bias=false
          conv 3x3-4 padding=s¦         | conv 3x3-4 padding=same
          add fr¦                       | add from
          add from conv¦                | add from conv1
          add from conv1, b.ste¦          | add from conv1, b.stem
          fc 3 weights of b.¦          | fc 3 weights of b.stem
          } and sho¦                    | ""
          """)
  void tabCompletesLayersAndTheirOptionsInACellOfThem(String line, String completed) {
    String cell = "%%network n\ninput 8x8x3\nconv1: conv 3x3-4 padding=1\nblock b {\nstem: fc 3\n";
    List<String> offered = offered(cell + line);
    if (completed.isEmpty()) {
      assertEquals(List.of(), offered);
    } else {
      assertTrue(offered.stream().map(String::strip).toList().contains(completed), line + offered);
    }
  }

  @Test
  void optionsThatAreGivenAreNotOfferedAgain() {
    assertFalse(offered("%summary tiny --by block --¦").contains("%summary tiny --by block --by"));
    assertTrue(
        offered("%%network n\nconv 3x3-4 stride=2 ¦").stream()
            .noneMatch(o -> o.endsWith(" stride=")));
  }

  @Test
  void aCellOfChangesAndOneOfClaimsNameTheNetworksLayers() {
    assertTrue(offered("%%whatif tiny\nbody.conv1.o¦").contains("body.conv1.out"));
    assertTrue(offered("%%check tiny\nhe¦").contains("head: "));
  }

  @Test
  void javaIsCompletedAsJava() {
    assertTrue(offered("tiny.no¦").contains("tiny.nodes()"));
    assertTrue(offered("// %summary tiny\ntiny.no¦").contains("tiny.nodes()"));
  }

  private static String told(String cell) {
    int at = cell.indexOf('¦');
    DisplayData help = notebook.kernel().inspect(cell.replace("¦", ""), at, false);
    return help == null ? "" : String.valueOf(help.getData(MIMEType.TEXT_PLAIN));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          %summ¦ary tiny               | one row per layer or block
          %summary ti¦ny               | one row per layer or block
          Table t = %summary¦ tiny     | one row per layer or block
          %summary tiny --bat¦ch 8     | examples are processed together
          %summary tiny --batch 8¦     | examples are processed together
          %fit tiny head.out --para¦meters 5K | parameters
          %che¦ck tiny                 | claims
          """)
  void shiftTabTellsWhatACommandAndAnOptionMean(String cell, String part) {
    assertTrue(told(cell).contains(part), told(cell));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          co¦nv 3x3-4                  | conv kernel-out
          CONV¦3-64                    | conv kernel-out
          first: max¦pool 2x2          | max pool
          conv 3x3-4 str¦ide=2         | 1 if left out
          conv 3x3-4 bi¦as=false       | true, false
          blo¦ck a {                   | block
          """)
  void shiftTabTellsOfALayerAndItsOptions(String line, String part) {
    String told = told("%%network n\ninput 8x8x3\n" + line);
    assertTrue(told.contains(part), told);
  }

  @Test
  void shiftTabTellsTheSignaturesOfJava() {
    assertTrue(told("Report.o¦f(tiny)").contains("Report.of(Network"), told("Report.o¦f(tiny)"));
    assertNull(notebook.kernel().inspect("int x = 1;", 10, false));
  }

  @Test
  void shiftTabTellsTheCommentsOfLayerbooksJava() {
    assertTrue(told("Report.o¦f(tiny)").contains("Analyses a network"), told("Report.o¦f(tiny)"));
    assertTrue(told("Network¦ n = null;").contains("immutable"), told("Network¦ n = null;"));
    assertFalse(told("Network¦ n = null;").contains("{@"), told("Network¦ n = null;"));
  }

  static Stream<String> mistakes() {
    return Stream.of(
        "%summary nothing",
        "Table t = %summary nothing",
        "%summary tiny --by",
        "%%network bad\nCONV_3-64",
        "%sumary tiny",
        "%xyzzy",
        "var v = %xyzzy",
        "%%network lenet",
        "Network.named(\"n\").input(8, 8, 3).convolution(9, 4).build()",
        "Zoo.network(\"resnet19\")");
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void noMessageNamesAClassOfJava(String cell) {
    String error = notebook.error(cell);
    assertFalse(error.isBlank());
    assertFalse(error.contains("io.github") || error.contains("Exception"), error);
    assertFalse(error.contains("\tat ") || error.contains("CellError"), error);
    assertFalse(error.startsWith("\n"), error);
  }

  @Test
  void unknownCommandsSuggestThoseOfTheKernelToo() {
    assertTrue(notebook.error("%sumary tiny").contains("Did you mean summary?"));
    assertTrue(notebook.error("%claspath x.jar").contains("Did you mean classpath?"));
    assertTrue(notebook.error("%%tiem\n1").contains("Did you mean time?"));
  }

  @Test
  void caretsStayBelowWhatTheyPointAt() {
    String error = notebook.error("%%network bad\ninput 8x8x3\nCONV_3-64");
    List<String> lines = error.lines().toList();
    int caret = lines.indexOf(lines.stream().filter(l -> l.contains("^")).findFirst().orElse(""));
    assertEquals(lines.get(caret - 1).indexOf("_3"), lines.get(caret).indexOf('^'), error);
  }

  @Test
  void javasOwnErrorsAreAsInJJava() {
    assertTrue(notebook.error("int x = \"a\";").contains("incompatible types"));
    assertTrue(notebook.error("List.of().get(3)").contains("IndexOutOfBounds"));
  }

  @Test
  void aCellOfCommandsShowsTheLastOnesValueAndDefinesVariables() {
    String shown =
        notebook.text("// two commands\n%summary tiny\n\n%explain tiny.head parameters\n");
    assertTrue(shown.startsWith("head"), shown);
    notebook.text("%%network two\ninput 4x4x1\nconv 3x3-2");
    assertEquals("2", notebook.text("two.nodes().size()"));
  }

  @Test
  void aCellOfCommandsIsNotCompiled() {
    long before = snippets();
    assertNotNull(notebook.value("%summary tiny"));
    assertTrue(notebook.text("%layerbook conv").contains("conv"));
    assertEquals(before, snippets());
    notebook.text("1 + 1");
    assertTrue(snippets() > before, "Java is");
  }

  @Test
  void anInterruptedCommandEndsWithItsOwnWords() throws Exception {
    String told = interrupted("%sweep tiny body.conv1.out=1..9000 head.out=1..9000 --to never.csv");
    assertTrue(told.contains("never.csv") && told.contains("interrupt"), told);
    assertFalse(Files.exists(Path.of("never.csv")));
    assertEquals("2", notebook.text("1 + 1"), "the next cell runs as ever");
    assertTrue(notebook.text("%summary tiny").contains("head"));
  }

  @Test
  void anInterruptedCellOfJavaIsFreeAsInJJava() throws Exception {
    String told = interrupted("Thread.sleep(60000);");
    assertTrue(told.contains("interrupted"), told);
  }

  /** Runs a cell, interrupting the kernel until it ends, and returns what it says. */
  private static String interrupted(String cell) throws Exception {
    CompletableFuture<String> end = CompletableFuture.supplyAsync(() -> notebook.error(cell));
    while (!end.isDone()) {
      Thread.sleep(50);
      notebook.kernel().interrupt();
    }
    return end.get().toLowerCase(Locale.ROOT);
  }

  private static long snippets() {
    return Objects.requireNonNull(new JJavaKernel(notebook.kernel()).shell()).snippets().count();
  }
}
