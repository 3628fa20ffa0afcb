package io.github.layerbook.notebook.ijava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.exercise.Hint;
import io.github.layerbook.notebook.Checks;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.report.Quantity;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The session on IJava's kernel interface, with JShell behind it. */
class IJavaSessionTest {
  private static final String TINY =
      "Network tiny = Network.named(\"tiny\").input(4, 4, 1).convolution(3, 2).build();";

  private IJavaStandIn kernel;
  private Session session;

  @BeforeEach
  void start() throws Exception {
    kernel = new IJavaStandIn();
    session = Layerbook.install(kernel, kernel.getMagics());
  }

  @AfterEach
  void stop() {
    session.close();
    kernel.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%network tiny",
        "%summary tiny",
        "%zoo lenet5",
        "%zoo lenet",
        "%undo changed",
        "%fullyconv tiny --as kept",
        "%whatif tiny conv1_1.out=4 --as kept",
        "%%network other\ninput 4x4x1\nconv 3x3-2",
        "%%network many\nnetwork A\ninput 4x4x1\nconv 3x3-2\nnetwork B\ninput 4x4x1\nconv 3x3-2",
        "%%layers tiny.more\nrelu",
        "%networks",
        "%session",
        "tiny"
      })
  void whatACellGivesIsDisplayedOnce(String cell) {
    kernel.cell(TINY);
    kernel.cell("%%network changed\ninput 4x4x1\nconv 3x3-2");
    kernel.cell("%%network changed\ninput 4x4x1\nconv 3x3-4");
    assertEquals(1, kernel.cell(cell).size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Network q = %zoo lenet5",
        "Session s = %session",
        "Table t = %summary tiny",
        "Object o = %zoo lenet5 --as five",
        "Network before = %undo changed",
        "tiny = %network changed",
        "for (int i = 0; i < 2; i++) {\n%summary tiny\n}",
      })
  void whatIsAssignedOrUsedIsNotDisplayed(String cell) {
    kernel.cell(TINY);
    kernel.cell("%%network changed\ninput 4x4x1\nconv 3x3-2");
    kernel.cell("%%network changed\ninput 4x4x1\nconv 3x3-4");
    assertEquals(List.of(), kernel.cell(cell));
  }

  @Test
  void aMagicsValueIsWhatItIsAndShowsWhatChanged() {
    kernel.cell("%%network n\ninput 4x4x1\nconv 3x3-2");
    String shown = text(kernel.cell("%%network n\ninput 4x4x1\nconv 3x3-4"));
    assertTrue(shown.contains("20 → 40 parameters"), shown);
    assertFalse(text(kernel.cell("n")).contains("→"), "a network by itself");
    kernel.cell("Network q = %undo n");
    assertEquals("true", text(kernel.cell("q.equals(n)")));
  }

  @Test
  void theShellIsFoundSoThatCellsDeclareLayersAndNetworksAreListed() {
    kernel.cell(TINY);
    assertTrue(text(kernel.cell("%networks")).contains("tiny"));
    kernel.cell(
        """
        @Word(value = "scale", title = "scale")
        record Scale() implements Layer {
          public Declaration on(List<Shape> inputs) {
            return Declaration.of(inputs.get(0));
          }
        }\
        """);
    assertTrue(text(kernel.cell("%%network own\ninput 8x8x16\nscale")).contains("scale"));
  }

  @Test
  void aTypeOfTheReadersOwnIsShownAsRegisteredAndAgainAsRegisteredLast() {
    kernel.cell("record Price(long cents) {}");
    String register =
        "Session session = %%session\n"
            + "session.register(new Renderer<>(Price.class, p -> Display.text(\"%s\" +"
            + " p.cents())));";
    kernel.cell(register.formatted("cents: "));
    assertEquals("cents: 42", text(kernel.cell("new Price(42)")));
    kernel.cell(register.formatted("¢ "));
    assertEquals("¢ 42", text(kernel.cell("new Price(42)")));
  }

  @ParameterizedTest
  @CsvSource({
    "List, java.util.List",
    "Report, io.github.layerbook.report.Report",
    "Convolution, io.github.layerbook.layer.convolution.Convolution",
    "Table, tech.tablesaw.api.Table",
    "String, java.lang.String",
    "Mine, a type that a cell declares",
    "java, the beginning of Java packages",
    "io, the beginning of Java packages",
  })
  void aNameThatWouldHideATypeOrAPackageIsRefusedWithTheReason(String name, String reason) {
    kernel.cell("record Mine() {}");
    String cell = "%%network " + name + "\ninput 4x4x1\nconv 3x3-2";
    String message =
        String.valueOf(assertThrows(Exception.class, () -> kernel.cell(cell)).getMessage());
    assertTrue(message.contains(reason) && message.contains("choose another name"), message);
    kernel.cell("int one = List.of(java.util.Optional.empty()).size();");
  }

  @ParameterizedTest
  @CsvSource({
    "%%network lenet, it takes the network's layers",
    "%%check tiny, it takes claims",
    "%%layers tiny.more, it takes the block's layers",
    "%%whatif tiny, it takes changes",
    "%sumary tiny, Did you mean summary?",
    "%%netwrk tiny, Did you mean network?",
    "%%summary tiny, %summary stands on a line",
    "%layers tiny, %%layers stands at the beginning of a cell",
  })
  void whatTheKernelWouldRefuseByItselfIsSaidByLayerbook(String cell, String says) {
    kernel.cell(TINY);
    String message =
        String.valueOf(assertThrows(Exception.class, () -> kernel.cell(cell)).getMessage());
    assertTrue(message.contains(says), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"%summary?", "%summary --help", "%summary ?", "%%summary?", "%summary? x"})
  void aQuestionMarkHelps(String cell) {
    assertTrue(text(kernel.cell(cell)).startsWith("%summary NAME"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"session", "list", "Lenet", "network", "report_net"})
  void otherNamesAreNot(String name) {
    kernel.cell("%%network " + name + "\ninput 4x4x1\nconv 3x3-2");
    assertTrue(text(kernel.cell("%summary " + name)).contains("20"));
    assertEquals(name, text(kernel.cell(name + ".name()")));
  }

  private static String text(List<DisplayData> displays) {
    return displays.stream()
        .map(data -> String.valueOf(data.getData(MIMEType.TEXT_PLAIN)))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void definitionsAreDeclaredFoundAndUndone() {
    kernel.cell(TINY);
    session.define("other", session.network("tiny"));
    session.define("other", session.network("tiny").withoutBiases());
    assertEquals(session.network("tiny").withoutBiases(), session.network("other"));
    session.undo("other");
    assertEquals(session.network("tiny"), session.network("other"));
    assertEquals(java.util.Set.of("other", "tiny"), session.networks().keySet());
  }

  @Test
  void frozenLayersAreKnownToSummariesClaimsAndSweeps() {
    kernel.eval("%zoo resnet18");
    String shown = String.valueOf(session.freeze("resnet18", "*,-fc").display());
    assertEquals(513_000, session.entry("resnet18").report().total(Quantity.TRAINABLE).value());
    assertEquals(11_176_512, session.entry("resnet18").report().total(Quantity.FROZEN).value());
    assertEquals(
        List.of("holds", "holds", "holds"),
        new Checks(session, "resnet18")
            .of(
                "Trainable params: 513,000\n11,176,512 Non-trainable params\nTotal: 11,689,512",
                Hint.OFFERED)
            .stringColumn("Verdict")
            .asList(),
        shown);
    session.freeze("resnet18", "");
    assertEquals(0, session.entry("resnet18").report().total(Quantity.FROZEN).value());
    assertEquals(1, session.networks().size());
  }

  @Test
  void whatACellDoesToAVariableIsSeen() {
    kernel.cell(TINY);
    session.network("tiny");
    kernel.cell("tiny = tiny.withoutBiases();");
    assertTrue(session.network("tiny").toString().contains("bias=false"));
    kernel.cell("int tiny = 3;");
    assertThrows(Error.class, () -> session.network("tiny"));
  }

  @Test
  void withoutIJavaInstallingSaysSoInsteadOfThrowing() {
    PrintStream before = System.err;
    var heard = new ByteArrayOutputStream();
    System.setErr(new PrintStream(heard, true, StandardCharsets.UTF_8));
    try {
      IJavaStandIn.withoutKernel(Layerbook::install);
    } finally {
      System.setErr(before);
    }
    assertTrue(
        heard.toString(StandardCharsets.UTF_8).startsWith("Layerbook could not be installed"));
  }
}
