package io.github.layerbook.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Plain JShell and notebooks have the same names at hand. */
class ImportsTest {
  @Test
  void theStartupFileOfJShellImportsWhatNotebooksDoButTheSession() throws IOException {
    List<String> startup =
        Files.readAllLines(Path.of("binder/layerbook.jsh")).stream()
            .filter(line -> line.startsWith("import"))
            .toList();
    List<String> notebook =
        Imports.SOURCE
            .lines()
            .filter(line -> !line.startsWith("import io.github.layerbook.notebook."))
            .toList();
    assertEquals(notebook, startup);
  }
}
