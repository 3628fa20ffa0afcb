package io.github.layerbook.exchange.pasted;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.form.TextForm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whatever slips into a configuration, table or sentence, it is read or refused in clean words. */
class MutatedFormsTest {
  private static final int TIMES = 125;
  private static final List<String> PUBLIC =
      List.of(
          "googlenet.txt",
          "mobilenet.tex",
          "mobilenet-v2.txt",
          "efficientnet-b0.txt",
          "alexnet-table.md",
          "paragraph.txt",
          "arrows-1.txt",
          "string-2.txt",
          "dl4j-graph.java",
          "slim-separable.py");

  /** Several deep networks each. */
  private static final List<String> LARGE = List.of("resnet.tex", "densenet.txt");

  @TestFactory
  Stream<DynamicTest> mutatedFormsAreReadOrRefused() throws IOException {
    List<String> names = new ArrayList<>();
    Pasted.expectedForms().fieldNames().forEachRemaining(names::add);
    PUBLIC.forEach(name -> names.add("public/" + name));
    return Stream.concat(
        names.stream().map(name -> dynamicTest(name, () -> check(name, TIMES))),
        LARGE.stream().map(name -> dynamicTest(name, () -> check("public/" + name, TIMES / 12))));
  }

  /** Each text in the form that it is of unspoilt, too, as --from says. */
  private static void check(String name, int times) throws IOException {
    String text = Pasted.text("forms/" + name);
    Optional<TextForm> form = PastedText.form(text);
    Random random = new Random(name.hashCode());
    for (int i = 0; i < times; i++) {
      String mutated = Mutations.of(text, random);
      TextForm asked = PastedText.form(mutated).or(() -> form).orElse(null);
      if (asked != null) {
        clean(mutated, asked.readAll(mutated, ReadingOptions.NONE));
      }
    }
  }

  private static void clean(String text, List<ReadNetwork> all) {
    assertFalse(all.isEmpty(), text);
    for (ReadNetwork read : all) {
      assertTrue(
          read.network().isPresent() || read.inventory().isPresent() || !read.problems().isEmpty(),
          text);
      for (Problem problem : read.problems()) {
        assertFalse(problem.message().isBlank(), text);
        assertFalse(
            problem.message().contains("Exception") || problem.message().contains("io.github"),
            () -> problem + "\n" + text);
      }
    }
  }
}
