package io.github.layerbook.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.jupyter.JupyterEnvironment.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/**
 * The page that {@code binder/start --page} makes of a notebook, opened from disk without a
 * network.
 */
@TestInstance(Lifecycle.PER_CLASS)
class PageIT {
  private static final long LARGEST = 6_000_000;

  private static final List<String> CELLS =
      List.of(
          "%zoo vgg16 --as vgg",
          "%explain vgg.conv1_1 parameters",
          "%plot vgg",
          "%exercise parameters --of vgg.conv4_1 --as q1 --answer",
          "%play vgg conv*.out*=0.25..2 fc1.out=512..8192:512 --parameters 50M");

  private static final String TEXT =
      "# A week's lab & more\n\nA window sees $\\\\lfloor (H_{in} + 2P - K)/S \\\\rfloor + 1$ places;"
          + " [next](02-next.ipynb#Part).\n\n$$1{,}792 = \\\\frac{a}{b}$$\n\nIt costs `$5` or `$6`.";

  private Browser browser;
  private Path page;

  @BeforeAll
  void makeAndOpenThePage(@TempDir Path profile, @TempDir Path folder) throws IOException {
    Path notebook = folder.resolve("page-of-a-lab.ipynb");
    NotebookFile.write(notebook, CELLS);
    String cell =
        "{\"cell_type\": \"markdown\", \"id\": \"text\", \"metadata\": {}, \"source\": \"%s\"}, "
            .formatted(TEXT.replace("\n", "\\n"));
    String json = Files.readString(notebook);
    int first = json.indexOf('[', json.indexOf("\"cells\"")) + 1;
    Files.writeString(notebook, json.substring(0, first) + cell + json.substring(first));
    page = pageOf(notebook);
    browser = Browser.open(profile);
  }

  @BeforeEach
  void openThePage() {
    browser.scripts(true);
    browser.screen(1400, 1200);
    browser.visit(page.toUri().toString());
  }

  private static Path pageOf(Path notebook) {
    Outcome outcome =
        JupyterEnvironment.run(
            List.of(
                JupyterEnvironment.program("python"),
                "binder/run.py",
                "--page",
                notebook.toString()),
            JupyterEnvironment.root(),
            Map.of());
    assertEquals(0, outcome.exitCode(), outcome.text());
    String name = notebook.getFileName().toString().replace(".ipynb", ".html");
    return JupyterEnvironment.root().resolve("target/notebooks").resolve(name);
  }

  @AfterAll
  void closeBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void asksNothingOfTheNetworkAndIsSmall() throws IOException {
    browser.await("a chart", () -> browser.shows(".js-plotly-plot .main-svg"));
    assertEquals(List.of(), browser.consoleErrors());
    String requested =
        "return performance.getEntriesByType('resource').map(e => e.name)"
            + ".filter(name => !/^(data|blob):/.test(name)).join()";
    assertEquals("", browser.script(requested));
    assertTrue(Files.size(page) < LARGEST, () -> "the size of " + page);
  }

  @Test
  void drawsMathematicsByItself() {
    String text = "return document.querySelector('main').innerText";
    assertTrue(browser.shows("p math mfrac, p math mo"), "a formula of a text");
    assertTrue(browser.shows(".output_html math mtable"), "a derivation");
    assertTrue(browser.script(text).contains("1,792"), "a number with its separator");
    assertTrue(browser.script(text).contains("It costs $5 or $6"), "dollars in code");
    assertFalse(browser.script(text).matches("(?s).*(\\\\frac|\\\\lfloor|\\\\text).*"), "LaTeX");
  }

  @Test
  void itsSlidersMoveTotals() {
    Sliders sliders = new Sliders(browser);
    List<String> shown = sliders.shownAt(List.of(List.of(3, 7), List.of(0, 0)));
    assertTrue(shown.get(0).startsWith("138,357,544 |"), shown.get(0));
    assertNotEquals(shown.get(0), shown.get(1));
  }

  @Test
  void anExerciseIsAnsweredByTheKeyboardAndKnowsTheMistake() {
    String focus = "document.querySelector('.layerbook-exercise input').select()";
    String verdict = ".layerbook-exercise output";
    browser.await("the form", () -> browser.shows(".layerbook-exercise form"));
    browser.script(focus);
    browser.press("1,179,648", Keys.ENTER);
    browser.await("the mistake", () -> browser.text(verdict).contains("leaves out the biases"));
    browser.script(focus);
    browser.press("1,180,160", Keys.ENTER);
    browser.await("the verdict", () -> browser.text(verdict).equals("✓ Right."));
  }

  @Test
  void withoutScriptsTheAnswerOfAnExerciseCanBeUnfolded() {
    browser.scripts(false);
    browser.visit(page.toUri().toString());
    assertFalse(browser.shows(".layerbook-exercise form"), "a form that nothing judges");
    assertFalse(browser.shows(".layerbook-exercise details p"), "the answer, unasked");
    browser.click(browser.all(".layerbook-exercise summary").get(0));
    assertTrue(browser.text(".layerbook-exercise details").contains("1,180,160"));
  }

  @Test
  void theCheatSheetTakesOneSheetOfPaper() {
    Path sheet = pageOf(JupyterEnvironment.root().resolve("notebooks/cheat-sheet.ipynb"));
    browser.visit(sheet.toUri().toString());
    assertEquals(1, browser.printedPages());
  }

  @Test
  void isReadyForReadersOfAllKinds() {
    assertEquals("en", browser.script("return document.documentElement.lang"));
    assertEquals("A week's lab & more", browser.script("return document.title"));
    assertEquals("1", browser.script("return document.querySelectorAll('h1').length"));
    assertEquals("0", browser.script("return document.querySelectorAll('img:not([alt])').length"));
    assertEquals(
        "02-next.html#Part",
        browser.script("return document.querySelector('main a[href]').getAttribute('href')"));
    for (int width : new int[] {390, 760, 1400}) {
      browser.screen(width, 1200);
      browser.screenshot("page-" + width);
      assertEquals(
          String.valueOf(width), browser.script("return document.documentElement.scrollWidth"));
    }
  }
}
