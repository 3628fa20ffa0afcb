package io.github.layerbook.exchange.pasted;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whatever has been done to a text, it gives a network or says what is wrong with it. */
class MutatedCodeTest {
  private static final int TIMES = 400;

  @TestFactory
  Stream<DynamicTest> mutatedCodeIsReadOrRefused() throws IOException {
    List<String> names = new ArrayList<>();
    Pasted.expected().fieldNames().forEachRemaining(names::add);
    names.add("people/written-out-attention.txt");
    names.add("people/indented-unet.txt");
    return names.stream()
        .map(
            name ->
                dynamicTest(
                    name,
                    () -> {
                      String text = Pasted.text(name);
                      Random random = new Random(name.hashCode());
                      for (int i = 0; i < TIMES; i++) {
                        check(Mutations.of(text, random));
                      }
                    }));
  }

  /** Checks that a text gives a network or inventory, or clean errors. */
  static void check(String text) {
    ReadNetwork read = PastedText.read(text, ReadingOptions.NONE);
    assertTrue(read.network().isPresent() || !read.problems().isEmpty(), text);
    for (Problem problem : read.problems()) {
      assertFalse(problem.message().isBlank(), text);
      assertFalse(
          problem.message().contains("Exception") || problem.message().contains("io.github"),
          () -> problem + "\n" + text);
    }
  }
}
