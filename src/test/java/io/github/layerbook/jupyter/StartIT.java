package io.github.layerbook.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.jupyter.JupyterEnvironment.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code binder/start} says to somebody whose machine lacks something. */
class StartIT {
  private static final String SCRIPT = JupyterEnvironment.root().resolve("binder/start").toString();

  @TempDir private Path programs;

  @BeforeEach
  void onlyTheShellsPrograms() throws IOException {
    for (String name : List.of("bash", "sed", "grep", "cat", "dirname")) {
      program(name, "exec " + located(name) + " \"$@\"");
    }
  }

  private static Path located(String name) {
    Outcome outcome =
        JupyterEnvironment.run(
            List.of("bash", "-c", "command -v " + name), JupyterEnvironment.root(), Map.of());
    return Path.of(outcome.text().strip());
  }

  @Test
  void saysHowToGetAJdk() {
    assertRefused("There is no java", "openjdk-17-jdk-headless");
  }

  @Test
  void saysWhichJavaIsTooOld() throws IOException {
    program("java", "echo '    java.specification.version = 1.8'");
    assertRefused("Found Java 8", "needs 17 or newer");
  }

  @Test
  void saysThatARuntimeIsNotEnough() throws IOException {
    program("java", "echo '    java.specification.version = 21'; echo java.base@21");
    assertRefused("Found Java 21", "without JShell", "openjdk-21-jdk-headless");
  }

  @Test
  void saysWhichNotebookIsMissing() {
    Outcome outcome = start(System.getenv("PATH"), "--run", "notebooks/none.ipynb");
    assertEquals(1, outcome.exitCode());
    assertTrue(outcome.text().contains("There is no notebook notebooks/none.ipynb"));
  }

  @Test
  void saysWhichOptionsThereAre() {
    Outcome outcome = start(System.getenv("PATH"), "--rum");
    assertEquals(1, outcome.exitCode());
    assertTrue(outcome.text().contains("Unknown option: --rum"), outcome.text());
    assertTrue(outcome.text().contains("--run NOTEBOOK"), outcome.text());
  }

  @Test
  void runsTheCommandThatRepo2dockerGivesItAsTheEntryPoint() {
    Outcome outcome =
        JupyterEnvironment.run(
            List.of("bash", SCRIPT, "echo", "the server"),
            programs,
            Map.of("R2D_ENTRYPOINT", SCRIPT));
    assertEquals(new Outcome(0, "the server\n"), outcome);
  }

  private void assertRefused(String... parts) {
    Outcome outcome = start(programs.toString(), "--prepare");
    assertEquals(1, outcome.exitCode(), outcome.text());
    for (String part : parts) {
      assertTrue(outcome.text().contains(part), outcome.text());
    }
  }

  private Outcome start(String path, String... words) {
    List<String> command = new ArrayList<>(List.of("env", "-u", "JAVA_HOME"));
    command.addAll(List.of("PATH=" + path, located("bash").toString(), SCRIPT));
    command.addAll(List.of(words));
    return JupyterEnvironment.run(command, programs, Map.of());
  }

  private void program(String name, String body) throws IOException {
    Path file = Files.writeString(programs.resolve(name), "#!" + located("bash") + "\n" + body);
    assertTrue(file.toFile().setExecutable(true));
  }
}
