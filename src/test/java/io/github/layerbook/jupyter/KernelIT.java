package io.github.layerbook.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.jupyter.JupyterEnvironment.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The installed kernel as its own process, on every JDK from 17 on that this machine has. */
class KernelIT {
  private static final Path INSTALLED = Path.of("/usr/lib/jvm");

  static List<Path> javas() throws IOException {
    Path own = Path.of(System.getProperty("java.home"), "bin", "java").toRealPath();
    if (!Files.isDirectory(INSTALLED)) {
      return List.of(own);
    }
    try (Stream<Path> homes = Files.list(INSTALLED)) {
      Stream<Path> others =
          homes.map(home -> home.resolve("bin/java")).filter(KernelIT::isRecentJdk);
      return Stream.concat(Stream.of(own), others.map(KernelIT::real)).distinct().sorted().toList();
    }
  }

  private static boolean isRecentJdk(Path java) {
    Outcome modules =
        Files.isExecutable(java)
            ? JupyterEnvironment.run(
                List.of(java.toString(), "--list-modules"), INSTALLED, Map.of())
            : new Outcome(1, "");
    return modules.exitCode() == 0
        && modules
            .text()
            .lines()
            .filter(line -> line.startsWith("jdk.jshell@"))
            .anyMatch(line -> Integer.parseInt(line.replaceAll(".*@(\\d+).*", "$1")) >= 17);
  }

  private static Path real(Path java) {
    try {
      return java.toRealPath();
    } catch (IOException e) {
      return java;
    }
  }

  @ParameterizedTest
  @MethodSource("javas")
  void definesANetworkFromItsText(Path java, @TempDir Path folder) throws IOException {
    Path notebook = folder.resolve("a b.ipynb");
    NotebookFile.write(
        notebook,
        List.of(
            "%%network tiny\nINPUT: [224x224x3]\nCONV3-64",
            "System.out.println(\"Java \" + System.getProperty(\"java.home\"));"));
    Outcome outcome = run(notebook, kernelOn(java, folder));
    assertEquals(0, outcome.exitCode(), outcome.text());
    assertTrue(outcome.text().contains("1,792"), outcome.text());
    assertTrue(
        outcome.text().contains("Java " + java.resolve("../..").normalize()), outcome.text());
  }

  @Test
  void aCellThatFailsEndsTheRunWithItsNumberAndNoStackTrace(@TempDir Path folder)
      throws IOException {
    Path notebook = folder.resolve("fails.ipynb");
    NotebookFile.write(notebook, List.of("1 + 1", "%%network bad\nCONV_3-64", "2 + 2"));
    Outcome outcome = run(notebook, Map.of());
    assertEquals(1, outcome.exitCode(), outcome.text());
    assertTrue(outcome.text().contains("cell 2 failed: %%network bad"), outcome.text());
    assertFalse(outcome.text().contains("\tat "), outcome.text());
  }

  private static Outcome run(Path notebook, Map<String, String> variables) {
    return JupyterEnvironment.run(
        List.of(
            JupyterEnvironment.program("python"), "binder/run.py", "--run", notebook.toString()),
        JupyterEnvironment.root(),
        variables);
  }

  /** The variables with which the installed kernel is found once more, but on the given Java. */
  private static Map<String, String> kernelOn(Path java, Path folder) throws IOException {
    Path installed = JupyterEnvironment.kernel("layerbook");
    Path copy = Files.createDirectories(folder.resolve("kernels/layerbook"));
    String specification =
        Files.readString(installed.resolve("kernel.json"))
            .replaceFirst("\"argv\": \\[\\s*\"[^\"]*\"", "\"argv\": [\"" + java + "\"")
            .replace("{resource_dir}", installed.toString());
    Files.writeString(copy.resolve("kernel.json"), specification);
    return Map.of("JUPYTER_PATH", folder.toString());
  }
}
