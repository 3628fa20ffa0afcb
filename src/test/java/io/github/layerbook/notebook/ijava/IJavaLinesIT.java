package io.github.layerbook.notebook.ijava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README's lines that load Layerbook in IJava, as they stand there, on the packaged jar. */
class IJavaLinesIT {
  private static final Pattern LINES = Pattern.compile("(?ms)^```ijava\\n(.*?)^```$");

  @Test
  void theReadmesLinesInstallLayerbook() throws Exception {
    Matcher lines = LINES.matcher(Files.readString(Path.of("README.md")));
    assertTrue(lines.find());
    String cell =
        lines.group(1).replace("/path/to/layerbook", Path.of("").toAbsolutePath().toString());
    try (IJavaStandIn kernel = new IJavaStandIn()) {
      assertEquals(List.of(), kernel.cell(cell));
      String shown = String.valueOf(kernel.cell("%zoo lenet5").get(0).getData(MIMEType.TEXT_PLAIN));
      assertTrue(shown.contains("61,706"), shown);
    }
  }
}
