package io.github.layerbook.exchange.pasted;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whatever has been done to a text, it gives a network or says what is wrong with it. */
class MutatedCodeTest {
  private static final int TIMES = 250;
  private static final String LETTERS = "()[]{}:,.=+-*/%'\"#\\ \n\t0159abx_日";

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
                        check(mutated(text, random));
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

  /** Returns a text with one to three faults, such as a slip of a finger makes. */
  static String mutated(String text, Random random) {
    String result = text;
    for (int i = random.nextInt(3); i >= 0; i--) {
      result = once(result, random);
    }
    return result;
  }

  private static String once(String text, Random random) {
    if (text.isEmpty()) {
      return text;
    }
    int at = random.nextInt(text.length());
    int end = Math.min(text.length(), at + 1 + random.nextInt(12));
    char letter = LETTERS.charAt(random.nextInt(LETTERS.length()));
    return switch (random.nextInt(7)) {
      case 0 -> text.substring(0, at) + text.substring(end);
      case 1 -> text.substring(0, at) + letter + text.substring(at);
      case 2 -> text.substring(0, at) + letter + text.substring(at + 1);
      case 3 -> text.substring(0, end) + text.substring(at);
      case 4 -> text.substring(0, at);
      case 5 -> text.replaceFirst("\\d+", String.valueOf(random.nextInt(2000) - 3));
      default -> {
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
        yield String.join("\n", lines);
      }
    };
  }
}
