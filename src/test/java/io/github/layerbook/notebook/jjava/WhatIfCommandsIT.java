package io.github.layerbook.notebook.jjava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The magics that change, compare and search networks, in the real JJava kernel. */
public class WhatIfCommandsIT {
  private static JJavaNotebook notebook;

  @BeforeAll
  static void start() throws ReflectiveOperationException {
    notebook = new JJavaNotebook();
    notebook.text(
        "%%network small\ninput 16x16x3\nconv3-8\nconv3-16\npool2\nFC-20\ndropout\nFC-10");
  }

  @AfterAll
  static void stop() {
    notebook.close();
  }

  @Test
  void aChangeIsShownInTotalByBlockAndByLayerAndCanBeKept() {
    String before = notebook.text("small.toString()");
    String shown =
        notebook.text(
            "%whatif small fc1.out=10 -dropout1 input=8 --batch 4 --dtype fp16 --as tiny");
    assertTrue(shown.contains("22,102") && shown.contains("4,072"), shown);
    assertTrue(shown.contains("0.184 ×") && shown.contains("removed"), shown);
    assertEquals(before, notebook.text("small.toString()"));
    assertEquals("6", notebook.text("tiny.nodes().size()"));
    assertTrue(notebook.text("%summary tiny").contains("4,072"));
    notebook.text("Table table = %whatif small fc1.out=10");
    assertEquals(
        "0.532", notebook.text("String.format(\"%.3f\", table.doubleColumn(\"Ratio\").get(0))"));
  }

  @Test
  void theChangesOfACellStandOneALine() {
    String shown =
        notebook.text("%%whatif small\nconv1_1 += batchnorm\nfc1: conv 8x8-20 bias=false");
    assertTrue(shown.contains("batchnorm1") && shown.contains("no bias"), shown);
    String quoted =
        notebook.text("%whatif small \"fc1: conv 8x8-20 bias=false\" conv1_1+=batchnorm");
    assertTrue(quoted.contains("batchnorm1") && quoted.contains("no bias"), quoted);
  }

  @Test
  void whatIsNoChangeIsRefusedAndChangesNothing() {
    assertSays("%whatif small conv1_2.groups=3", "Nearest possible: conv1_2.groups = 2 or 4");
    assertSays("%whatif small", "%whatif needs a change");
    assertSays("%whatif small fc1.out=10 --bacth 3", "Did you mean --batch?");
    assertSays("%whatif small hello", "is not a change");
    assertSays("%whatif smal fc1.out=3", "Did you mean small?");
    assertSays("%whatif small fc1.out=3 --as class", "cannot name a Java variable");
    assertSays(
        "%whatif small fc1.out=1e18 --as endless", "fc1: (8*8*16)*1000000000000000000 is beyond");
    assertFalse(notebook.text("%networks").contains("endless"));
    assertTrue(notebook.text("%sweep small fc1.out=1e18,5").contains("fc1: (8*8*16)*"));
  }

  @Test
  void slidersStandInTheCellAndAFewPositionsWhereScriptsAreRefused() throws Exception {
    String play = "%play small conv*.out*=0.5..2:x2 fc1.out=10..40:10 --parameters 20K --batch 1,8";
    String html = notebook.show(play, MIMEType.parse("text/html"));
    assertTrue(html.startsWith("<div class=\"layerbook-play\">"), html);
    assertTrue(html.contains("\"most\":20000") && html.contains("22,102"), html);
    assertTrue(notebook.text(play).contains("22,102"), "the table as text");
  }

  @Test
  void slidersThatCannotBePlayedWithAreRefused() {
    assertSays("%play small", "A slider needs an option with values");
    assertSays("%play small fc1.out", "has no values: write layer.option=values");
    assertSays("%play small fc1.out=5", "fc1.out has one value, 5: a slider needs two or more");
    assertSays("%play small pool1.kernel=40..50", "No position of the sliders gives a network");
    assertSays("%play small fc1.out=5..9 --parameters 5X", "is not a budget");
    assertSays("%play small fc1.out=5..9 --optimizer adam", "is about training");
  }

  @Test
  void networksAreComparedLineByLineAndSideBySide() {
    notebook.text("%whatif small conv1_2.out=8 --as narrow");
    String diff = notebook.text("%diff small narrow");
    assertTrue(diff.contains("⋯ 2 layers as before"), diff);
    assertTrue(diff.contains("small → narrow"), diff);
    String compared = notebook.text("%compare small narrow small");
    assertTrue(compared.contains("1.00 ×"), compared);
    assertTrue(
        notebook.show("%compare small narrow", MIMEType.TEXT_HTML).contains("layerbook-figure"));
  }

  @Test
  void theLargestValueWithinABudgetIsProvedByTheNext() {
    String shown = notebook.text("%fit small fc1.out --parameters 50K --memory 1MiB --as fitted");
    assertTrue(shown.contains("47") && shown.contains("over by"), shown);
    assertTrue(notebook.text("%networks").contains("fitted"));
    assertTrue(
        notebook.text("%fit small conv1_1.out conv1_2.out --macs 1M").contains("keeps the budget"));
    assertSays("%fit small --parameters 50K", "%fit needs the options that it may change: fc1.out");
    assertSays("%fit small fc1.out --memory 8 GiB", "write it at its number, such as 8GiB");
    assertSays("%fit small fc1.out", "a fit needs a budget");
    assertSays("%fit small fc1.out --parameters 10", "the least parameters are");
    assertSays("%fit small fc1.out --parameters 8GiB", "bytes are a unit of memory");
    assertSays("%fit small fc1.uot --parameters 8M", "did you mean out?");
  }

  @Test
  void aSweepHasOneRowPerVariantWithAChart() {
    String cell =
        "%sweep small conv*.out*=0.25..2:x2 conv1_2.groups=1,3 input=8..16:+4 --batch 1,8";
    String shown = notebook.text(cell);
    assertTrue(shown.contains("48 variants, 24 of them not possible"), shown);
    assertTrue(shown.contains("is not divisible by groups 3"), shown);
    assertTrue(shown.contains("Pareto front"), shown);
    notebook.text("Table rows = " + cell);
    assertEquals("48", notebook.text("rows.rowCount()"));
    assertEquals("24", notebook.text("rows.longColumn(\"Parameters\").countMissing()"));
    assertTrue(notebook.text("%sweep small fc1.out=10..30:+10").contains("30"));
    String asked = notebook.text("%sweep small fc1.out=10..30:+10 --measure traffic,intensity");
    assertTrue(asked.contains("Traffic against intensity"), asked);
    assertSays("%fit small fc1.out --weights 10K", "for a budget write --weight 10K");
    String within = notebook.text("%sweep small --macs --parameters 15K fc1.out=10..30:+10");
    assertTrue(within.contains("budget: 15.0 K parameters"), within);
    for (String kind : new String[] {"line", "heatmap", "pareto"}) {
      String html = notebook.show(cell + " --chart " + kind, MIMEType.TEXT_HTML);
      assertTrue(html.contains("layerbook-figure"), kind);
    }
  }

  @Test
  void theChartOfASweepShowsWhatVariesOrWhatIsAskedFor() {
    String cell = "%sweep small --batch 1,2,4";
    assertTrue(notebook.show(cell, MIMEType.TEXT_HTML).contains("Multiply-adds of 3 variants"));
    String memory = notebook.show(cell + " --measure memory", MIMEType.TEXT_HTML);
    assertTrue(memory.contains("Memory of 3 variants"));
    String front =
        notebook.show(cell + " --chart pareto --measure macs,parameters", MIMEType.TEXT_HTML);
    assertTrue(front.contains("Multiply-adds against parameters of 3 variants"));
    assertSays(cell + " --measure macz", "Did you mean macs?");
    String found = notebook.text(cell + " --measure training-memory");
    assertTrue(found.contains("Training memory of 3 variants"), found);
  }

  @Test
  void changesAndFitsAreDrawnWhereAChartIsAskedFor() {
    String change = "%whatif small fc1.out=10 --as drawn --plot";
    assertTrue(notebook.show(change, MIMEType.TEXT_HTML).contains("before (grey) and after"));
    String diff = notebook.show("%diff small drawn --plot", MIMEType.TEXT_HTML);
    assertTrue(diff.contains("before (grey) and after"));
    String fit = "%fit small fc1.out --parameters 50K --plot";
    assertTrue(notebook.show(fit, MIMEType.TEXT_HTML).contains("largest fc1.out that keeps"));
    assertEquals("1", notebook.text("Figure figure = " + fit + "\nfigure == null ? 0 : 1"));
  }

  @Test
  void theMemoryOfTrainingIsABudgetAndAColumn() {
    String fitted = notebook.text("%fit small batch --training-memory 64MiB --optimizer adam");
    assertTrue(fitted.contains("keeps the budget") && fitted.contains("over by"), fitted);
    assertTrue(fitted.contains("Training memory"), fitted);
    notebook.text(
        "Table peaks = %sweep small fc1.out=10,20 --batch 1,8 --training-memory"
            + " --inference-memory --optimizer momentum");
    assertEquals("4", notebook.text("peaks.longColumn(\"Training memory\").countUnique()"));
    assertEquals("4", notebook.text("peaks.longColumn(\"Inference memory\").countUnique()"));
    assertSays("%fit small batch --parameters 1M --optimizer adam", "--training-memory");
    assertSays("%sweep small fc1.out=10,20 --master", "--training-memory");
    assertSays(
        "%sweep small fc1.out=1..65536 fc2.out=1..2 --training-memory",
        "memory is followed step by step for each of 131,072 variants");
  }

  @Test
  void aQuantityThatACellDeclaresIsKnownToAllCommands() {
    notebook.text(
        "Quantity energy = Quantity.of(\"Energy\", Unit.of(\"pJ\"), row ->"
            + " row.size(Quantity.MULTIPLY_ADDS).times(46)"
            + ".plus(row.size(Quantity.TRAFFIC).times(1600))).dividedBy(10).words(\"joules\");");
    String columns = " --columns energy,macs,intensity";
    for (String cell :
        List.of(
            "%summary small" + columns,
            "%summary small --by block" + columns,
            "%networks" + columns,
            "%zoo lenet --columns energy",
            "%compare small small" + columns,
            "%whatif small fc1.out=10" + columns,
            "%sweep small fc1.out=10..30:+10" + columns,
            "%sweep small fc1.out=10..30:+10 --energy",
            "%fit small fc1.out --joules 1G")) {
      String shown = notebook.text(cell);
      assertTrue(shown.contains("Energy"), cell + " shows\n" + shown);
    }
    assertTrue(notebook.text("%explain small energy").contains("pJ"));
    String explained = notebook.text("%explain small.fc1 joules");
    assertTrue(explained.contains("(multiply-adds*46 + traffic*1,600) / 10 = "), explained);
    assertTrue(notebook.show("%plot small energy", MIMEType.TEXT_HTML).contains("energy"));
    assertTrue(notebook.text("%diagram small --columns energy").contains("Energy"));
    assertEquals(
        "true",
        notebook.text(
            "Table costs = %summary small --columns energy\n"
                + "costs.doubleColumn(\"Energy\").max() > 0"));
    assertSays("%summary small --columns enegry", "Did you mean energy?");
    assertSays("%plot small training-memory", "training memory is of whole networks");
    notebook.text(
        "Quantity more = Quantity.of(\"More\", Unit.COUNT, row -> Size.of(1)).words(\"macs\");");
    assertSays("%summary small --columns energy", "variable more: the word macs stands for");
    notebook.text("Quantity more = null;");
  }

  @Test
  void aSweepThatIsTooLargeIsRefusedOrSampledOrWritten() throws IOException {
    String grid = "%sweep small fc1.out=1..10000 fc2.out=1..10000 input=16..10015";
    assertSays(grid, "1,000,000,000,000 variants are too many for a table");
    assertTrue(notebook.text(grid + " --sample 50").contains("50 of 1,000,000,000,000 variants"));
    Path file = Files.createTempDirectory("sweep").resolve("all.csv");
    assertEquals(
        "500 of 500 variants written to " + file,
        notebook.text("%sweep small fc1.out=1..500 --to " + file));
    assertSays("%sweep small fc1.out=1..500 --to " + file.getParent(), "is a folder");
    assertSays("%sweep small fc1.out=1..5 --sample 2 --to " + file, "--sample is for a table");
    assertSays("%sweep small fc1.out=1..500 --to \"\"", "--to needs the name of a file");
    assertEquals(501, Files.readAllLines(file).size());
    assertSays(grid + " --to " + file, "too many to evaluate at once");
    assertEquals(501, Files.readAllLines(file).size());
    assertSays("%sweep small fc1.out=0..10:x1", "never ends");
    assertSays(
        "%sweep small fc1.out=1..1e18", "more than the 65,536 that an option may take in a sweep");
    assertSays("%compare small", "%compare needs more networks than small");
    assertSays("%whatif small fc1.out=-1", "fc1.out: \"-1\" is not a whole number");
    assertSays("%whatif small fc9.out=1", "has no layer \"fc9\"; did you mean fc1");
    assertSays("%sweep small", "A sweep needs options with values");
    assertSays("%sweep small fc1.out=1..4 --parameters 5X", "there is no unit X");
    assertSays("%sweep small fc1.out=1,2 --chart hetmap", "Did you mean heatmap?");
  }

  /** Interrupts the kernel, as a reader would, from the middle of a sweep. */
  public static void interrupt() {
    notebook.kernel().interrupt();
  }

  @Test
  void anInterruptStopsASweepAndKeepsTheRowsThatAreDone() {
    notebook.text(
        """
        Quantity fuse = Quantity.ofNetwork("Fuse", Unit.COUNT, report -> {
          if (report.row("fc2").get().measure(Quantity.PARAMETERS).value() == 8 * 21) {
            io.github.layerbook.notebook.jjava.WhatIfCommandsIT.interrupt();
          }
          return Size.of(1);
        });""");
    String interrupted = "%sweep small fc2.out=1..20 --columns parameters,fuse";
    assertThrows(RuntimeException.class, () -> notebook.text(interrupted));
    notebook.text("Table done = %sweep small");
    assertEquals("8", notebook.text("done.rowCount()"));
    notebook.text("fuse = null;");
  }

  private void assertSays(String cell, String expected) {
    String error = notebook.error(cell);
    assertTrue(error.contains(expected), error);
    assertFalse(error.contains("\tat "), error);
  }
}
