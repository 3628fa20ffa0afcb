package io.github.layerbook.notation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.claim.Claims;
import io.github.layerbook.report.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is written is read, or refused with one message that says where and how to fix it. */
class BadTextTest {
  private static final Notation NOTATION = Notation.standard();

  private static NotationException refused(String text) {
    return assertThrows(NotationException.class, () -> NOTATION.parse(text), text);
  }

  @Test
  void theMessageShowsTheLineACaretAndTheNearestWord() {
    assertEquals(
        """
        line 3, column 1: unknown layer "con3-64"
            con3-64
            ^^^^^^^
        did you mean conv3-64 (conv 3x3-64 padding=1)?""",
        refused("input 224x224x3\nconv3-64\ncon3-64").getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CONV3_64 | CONV3-64",
        "CONV_3-64 | CONV3-64",
        "con3-64 | conv3-64",
        "cnov3-64 | conv3-64",
        "conv3--64 | conv3-64",
        "POOLl | POOL",
        "maxpol | maxpool",
        "sofmax | softmax",
        "FCC-4096 | FC-4096",
        "fc1: fcc 4096 | fc",
        "CON3-64: [224x224x64] memory: 224*224*64=3.2M | CONV3-64",
      })
  void misspeltLayersGetTheNearestSpellingThatReads(String line, String nearest) {
    NotationException e = refused("input 224x224x3\n" + line);
    assertEquals(2, e.line());
    assertTrue(e.nearest().contains(nearest), e.getMessage());
    assertTrue(e.fix().contains(nearest), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "conv3 | 1 | needs out",
        "conv | 1 | needs kernel",
        "conv3- | 6 | not a whole number",
        "conv3--64 | 7 | not a whole number",
        "conv3.5-64 | 5 | \"3.5\" is not a whole number",
        "conv3-0 | 1 | use at least 1",
        "conv0-64 | 1 | smaller than 1",
        "FC | 1 | needs out",
        "FC-0 | 1 | use at least 1",
        "conv 3x3-64 strid=2 | 13 | no option \"strid\"",
        "conv 3x3-64 stride= | 13 | stride has no value",
        "conv 3x3-64 stride=0 | 1 | smaller than 1",
        "conv 3x3-64 groups=x3 | 20 | not a whole number",
        "conv 3x3-3 padding=1x3:3:3 | 22 | before:after",
        "einsum 10 equation=ab | 20 | not an equation",
        "conv 3x3-64 stride=2 stride=1 | 22 | given twice",
        "conv 3x3-64 bias=perhaps | 18 | neither true nor false",
        "conv9x9-64 | 1 | larger than",
        "conv 3x3-64 groups=2 | 1 | divisible",
        "conv3-99999999999999999999 | 7 | beyond 64 bits",
        "conv3-1000000000000000000 | 1 | beyond 64 bits",
        "FC-9000000000000000000 | 1 | beyond 64 bits",
        "conv3-64 conv3-64 | 10 | neither an option nor a claim",
        "} | 1 | closes no block",
        "block a { | 1 | not closed",
        "block a | 1 | begins with {",
        "block <b> { | 7 | not a block's name",
        "<b>: conv3-64 | 1 | not a layer's name",
        "lrn 3-4-5 | 5 | neither an option nor a claim",
        "fc-1-2-3 | 3 | takes out",
      })
  void wrongOptionsAreShownAtTheirPlace(String line, String column, String problem) {
    NotationException e = refused("input 8x8x3\n" + line);
    assertEquals(2, e.line(), e.getMessage());
    assertEquals(Integer.parseInt(column), e.column(), e.getMessage());
    assertTrue(String.valueOf(e.getMessage()).contains(problem), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\n\n",
        "# nothing",
        "conv3-64",
        "fc 10",
        "network a",
        "input",
        "input 0x3x3",
        "input 2x2x3\nmaxpool\nmaxpool",
        "input -1x2x3",
        "input 3xx3",
        "How many parameters?",
        "network a\nconv3-64",
        "input 8x8x3\na: conv3-4\na: conv3-4",
        "input 1000000000x1000000000x1000000000"
      })
  void whatMakesNoNetworkIsRefused(String text) {
    NotationException e = refused(text);
    assertTrue(e.line() >= 1 && e.column() >= 1, e.getMessage());
    assertTrue(String.valueOf(e.getMessage()).contains("^"), e.getMessage());
  }

  @Test
  void totalsBeyond64BitsAreRefusedAtTheLayerThatCrosses() {
    NotationException e =
        refused("input 10\nfc 1000000000\nfc 5000000000\nfc 1000000000\nfc 1000000000");
    assertTrue(e.line() > 2, e.getMessage());
    assertTrue(e.problem().contains("beyond 64 bits"), e.getMessage());
  }

  @Test
  void aMillionLinesAreRefusedQuickly() {
    String text = "input 8x8x3\n" + "conv3-8\n".repeat(1_000_000);
    NotationException e = assertTimeoutPreemptively(Duration.ofSeconds(1), () -> refused(text));
    assertTrue(e.problem().contains("lines"), e.getMessage());
  }

  @Test
  void aMillionCharactersInALineAreRefusedQuickly() {
    for (String part : List.of("9", "(", "x3", " ", "conv3-64 ", "*2", "a", "=", "|", "\t")) {
      String text = "input 8x8x3\nconv" + part.repeat(1_000_000 / part.length());
      assertTimeoutPreemptively(Duration.ofSeconds(1), () -> refused(text));
    }
  }

  @Test
  void aLongLineIsReadOrRefusedOnASmallStack() throws InterruptedException {
    List<String> parts =
        List.of(
            "9",
            "(",
            "()",
            "x3",
            " ",
            "conv3-64 ",
            "*2",
            "a",
            "=",
            "|",
            "\t",
            ",a",
            ", a",
            "-1",
            " a=1",
            "\"",
            "=\"",
            "{",
            "} and {",
            "1,",
            " from a, b",
            "a.",
            ".",
            ":",
            "1:",
            "{}");
    for (String head : List.of("conv", "x: conv 3x3-8 ", "input ", "einsum 1 equation=", "from ")) {
      for (String part : parts) {
        String text = "input 8x8x3\n" + head + part.repeat(99_900 / part.length());
        List<Throwable> thrown = new ArrayList<>();
        Thread small = new Thread(null, () -> attemptOn(text, thrown), "small", 256 * 1024);
        small.start();
        small.join();
        assertTrue(thrown.isEmpty(), head + part + " … " + thrown);
      }
    }
  }

  private static void attemptOn(String text, List<Throwable> thrown) {
    try {
      NOTATION.parse(text);
    } catch (NotationException e) {
      assertTrue(e.line() >= 1);
    } catch (RuntimeException | StackOverflowError e) {
      thrown.add(e);
    }
  }

  @Test
  void generatedTextsAreReadOrRefusedCleanly() {
    Random random = new Random(20_26);
    int read = 0;
    for (int i = 0; i < 10_000; i++) {
      String text = GeneratedTexts.text(random);
      long start = System.nanoTime();
      read += attempt(text);
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
      assertTrue(seconds < 1, text);
    }
    assertTrue(read > 100, "some generated texts make networks: " + read);
  }

  private static int attempt(String text) {
    try {
      List<Definition> definitions = NOTATION.parseAll(text);
      for (Definition definition : definitions) {
        Report report = Report.of(definition.network());
        Claims.of(definition).check(report);
        Claims.in(text, NOTATION).check(report);
      }
      return 1;
    } catch (NotationException e) {
      assertTrue(e.line() >= 1 && e.column() >= 1 && !e.problem().isBlank(), text);
      Claims.in(text, NOTATION);
      return 0;
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError("not clean for: " + text, e);
    }
  }
}
