package io.github.layerbook.notebook.jjava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs every example of the README, of CONTRIBUTING.md and of the Javadoc in a notebook.
 *
 * <p>In a document each fenced block marked {@code java} is a cell, and a block marked {@code text}
 * after it is what it shows. In the Javadoc each {@code pre} block of code is a cell of its own
 * notebook. An expression with a comment at its end has the comment's text as its value.
 */
class DocumentedExamplesIT {
  private static final Pattern FENCE =
      Pattern.compile("^```(\\w+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern PRE =
      Pattern.compile("<pre>\\{@code\\n(.*?)\\n *\\* *\\}</pre>", Pattern.DOTALL);
  private static final Pattern VALUE = Pattern.compile("^(\\S.*[^;{}\\s])\\s+// (.+)$");

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "CONTRIBUTING.md"})
  void theExamplesOfADocumentShowWhatItSays(String document) throws Exception {
    Matcher block = FENCE.matcher(Files.readString(Path.of(document)));
    int cells = 0;
    String shown = "";
    try (JJavaNotebook notebook = new JJavaNotebook()) {
      while (block.find()) {
        if (block.group(1).equals("java")) {
          shown = run(notebook, block.group(2));
          cells++;
        } else if (block.group(1).equals("text")) {
          assertEquals(trimmed(block.group(2)), trimmed(shown));
        }
      }
    }
    assertFalse(cells == 0, document + " has no examples");
  }

  @TestFactory
  Stream<DynamicTest> theExamplesOfTheJavadocRun() throws IOException {
    List<Path> sources;
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      sources = files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
    return sources.stream()
        .flatMap(
            source ->
                examples(source).stream()
                    .map(example -> dynamicTest(source.toString(), () -> runAlone(example))));
  }

  private static List<String> examples(Path source) {
    try {
      List<String> examples = new ArrayList<>();
      Matcher pre = PRE.matcher(Files.readString(source));
      while (pre.find()) {
        examples.add(pre.group(1).replaceAll("(?m)^ *\\* ?", ""));
      }
      return examples;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void runAlone(String cell) throws ReflectiveOperationException {
    try (JJavaNotebook notebook = new JJavaNotebook()) {
      run(notebook, cell);
    }
  }

  /** Runs a cell, comparing the values that its comments state, and returns what it shows. */
  private static String run(JJavaNotebook notebook, String cell) {
    StringBuilder pending = new StringBuilder();
    for (String line : cell.lines().toList()) {
      Matcher value = VALUE.matcher(line);
      if (value.matches()) {
        notebook.text(pending.toString());
        pending.setLength(0);
        assertEquals(value.group(2), notebook.text(value.group(1)), line);
      } else {
        pending.append(line).append('\n');
      }
    }
    return pending.toString().isBlank() ? "" : notebook.text(pending.toString());
  }

  private static String trimmed(String text) {
    return text.stripTrailing().replaceAll("(?m) +$", "");
  }
}
