package io.github.layerbook.exchange.pasted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.report.Report;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A summary is read however it was copied, quoted or logged. */
class CopiedSummaryTest {
  private static final String RULE = "_".repeat(65) + "\n";

  private static final String SUMMARY =
      """
      Model: "sequential"
      _________________________________________________________________
      Layer (type)                 Output Shape              Param #
      =================================================================
      conv2d (Conv2D)              (None, 26, 26, 32)        320
      _________________________________________________________________
      max_pooling2d (MaxPooling2D) (None, 13, 13, 32)        0
      _________________________________________________________________
      flatten (Flatten)            (None, 5408)              0
      _________________________________________________________________
      dense (Dense)                (None, 10)                54090
      =================================================================
      Total params: 54,410
      Trainable params: 54,410
      Non-trainable params: 0
      _________________________________________________________________
      """;

  private static ReadNetwork read(String text) {
    return PastedText.read(text, ReadingOptions.NONE);
  }

  private static void holds(String text, long parameters, long multiplyAdds) {
    ReadNetwork read = read(text);
    assertTrue(read.network().isPresent(), () -> read.problems() + " " + read.notes());
    assertEquals(List.of(), read.problems());
    Totals totals = Totals.of(read.network().orElseThrow());
    assertEquals(parameters, totals.parameters());
    assertEquals(multiplyAdds, totals.multiplyAdds());
    assertTrue(read.claims().check(Report.of(read.network().orElseThrow())).holds());
  }

  private static String eachLine(String text, String format) {
    return text.lines().map(format::formatted).reduce("", (all, line) -> all + line + "\n");
  }

  private static String table(String left, String between, String right) {
    StringBuilder table = new StringBuilder();
    for (String line : SUMMARY.lines().toList()) {
      if (line.contains("(")) {
        table.append(left).append(line.replaceAll(" {2,}|(?<=\\))  ?(?=\\()", between));
        table.append(right).append('\n');
        if (line.startsWith("Layer")) {
          table.append("|---|---|---|\n");
        }
      } else if (!line.matches("[_=]+")) {
        table.append(line).append('\n');
      }
    }
    return table.toString();
  }

  @TestFactory
  Stream<DynamicTest> howItWasCopiedDoesNotMatter() {
    Map<String, String> copies = new LinkedHashMap<>();
    copies.put("as printed", SUMMARY);
    copies.put("single blanks", SUMMARY.replaceAll(" +", " "));
    copies.put("tabs", SUMMARY.replaceAll(" {2,}|(?<=\\)) (?=\\()", "\t"));
    copies.put("one line", SUMMARY.replaceAll("\\s+", " "));
    copies.put("no rules", SUMMARY.replaceAll("(?m)^[_=]+\n", ""));
    copies.put("blanks in brackets", SUMMARY.replace("(", "( "));
    copies.put("non-breaking blanks", SUMMARY.replace(' ', '\u00a0'));
    copies.put("entities", SUMMARY.replace(" ", "&nbsp;"));
    copies.put("quoted", eachLine(SUMMARY, "> %s"));
    copies.put("commented", eachLine(SUMMARY, "# %s"));
    copies.put("indented", SUMMARY.indent(8));
    copies.put("fenced", "```\n" + SUMMARY + "```\n");
    copies.put("Windows", SUMMARY.replace("\n", "\r\n"));
    copies.put("logged", eachLine(SUMMARY, "2019-03-01 12:00:01,123 INFO model.py:55 %s"));
    copies.put("logged by name", eachLine(SUMMARY, "INFO:root:%s"));
    copies.put("logged by absl", eachLine(SUMMARY, "I0301 12:00:01.123456 1401 model.py:55] %s"));
    copies.put("Markdown", table("| ", " | ", " |"));
    copies.put("between prose", "Why 320?\n\n" + SUMMARY + "\nThe input is gray, by the way.\n");
    copies.put(
        "prose and no totals",
        SUMMARY.substring(0, SUMMARY.indexOf("Total")) + "Calculating them, (3*3+1)*32 = 320\n");
    return copies.entrySet().stream()
        .map(copy -> dynamicTest(copy.getKey(), () -> holds(copy.getValue(), 54_410, 248_768)));
  }

  @Test
  void severalSummariesAreSeveralNetworks() {
    String second =
        """
        Model: "second"
        Layer (type)                 Output Shape              Param #
        =================================================================
        dense_1 (Dense)              (None, 16)                12560
        =================================================================
        Total params: 12,560
        """;
    String text = "The first:\n" + SUMMARY + "And the second:\n" + second;
    List<ReadNetwork> all = PastedText.form(text).orElseThrow().readAll(text, ReadingOptions.NONE);
    assertEquals(
        List.of("sequential", "second"),
        all.stream().map(read -> read.network().orElseThrow().name()).toList());
    for (ReadNetwork read : all) {
      assertTrue(read.claims().check(Report.of(read.network().orElseThrow())).holds());
    }
    assertEquals(24, all.get(1).claims().all().get(all.get(1).claims().all().size() - 1).line());
  }

  @ParameterizedTest
  @ValueSource(strings = {"...", "…", "[...]", ". . .", " :", "(…)"})
  void rowsThatAreLeftOutAreSaid(String gap) {
    ReadNetwork read =
        read(SUMMARY.replaceFirst("flatten.*", java.util.regex.Matcher.quoteReplacement(gap)));
    assertEquals(54_410, read.inventory().orElseThrow().parameters());
    assertTrue(
        read.notes().get(0).startsWith("line 9: rows are left out here"), read.notes()::toString);
  }

  @Test
  void aModelThatIsNotBuiltOrEmptyIsSaidToBe() {
    String unbuilt =
        SUMMARY.replaceAll("\\(None.*?\\) +[0-9]+", "?                         0 (unbuilt)");
    assertTrue(read(unbuilt).problems().toString().contains("the model is not built yet"));
    String empty =
        SUMMARY
            .replaceAll("(?m)^\\w+ \\(\\w+\\) +\\(None.*\n(?:" + RULE + ")?", "")
            .replace("54,410", "0");
    assertTrue(read(empty).problems().toString().contains("lists no layer"));
  }

  @Test
  void aModelInsideCountsThoughItsLayersAreNotTold() {
    String text =
        """
        Layer (type)                 Output Shape              Param #
        =================================================================
        input_1 (InputLayer)         [(None, 150, 150, 3)]     0
        _________________________________________________________________
        vgg16 (Functional)           (None, 4, 4, 512)         14714688
        _________________________________________________________________
        flatten (Flatten)            (None, 8192)              0
        _________________________________________________________________
        dense (Dense)                (None, 1)                 8193
        =================================================================
        Total params: 14,722,881
        Trainable params: 8,193
        Non-trainable params: 14,714,688
        """;
    ReadNetwork read = read(text);
    assertEquals(14_722_881, Totals.of(read.network().orElseThrow()).parameters());
    assertEquals(java.util.Set.of("vgg16"), read.frozen());
    assertTrue(read.notes().get(0).contains("its work and memory are not known"));
    ReadNetwork open = read(text.replaceAll("input_1.*\n_+\n", ""));
    assertEquals(14_722_881, open.inventory().orElseThrow().parameters());
    ReadNetwork partly =
        read(
            text.replace("8,193", "14,715,337")
                .replaceFirst("Non.*", "Non-trainable params: 7,544"));
    assertEquals(14_722_881, partly.inventory().orElseThrow().parameters());
  }
}
