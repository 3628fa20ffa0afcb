package io.github.layerbook.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.jupyter.JupyterEnvironment.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The installed kernel as its own process, on every JDK from 17 on that this machine has. */
class KernelIT {
  /** What touches what differs between JDKs: JShell, reflection, compiled records, fonts, files. */
  private static final List<String> CELLS =
      List.of(
          "%%network tiny\nINPUT: [32x32x3]\nCONV3-64\nmaxpool\nFC-10",
          "%summary tiny --columns parameters,macs,memory",
          "%explain tiny.conv1_1 parameters",
          "Table swept = %sweep tiny conv*.out*=0.5..2:x2\nswept",
          "%play tiny conv*.out=8..64:8 --parameters 50K",
          "%plot tiny",
          "%memory tiny --optimizer adam",
          "%diagram tiny",
          "%animate tiny.conv1_1",
          "%receptive tiny",
          "%exercise parameters --seed 3",
          """
          @Word(value = "scale", title = "scale")
          record Scale() implements Layer {
            public Declaration on(List<Shape> inputs) {
              Shape input = inputs.get(0);
              return Declaration.of(input).with(Tensor.scale("weight", List.of(input.channels())));
            }
          }
          """,
          "%%network scaled\ninput 8x8x16\nscale\nconv3-4",
          "Report.of(scaled).row(\"scale1\").get().measure(Quantity.PARAMETERS)",
          """
          Quantity energy =
              Quantity.of("Energy", Unit.of("pJ"), row -> row.size(Quantity.TRAFFIC).times(160));
          """,
          "%summary scaled --columns energy",
          "%%network pasted\nnn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2))",
          "%export tiny --to tiny.onnx",
          "%import tiny.onnx --as again",
          "%layerbook conv");

  private static @Nullable List<JsonNode> shownOnOwnJava;

  @ParameterizedTest
  @MethodSource("io.github.layerbook.jupyter.InstalledJavas#all")
  void showsTheSameOnEveryJava(Path java, @TempDir Path folder) throws IOException {
    List<JsonNode> shown = shown(java, folder);
    assertEquals(CELLS.size(), shown.size());
    for (int i = 0; i < CELLS.size(); i++) {
      assertEquals(expected().get(i), shown.get(i), CELLS.get(i));
      assertFalse(shown.get(i).toString().contains("\"stderr\""), "a warning in " + CELLS.get(i));
    }
    assertTrue(shown.get(0).toString().contains("1,792"), shown.get(0).toString());
  }

  /** What the cells show on the Java that runs the tests. */
  private static List<JsonNode> expected() throws IOException {
    if (shownOnOwnJava == null) {
      Path folder = Files.createTempDirectory("layerbook");
      shownOnOwnJava = shown(InstalledJavas.own(), folder);
    }
    return shownOnOwnJava;
  }

  /** Runs the cells on a Java, and asks it which one it is. */
  private static List<JsonNode> shown(Path java, Path folder) throws IOException {
    Path notebook = folder.resolve("a b.ipynb");
    List<String> cells = new ArrayList<>(CELLS);
    cells.add("System.out.println(\"Java \" + System.getProperty(\"java.home\"));");
    NotebookFile.write(notebook, cells);
    Outcome outcome = run("--record", notebook, kernelOn(java, folder));
    assertEquals(0, outcome.exitCode(), outcome.text());
    assertTrue(
        outcome.text().contains("Java " + java.resolve("../..").normalize()), outcome.text());
    return NotebookFile.codeCells(notebook).stream()
        .limit(CELLS.size())
        .map(cell -> cell.path("outputs"))
        .toList();
  }

  @Test
  void aCellThatFailsEndsTheRunWithItsNumberAndNoStackTrace(@TempDir Path folder)
      throws IOException {
    Path notebook = folder.resolve("fails.ipynb");
    NotebookFile.write(notebook, List.of("1 + 1", "%%network bad\nCONV_3-64", "2 + 2"));
    Outcome outcome = run("--run", notebook, Map.of());
    assertEquals(1, outcome.exitCode(), outcome.text());
    assertTrue(outcome.text().contains("cell 2 failed: %%network bad"), outcome.text());
    assertFalse(outcome.text().contains("\tat "), outcome.text());
  }

  private static Outcome run(String how, Path notebook, Map<String, String> variables) {
    return JupyterEnvironment.run(
        List.of(JupyterEnvironment.program("python"), "binder/run.py", how, notebook.toString()),
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
