package io.github.layerbook.exchange.pasted;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.form.TextForm;
import io.github.layerbook.report.Report;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whatever has been done to a summary, it gives a model or says what is wrong with it. */
class MutatedSummaryTest {
  private static final int TIMES = 300;

  @TestFactory
  Stream<DynamicTest> mutatedSummariesAreReadOrRefused() {
    return Stream.of(
            "keras-summary2-1.txt",
            "keras-summary2-2.txt",
            "keras-summary2-4.txt",
            "keras-summary3-1.txt",
            "keras-summary3-2.txt",
            "torch-repr-1.txt",
            "torch-repr-2.txt",
            "torchinfo-1.txt",
            "torchinfo-2.txt",
            "torchsummary-1.txt")
        .map(
            name ->
                dynamicTest(
                    name,
                    () -> {
                      String text = Pasted.text(name);
                      TextForm form = PastedText.form(text).orElseThrow();
                      Random random = new Random(name.hashCode());
                      for (int i = 0; i < TIMES; i++) {
                        check(Mutations.of(text, random), form);
                      }
                    }));
  }

  private static void check(String text, TextForm form) {
    ReadNetwork read = form.read(text, ReadingOptions.NONE);
    assertTrue(
        read.network().isPresent() || read.inventory().isPresent() || !read.problems().isEmpty(),
        text);
    read.network()
        .ifPresent(network -> assertNotNull(read.claims().check(Report.of(network)).rows()));
    read.inventory().ifPresent(inventory -> assertTrue(inventory.parameters() >= 0));
    List<String> said =
        Stream.concat(read.notes().stream(), read.problems().stream().map(Problem::toString))
            .toList();
    for (String each : said) {
      assertFalse(each.isBlank(), text);
      assertFalse(
          each.contains("Exception") || each.contains("io.github"), () -> each + "\n" + text);
    }
  }

  @TestFactory
  Stream<DynamicTest> endlessTextsAreReadOrRefused() {
    return PastedText.forms().stream()
        .filter(form -> form.toString().matches("torch.*|keras-summary|pytorch-print|lightning"))
        .map(
            form ->
                dynamicTest(
                    form.toString(),
                    () -> {
                      for (String piece :
                          List.of(
                              "(a): B(",
                              "│ x (Conv2D) │ (None, 9) │ 1 │\n",
                              "├─A: 1-1 [1] 1\n",
                              "((((")) {
                        ReadNetwork read = form.read(piece.repeat(5_000), ReadingOptions.NONE);
                        assertTrue(
                            read.network().isPresent()
                                || read.inventory().isPresent()
                                || !read.problems().isEmpty());
                      }
                    }));
  }
}
