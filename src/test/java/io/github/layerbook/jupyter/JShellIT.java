package io.github.layerbook.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.jupyter.JupyterEnvironment.Outcome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plain JShell with the startup file: the same Java calls, shown as text. */
class JShellIT {
  @Test
  void showsANetworkAsText(@TempDir Path folder) throws IOException {
    String text =
        text(
            folder,
            """
            show(Network.named("tiny").input(8, 8, 3).convolution(3, 64).build())
            show(Notation.standard().parse("lecture", "INPUT: [8x8x3]\\nCONV3-64").network())
            /exit
            """);
    assertTrue(text.contains("tiny — input 8×8×3 · 1,792 parameters"), text);
    assertTrue(text.contains("lecture — input 8×8×3 · 1,792"), text);
  }

  @Test
  void sweepsNeedNoSparkAndItsEngineSaysThatItIsMissing(@TempDir Path folder) throws IOException {
    String text =
        text(
            folder,
            """
            Network tiny = Network.named("tiny").input(8, 8, 3).convolution(3, 64).build();
            Sweep sweep = Sweep.of(tiny).knob("conv1_1.out=1..4").build();
            System.out.println(sweep.rows(0, 4).get(3).totals())
            System.out.println(Sweep.class.getMethods().length > 0)
            sweep.on(io.github.layerbook.spark.SparkEngine.of(null))
            /exit
            """);
    assertTrue(text.contains("[112, "), text);
    assertTrue(text.contains("true"), text);
    assertTrue(text.contains("cannot access org.apache.spark.sql."), text);
  }

  /** Runs cells in JShell and returns what it prints. */
  private static String text(Path folder, String lines) throws IOException {
    Path cells = Files.writeString(folder.resolve("cells.jsh"), lines);
    Outcome outcome =
        JupyterEnvironment.run(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "jshell").toString(),
                "-J-Djava.util.prefs.userRoot=" + folder,
                "--class-path",
                "target/classes" + File.pathSeparator + "target/lib/*",
                "binder/layerbook.jsh",
                cells.toString()),
            JupyterEnvironment.root(),
            Map.of());
    assertEquals(0, outcome.exitCode(), outcome.text());
    return outcome.text();
  }
}
