package io.github.layerbook.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.Keys;

/** What a reader gets while writing a cell in a real browser: words, help, plain messages. */
class AssistanceIT {
  private static final String OFFERED = ".jp-Completer-item";
  private static final String HELP = ".jp-Tooltip-content";

  private static final List<String> CELLS =
      List.of(
          "%%network lenet\ninput 32x32x1\nconv 5x5-6\nfc 10",
          "%explain lenet.",
          "%%network other\ninput 8x8x3\nconv 3x3-4 pad",
          "%summary lenet --",
          "%summary nothing",
          "int five = 5;");

  @ParameterizedTest
  @EnumSource(FrontEnd.class)
  void offersWordsTellsHelpAndNamesMistakes(
      FrontEnd frontEnd, @TempDir Path home, @TempDir Path profile)
      throws IOException, InterruptedException {
    try (Browser browser = Browser.open(profile);
        JupyterServer server = new JupyterServer(home, true)) {
      browser.size(1200, 1600);
      NotebookFile.write(home.resolve("notebooks/a.ipynb"), CELLS);
      NotebookPage page =
          new NotebookPage(browser, server.address(frontEnd, "a.ipynb"), CELLS.size());
      browser.await("a kernel that is idle", () -> page.kernelStatus().contains("idle"));
      browser.await("Java in colours", () -> page.isColoured(5));
      assertFalse(page.isColoured(0) || page.isColoured(3), "commands are no Java");
      page.run(0, Keys.SHIFT);
      assertOffers(browser, page, 1, "conv1_1");
      assertOffers(browser, page, 2, "padding=");
      assertOffers(browser, page, 3, "--columns");
      page.writeIn(3);
      browser.chord(Keys.SHIFT, Keys.TAB);
      browser.await("help", () -> browser.text(HELP).contains("one row per layer or block"));
      browser.screenshot("help-" + frontEnd.name().toLowerCase(Locale.ROOT));
      browser.press(Keys.ESCAPE);
      page.run(4, Keys.CONTROL);
      String message = page.output(4);
      assertEquals(
          "There is no network nothing. The notebook has lenet.", message.strip(), message);
      assertFalse(message.contains("io.github"), message);
    }
  }

  /** Presses Tab at the end of a cell and looks for a word among those that are offered. */
  private static void assertOffers(Browser browser, NotebookPage page, int cell, String word) {
    page.writeIn(cell);
    browser.press(Keys.TAB);
    browser.await(
        word + " among what is offered in cell " + (cell + 1),
        () -> browser.text(OFFERED).contains(word));
    browser.press(Keys.ESCAPE);
    browser.await("no more words", () -> !browser.shows(OFFERED));
  }
}
