package io.github.layerbook.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.report.Quantities;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.page.LivePage;
import io.github.layerbook.whatif.edit.Knob;
import io.github.layerbook.whatif.fit.Budget;
import io.github.layerbook.whatif.play.Play;
import io.github.layerbook.whatif.sweep.Variant;
import io.github.layerbook.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** Pages with sliders in a real browser, opened from disk. */
@TestInstance(Lifecycle.PER_CLASS)
class PlayIT {
  /** Of each of four networks. */
  private static final int POINTS = 125;

  private static final String VGG =
      "conv*.out*=0.25..2 fc1.out,fc2.out=512..8192:512 input=32..512:32";

  private Browser browser;
  private Path folder;

  @BeforeAll
  void openBrowser(@TempDir Path profile, @TempDir Path pages) {
    browser = Browser.open(profile);
    browser.size(1200, 1600);
    folder = pages;
  }

  @AfterAll
  void closeBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  private static Play play(String network, String knobs) {
    return Play.of(
        Report.of(Zoo.network(network)),
        Arrays.stream(knobs.split(" +")).map(Knob::parse).toList(),
        Quantities.USUAL,
        List.of(Budget.of(Quantity.PARAMETERS, "50M")));
  }

  private Sliders open(String page) throws IOException {
    Path file = Files.writeString(folder.resolve("page.html"), page);
    browser.visit(file.toUri().toString());
    return new Sliders(browser);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vgg16|" + VGG,
        "resnet152|conv*.out*=0.25..2 input=32..512:32",
        "lenet5|c1.kernel=1..40 c3.out=1,1000000000000,9000000000000000000 input=8..64:8",
        "gpt2|tokens=1..1024:31",
      })
  void showWhatSweepsFindWhereverTheyStand(String network, String knobs) throws IOException {
    Play play = play(network, knobs);
    SplittableRandom random = new SplittableRandom(17);
    List<List<Integer>> points = Stream.generate(() -> any(play, random)).limit(POINTS).toList();
    Sliders sliders = open(LivePage.of(play).page());
    browser.consoleErrors();
    browser.reload();
    List<String> expected = points.stream().map(at -> expected(play, at)).toList();
    assertEquals(String.join("\n", expected), String.join("\n", sliders.shownAt(points)));
    assertEquals(List.of(), browser.consoleErrors());
  }

  private static List<Integer> any(Play play, SplittableRandom random) {
    return play.sweep().knobs().stream().map(knob -> random.nextInt(knob.values().size())).toList();
  }

  private static String expected(Play play, List<Integer> positions) {
    Variant row = play.sweep().row(play.index(positions));
    return row.isValid()
        ? Numbers.count(row.total(0))
            + " | "
            + Numbers.count(row.total(1))
            + " | "
            + Numbers.bytes(row.total(2))
        : "Not possible: " + play.sweep().problem(row.index()).orElseThrow();
  }

  @Test
  void followTheKeyboardAndSayTheTotals() throws IOException {
    Sliders sliders = open(LivePage.of(play("vgg16", VGG)).page());
    sliders.focus(1);
    browser.press(Keys.ARROW_LEFT);
    assertEquals("3,584", sliders.text("output[for=slider1]"));
    assertTrue(sliders.text("[aria-live]").startsWith("Parameters 12"), "the totals are read out");
    assertTrue(sliders.text(".budget").contains("above 50,000,000"), "the budget");
    browser.press(Keys.HOME);
    assertTrue(sliders.text(".budget").contains("within 50,000,000"), sliders.text(".budget"));
    assertTrue(sliders.text("tbody").contains("= (7·7·512)·512 + 512"), "a derivation follows");
  }

  @ParameterizedTest
  @CsvSource({"390", "760", "1400"})
  void fitTheScreen(int width) throws IOException {
    browser.screen(width, 1200);
    Sliders sliders = open(LivePage.of(play("vgg16", VGG)).page());
    sliders.shownAt(List.of(List.of(1, 1, 6)));
    browser.screenshot("play-" + width);
    assertEquals(
        String.valueOf(width), browser.script("return document.documentElement.scrollWidth"));
  }

  @Test
  void severalPagesDoNotKnowEachOther() throws IOException {
    String one = LivePage.of(play("vgg16", VGG)).html();
    String other = LivePage.of(play("lenet5", "input=28..40:4 c3.out=1..64")).html();
    Sliders sliders = open("<!DOCTYPE html><body>" + one + other + "</body>");
    String names = "return Object.keys(window).filter(k => /layerbook/i.test(k)).join()";
    String second =
        "return document.querySelectorAll('.layerbook-play')[1].shadowRoot"
            + ".querySelector('.total strong').textContent";
    String before = browser.script(second);
    sliders.shownAt(List.of(List.of(0, 0, 0)));
    assertEquals(before, browser.script(second));
    assertEquals("", browser.script(names), "global names");
  }

  @Test
  void areATableWhereScriptsAreRefused() throws IOException {
    browser.scripts(false);
    try {
      open(LivePage.of(play("vgg16", VGG)).page());
      assertTrue(browser.text("table").contains("138,357,544"), browser.text("table"));
    } finally {
      browser.scripts(true);
    }
  }
}
