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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's line that loads Layerbook in JJava, as it stands there, in JJava as it is. */
class JJavaLinesIT {
  private static final Pattern LINES = Pattern.compile("(?ms)^```jjava\\n(.*?)^```$");

  @Test
  void theReadmesLineLoadsLayerbook(@TempDir Path folder) throws IOException {
    Matcher lines = LINES.matcher(Files.readString(Path.of("README.md")));
    assertTrue(lines.find());
    Path notebook = folder.resolve("a.ipynb");
    NotebookFile.write(
        notebook,
        List.of(
            lines.group(1).replace("/path/to/layerbook", JupyterEnvironment.root().toString()),
            "%zoo lenet5",
            "%explain lenet5.conv1 parameters",
            "Report.of(lenet5).total(Quantity.PARAMETERS).value()"));
    Outcome outcome =
        JupyterEnvironment.run(
            List.of(
                JupyterEnvironment.program("jupyter"),
                "execute",
                "--kernel_name=java",
                "--inplace",
                notebook.toString()),
            folder,
            Map.of());
    assertEquals(0, outcome.exitCode(), outcome.text());
    List<JsonNode> cells = NotebookFile.codeCells(notebook);
    assertEquals("[]", cells.get(0).path("outputs").toString(), "silent");
    assertTrue(shown(cells.get(1)).contains("61,706"), shown(cells.get(1)));
    assertTrue(shown(cells.get(2)).contains("156"), shown(cells.get(2)));
    assertEquals("61706", shown(cells.get(3)));
  }

  private static String shown(JsonNode cell) {
    return NotebookFile.text(cell.path("outputs").path(0).path("data").path("text/plain"));
  }
}
