package io.github.layerbook.exchange.pasted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Settings;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Code as people write it gives the counts that PyTorch 2.15 and Keras 3.15 give: all parameters,
 * trained ones, multiply-adds.
 */
class PeoplesSourcesTest {
  private static final Pattern HEADER =
      Pattern.compile(
          "(?m)^#### (?<name>\\S+) \\| (?<call>.*?) \\| (?<input>\\S+) \\| (?<counts>.*)$");

  private static ReadNetwork read(String text, String call, String input) {
    List<List<Long>> inputs =
        input.isEmpty()
            ? List.of()
            : Arrays.stream(input.split(","))
                .map(each -> Arrays.stream(each.split("x")).map(Long::valueOf).toList())
                .toList();
    return PastedText.read(text, new ReadingOptions(call, inputs, ""));
  }

  private static String counts(ReadNetwork read) {
    Report report = Report.of(read.network().orElseThrow(), Settings.DEFAULT.frozen(read.frozen()));
    return "%d %d %d"
        .formatted(
            report.total(Quantity.PARAMETERS).value() + read.unusedParameters(),
            report.total(Quantity.TRAINABLE).value() + read.unusedParameters(),
            report.total(Quantity.MULTIPLY_ADDS).value());
  }

  @TestFactory
  Stream<DynamicTest> theCountsAreTheFrameworks() throws IOException {
    String all = Pasted.text("sources.txt");
    Matcher header = HEADER.matcher(all);
    return header
        .results()
        .map(
            found -> {
              int end = all.indexOf("\n#### ", found.end());
              String text = all.substring(found.end(), end < 0 ? all.length() : end);
              return dynamicTest(
                  found.group(1),
                  () -> {
                    ReadNetwork read = read(text, found.group(2), found.group(3));
                    assertEquals(List.of(), read.problems());
                    assertEquals(found.group(4), counts(read));
                  });
            });
  }

  @Test
  void aLayerOfWhichPartIsFrozenIsSaid() {
    ReadNetwork read =
        read("net = nn.Sequential(nn.Linear(4, 2))\nnet[0].weight.requires_grad = False", "", "4");
    assertEquals("10 10 8", counts(read));
    assertTrue(
        read.notes().contains("part of 0 is frozen; it is counted as trained, since bias is"),
        () -> read.notes().toString());
  }

  @Test
  void aLineThatFailsAndWouldHaveChangedTheNetworkIsNoNote() {
    ReadNetwork read =
        read(
            "net = nn.Sequential(nn.Linear(4, 2))\nnet[0] = nn.Linear(net.width.depth, 3)",
            "",
            "4");
    assertEquals(1, read.problems().size());
    assertEquals(2, read.problems().get(0).line());
    ReadNetwork harmless = read("net = nn.Sequential(nn.Linear(4, 2))\nsize = len(5)", "", "4");
    assertEquals(List.of(), harmless.problems());
  }

  @Test
  void whatFreezingByNumbersMeansInKerasIsSaid() {
    ReadNetwork read =
        read(
            """
            from keras.applications import ResNet50
            model = ResNet50(include_top=False, input_shape=(64, 64, 3))
            for layer in model.layers[:10]:
                layer.trainable = False
            """,
            "",
            "");
    assertTrue(
        read.notes().stream().anyMatch(note -> note.startsWith("part of ResNet50 is frozen")),
        () -> read.notes().toString());
  }
}
