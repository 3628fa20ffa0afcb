package io.github.layerbook.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.jupyter.JupyterEnvironment.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The README's lines that load Layerbook in JJava, as they stand there, in JJava as it is. */
class JJavaLinesIT {
  private static final Pattern LINES = Pattern.compile("(?ms)^```jjava\\n(.*?)^```$");

  @Test
  void theReadmesLineLoadsLayerbook(@TempDir Path folder) throws IOException {
    String line = documented("%classpath");
    List<JsonNode> cells =
        run(
            folder,
            Map.of(),
            line.replace("/path/to/layerbook", JupyterEnvironment.root().toString()),
            "%zoo lenet5",
            "%explain lenet5.conv1 parameters",
            "Report.of(lenet5).total(Quantity.PARAMETERS).value()");
    assertEquals("[]", cells.get(0).path("outputs").toString(), "silent");
    assertTrue(shown(cells.get(1)).contains("61,706"), shown(cells.get(1)));
    assertTrue(shown(cells.get(2)).contains("156"), shown(cells.get(2)));
    assertEquals("61706", shown(cells.get(3)));
  }

  @Test
  @EnabledIfSystemProperty(
      named = "layerbook.release",
      matches = "true",
      disabledReason = ReleaseRepository.NONE)
  void theReadmesLinesLoadARelease(@TempDir Path folder) throws IOException {
    Path cache = ReleaseRepository.cache();
    List<JsonNode> cells =
        run(
            folder,
            Map.of("JAVA_TOOL_OPTIONS", "-Dmaven.repo.local=" + cache),
            ReleaseRepository.here(documented("%mavenRepo")),
            "%zoo lenet5",
            "%plot lenet5",
            "Report.of(lenet5).total(Quantity.PARAMETERS).value()",
            "Report.class.getProtectionDomain().getCodeSource().getLocation().toString()");
    assertEquals("[]", cells.get(0).path("outputs").toString(), "silent");
    assertTrue(shown(cells.get(1)).contains("61,706"), shown(cells.get(1)));
    assertTrue(
        cells.get(2).path("outputs").toString().contains("vnd.plotly"),
        "charts need the libraries that were fetched");
    assertEquals("61706", shown(cells.get(3)));
    assertTrue(shown(cells.get(4)).contains(cache.toString()), shown(cells.get(4)));
  }

  /** The README's lines for JJava that begin with a magic. */
  private static String documented(String magic) throws IOException {
    return LINES
        .matcher(Files.readString(Path.of("README.md")))
        .results()
        .map(lines -> lines.group(1))
        .filter(lines -> lines.startsWith(magic))
        .findFirst()
        .orElseThrow();
  }

  /** Runs cells in JJava; the code cells with their outputs. */
  private static List<JsonNode> run(Path folder, Map<String, String> variables, String... cells)
      throws IOException {
    Path notebook = folder.resolve("a.ipynb");
    NotebookFile.write(notebook, List.of(cells));
    Outcome outcome =
        JupyterEnvironment.run(
            List.of(
                JupyterEnvironment.program("jupyter"),
                "execute",
                "--kernel_name=java",
                "--inplace",
                notebook.toString()),
            folder,
            variables);
    assertEquals(0, outcome.exitCode(), outcome.text());
    return NotebookFile.codeCells(notebook);
  }

  private static String shown(JsonNode cell) {
    return NotebookFile.text(cell.path("outputs").path(0).path("data").path("text/plain"));
  }
}
