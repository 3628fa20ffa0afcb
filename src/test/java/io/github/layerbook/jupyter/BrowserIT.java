package io.github.layerbook.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/**
 * What a reader sees in a real browser: tables, mathematics, charts and messages, right after
 * running the cells, after loading the page again, and in a notebook that came from somebody else
 * and is not trusted.
 *
 * <p>Charts are looked at with Plotly's JupyterLab extension, which {@code binder/start} installs,
 * and without it, as in a notebook that somebody else has set up.
 */
@TestInstance(Lifecycle.PER_CLASS)
class BrowserIT {
  private static final int TABLE = 0;
  private static final int MATHEMATICS = 1;
  private static final int CHART = 2;
  private static final int ERROR = 3;
  private static final int OWN_TABLE = 4;
  private static final int OWN_CHART = 5;
  private static final int SLIDERS = 6;

  /** A chart of a few bars is higher. */
  private static final int LEAST_HEIGHT = 150;

  /** Beside JupyterLab's side bar there is more in a window of 800. */
  private static final int LEAST_WIDTH = 250;

  /**
   * A chart of Plotly's, or the picture of it that Plotly's extension shows until it is touched.
   */
  private static final String DRAWN = ".js-plotly-plot .main-svg, .jp-RenderedPlotly img";

  private static final List<String> CELLS =
      List.of(
          """
          %%network vgg
          INPUT: [224x224x3]
          CONV3-64: [224x224x64]  weights: (3*3*3)*64 = 1,728
          POOL2: [112x112x64]
          FC: [1x1x1000]
          TOTAL params: 803M parameters""",
          "%explain vgg.conv1_1 parameters",
          "%plot vgg",
          "%%network wrong\nINPUT: [224x224x3]\nCONV_3-64",
          """
          Table own = Table.create("own",
              tech.tablesaw.api.StringColumn.create("name", List.of("a & <b>")),
              tech.tablesaw.api.IntColumn.create("count", new int[] {1234567}));
          own""",
          """
          new Figure(tech.tablesaw.plotly.traces.BarTrace.builder(
              new Object[] {"one", "two"}, new double[] {1, 2}).build())""",
          "%play vgg conv*.out*=0.25..2 fc1.out=512..8192:512");

  private Browser browser;

  @BeforeAll
  void openBrowser(@TempDir Path profile) {
    browser = Browser.open(profile);
    browser.size(1200, 3200);
  }

  @AfterAll
  void closeBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"LAB, true", "LAB, false", "NOTEBOOK, true", "NOTEBOOK, false"})
  void showsEverythingLiveReloadedAndUntrusted(
      FrontEnd frontEnd, boolean plotlyExtension, @TempDir Path mine, @TempDir Path theirs)
      throws IOException, InterruptedException {
    String name = frontEnd.name().toLowerCase(Locale.ROOT) + (plotlyExtension ? "" : "-bare");
    Path saved = mine.resolve("notebooks/a.ipynb");
    try (JupyterServer server = new JupyterServer(mine, plotlyExtension)) {
      NotebookFile.write(saved, CELLS);
      NotebookPage page = open(server, frontEnd);
      page.runAll();
      checkAll(page, true);
      checkSliders();
      assertEquals(
          plotlyExtension,
          page.shows(OWN_CHART, ".jp-RenderedPlotly"),
          "a chart drawn by Plotly's extension");
      browser.screenshot(name + "-live");
      checkCharts(page, 800);
      checkCharts(page, 1200);
      page.save();
      browser.await("outputs in the file", () -> content(saved).contains("802,818,792"));
      page.reload();
      checkAll(page, true);
      checkSliders();
      browser.screenshot(name + "-reloaded");
    }
    try (JupyterServer stranger = new JupyterServer(theirs, plotlyExtension)) {
      Files.copy(saved, stranger.notebooks().resolve("a.ipynb"));
      NotebookPage page = open(stranger, frontEnd);
      checkAll(page, plotlyExtension);
      browser.await("a table of positions", () -> page.shows(SLIDERS, "table"));
      assertFalse(new Sliders(browser).areLive(), "sliders whose script is not trusted");
      browser.screenshot(name + "-untrusted");
    }
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The keys move the slider that has the focus, not the notebook's cells. */
  private void checkSliders() {
    Sliders sliders = new Sliders(browser);
    browser.await("sliders", sliders::areLive);
    sliders.shownAt(List.of(List.of(3, 7)));
    sliders.focus(1);
    browser.press(Keys.ARROW_UP);
    assertEquals("4,608", sliders.text("output[for=slider1]"));
    browser.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN);
    assertEquals("3,584", sliders.text("output[for=slider1]"));
  }

  private NotebookPage open(JupyterServer server, FrontEnd frontEnd) {
    return new NotebookPage(browser, server.address(frontEnd, "a.ipynb"), CELLS.size());
  }

  /** Charts keep their height and take the width of a window that changes. */
  private void checkCharts(NotebookPage page, int width) {
    browser.size(width, 3200);
    for (int chart : List.of(CHART, OWN_CHART)) {
      browser.await(
          "the chart of cell " + (chart + 1) + " in a window of " + width,
          () ->
              page.height(chart, DRAWN) > LEAST_HEIGHT
                  && page.width(chart, DRAWN) > LEAST_WIDTH
                  && page.width(chart, DRAWN) < width);
    }
  }

  private void checkAll(NotebookPage page, boolean interactive) {
    browser.await("the network's table", () -> page.output(TABLE).contains("802,818,792"));
    assertTrue(
        page.shows(TABLE, "table") && page.output(TABLE).contains("vgg — input 224×224×3"),
        "a table under its caption");
    browser.await("mathematics", () -> page.shows(MATHEMATICS, "mjx-container"));
    for (int chart : List.of(CHART, OWN_CHART)) {
      browser.await(
          "the chart of cell " + (chart + 1), () -> page.shows(chart, interactive ? DRAWN : "img"));
      assertTrue(interactive || page.pictureIsDrawn(chart), "a picture that the browser can draw");
    }
    String message = page.output(ERROR);
    assertTrue(message.contains("line 2") && message.contains("CONV_3-64"), message);
    assertFalse(message.contains("\tat ") || message.contains("Caused by"), message);
    String own = page.output(OWN_TABLE);
    assertTrue(own.contains("a & <b>") && own.contains("1,234,567"), own);
  }
}
