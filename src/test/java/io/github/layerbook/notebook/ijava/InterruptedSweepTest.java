package io.github.layerbook.notebook.ijava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.notebook.Session;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is left of sweeps that are interrupted, at a variant that a quantity of the cell's knows.
 */
class InterruptedSweepTest {
  private static final String TINY = "%%network tiny\ninput 4x4x1\nconv 3x3-2 padding=1\nfc 10";

  /** Interrupts at each variant whose network has so many parameters. */
  private static final String AT_ROW_8 =
      """
      Quantity fuse = Quantity.ofNetwork("Fuse", Unit.COUNT, report -> {
        if (report.total(Quantity.PARAMETERS).value() >= 20 + 33 * 8) {
          Thread.currentThread().interrupt();
        }
        return Size.of(1);
      });""";

  private IJavaStandIn kernel;
  private Session session;

  @BeforeEach
  void start() throws Exception {
    kernel = new IJavaStandIn();
    session = Layerbook.install(kernel, kernel.magics());
    kernel.cell(TINY);
    kernel.cell(AT_ROW_8);
  }

  @AfterEach
  void stop() {
    session.close();
    kernel.close();
  }

  @Test
  void theRowsOfExactlyThatSweepAreGiven() {
    String cell = "%sweep tiny fc1.out=1..20 --columns parameters,fuse";
    String words = "Interrupted after 8 of 20 variants: Table done = %sweep tiny gives them.";
    assertEquals(words, error(cell));
    assertEquals("", shown("Table done = %sweep tiny"));
    assertEquals("8", shown("String.valueOf(done.rowCount())"));
    assertEquals("284", shown("String.valueOf(done.longColumn(\"Parameters\").get(7))"));
    String drawn = shown("%sweep tiny --chart line");
    assertTrue(drawn.contains("284"), drawn);
    String error = error("%sweep tiny --measure macs");
    assertTrue(error.contains("The sweep does not find"), error);
  }

  @Test
  void aSampleIsKeptToo() {
    String cell = "%sweep tiny fc1.out=1..20 --batch 1,2 --columns parameters,fuse --sample 39";
    assertTrue(error(cell).matches("Interrupted after [0-9]+ of 39 variants: .*"), error(cell));
    assertTrue(shown("%sweep tiny").contains("284"));
  }

  @Test
  void aLaterSweepOfTheNetworkLeavesNothingOfAnEarlierOne() {
    error("%sweep tiny fc1.out=1..20 --columns parameters,fuse");
    kernel.cell("%sweep tiny fc1.out=1,2");
    assertTrue(error("%sweep tiny").contains("A sweep needs options with values"));
    error("%sweep tiny fc1.out=7..20 --columns parameters,fuse");
    kernel.cell("Table done = %sweep tiny");
    assertEquals("2", shown("String.valueOf(done.rowCount())"));
  }

  @Test
  void theSweepOfAnotherNetworkIsItsOwn() {
    kernel.cell(TINY.replace("tiny", "other"));
    error("%sweep tiny fc1.out=1..20 --columns parameters,fuse");
    error("%sweep other fc1.out=5..20 --columns parameters,fuse");
    kernel.cell("Table done = %sweep tiny\nTable more = %sweep other");
    assertEquals("8 4", shown("done.rowCount() + \" \" + more.rowCount()"));
  }

  @Test
  void rowsOfANetworkThatHasChangedAreNotGivenForIt() {
    error("%sweep tiny fc1.out=1..20 --columns parameters,fuse");
    kernel.cell(TINY.replace("fc 10", "fc 11"));
    assertTrue(error("%sweep tiny").contains("tiny has changed since"));
    kernel.cell("%undo tiny");
    kernel.cell("Table done = %sweep tiny");
    kernel.cell("%freeze tiny fc1");
    assertTrue(error("%sweep tiny").contains("tiny has changed since"));
  }

  @Test
  void ofAFileNothingIsLeftAndThatIsSaid(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("sweep.csv");
    String cell = "%sweep tiny fc1.out=1..2000 --columns parameters,fuse --to " + file;
    Files.writeString(file, "mine");
    String error = error(cell);
    assertTrue(error.matches("Interrupted after [0-9,]+ of 2,000 variants: .*"), error);
    assertTrue(error.contains("sweep.csv is as it was, and what had been written is deleted"));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
    assertEquals("mine", Files.readString(file));
  }

  @Test
  void theWordsStandInTheCellWhateverTheKernelSaysOfAnInterrupt() {
    error("%sweep tiny fc1.out=1..20 --columns parameters,fuse");
    List<DisplayData> shown = kernel.displays();
    assertFalse(shown.isEmpty());
    assertTrue(text(shown.get(shown.size() - 1)).startsWith("Interrupted after 8 of 20 variants"));
  }

  /** What a cell that fails says; the next cell's thread is not interrupted any more. */
  private String error(String cell) {
    RuntimeException error = assertThrows(RuntimeException.class, () -> kernel.cell(cell));
    Thread.interrupted();
    return String.valueOf(error.getMessage());
  }

  private String shown(String cell) {
    List<DisplayData> shown = kernel.cell(cell);
    return shown.isEmpty() ? "" : text(shown.get(shown.size() - 1));
  }

  private static String text(DisplayData data) {
    return String.valueOf(data.getData(MIMEType.TEXT_PLAIN));
  }
}
