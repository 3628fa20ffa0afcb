package io.github.layerbook.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.jupyter.JupyterEnvironment.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The notebooks of the project say what the library says today. */
class NotebooksIT {
  private static final Path FOLDER = JupyterEnvironment.root().resolve("notebooks");
  private static final long LARGEST = 1_600_000;

  /** Pictures are drawn with the fonts of the machine, so their bytes differ between machines. */
  private static final Pattern PICTURE = Pattern.compile("data:image/[a-z+]+;base64,[^\"']+");

  private static final List<String> COMPARED =
      List.of("text/plain", "text/html", "text/markdown", "text/latex");

  static List<Path> notebooks() throws IOException {
    if (!Files.isDirectory(FOLDER)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList();
    }
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("notebooks")
  void runAndShowWhatTheyWereCommittedWith(Path notebook, @TempDir Path folder) throws IOException {
    Path copy = Files.copy(notebook, folder.resolve(notebook.getFileName()));
    Outcome outcome =
        JupyterEnvironment.run(
            List.of(
                JupyterEnvironment.program("python"), "binder/run.py", "--record", copy.toString()),
            JupyterEnvironment.root(),
            Map.of());
    assertEquals(0, outcome.exitCode(), outcome.text());
    List<JsonNode> committed = NotebookFile.codeCells(notebook);
    List<JsonNode> executed = NotebookFile.codeCells(copy);
    for (int cell = 0; cell < committed.size(); cell++) {
      assertEquals(
          shown(committed.get(cell)),
          shown(executed.get(cell)),
          "outputs of: " + NotebookFile.text(committed.get(cell).path("source")));
    }
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("notebooks")
  void areOfAReasonableSize(Path notebook) throws IOException {
    long size = Files.size(notebook);
    assertTrue(size <= LARGEST, () -> size + " bytes, at most " + LARGEST);
  }

  /** What a code cell shows, without what differs from one machine to another. */
  private static List<String> shown(JsonNode cell) {
    List<String> all = new ArrayList<>();
    for (JsonNode output : cell.path("outputs")) {
      all.add(output.path("output_type").asText());
      all.add(NotebookFile.text(output.path("text")));
      all.add(NotebookFile.text(output.path("traceback")));
      for (String type : COMPARED) {
        String text = NotebookFile.text(output.path("data").path(type));
        all.add(type + " " + PICTURE.matcher(text).replaceAll("(picture)"));
      }
    }
    return all;
  }
}
