package io.github.layerbook.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.layerbook.jupyter.JupyterEnvironment.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The unit tests of the core and of the commands, on each other JDK that this machine has. */
class OtherJavasIT {
  private static final List<String> ROOMS =
      List.of(
          "size",
          "unit",
          "layer",
          "network",
          "notation",
          "report",
          "receptive",
          "claim",
          "notebook");

  @TestFactory
  Stream<DynamicTest> theCoreIsTheSameOnEveryJava() throws IOException {
    Path own = InstalledJavas.own();
    return InstalledJavas.all().stream()
        .filter(java -> !java.equals(own))
        .map(java -> dynamicTest(java.toString(), () -> passes(java)));
  }

  private static void passes(Path java) {
    List<String> command = new ArrayList<>(List.of(java.toString(), "-Djava.awt.headless=true"));
    command.addAll(List.of("--add-opens", "jdk.jshell/jdk.jshell=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(SelectedTests.class.getName());
    ROOMS.forEach(room -> command.add("io.github.layerbook." + room));
    Outcome outcome = JupyterEnvironment.run(command, JupyterEnvironment.root(), Map.of());
    assertEquals(0, outcome.exitCode(), outcome.text());
    assertTrue(
        outcome
            .text()
            .lines()
            .filter(line -> line.startsWith("succeeded: "))
            .anyMatch(line -> Integer.parseInt(line.substring(11)) > 1000),
        outcome.text());
  }
}
