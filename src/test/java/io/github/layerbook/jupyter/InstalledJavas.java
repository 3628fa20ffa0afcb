package io.github.layerbook.jupyter;

import io.github.layerbook.jupyter.JupyterEnvironment.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The JDKs from 17 on that this machine has. */
final class InstalledJavas {
  private static final Path INSTALLED = Path.of("/usr/lib/jvm");

  private InstalledJavas() {}

  /** Returns the Javas to test on, this machine's own among them. */
  static List<Path> all() throws IOException {
    Path own = own();
    Stream<Path> homes = installed();
    Stream<Path> others =
        homes.map(home -> home.resolve("bin/java")).filter(InstalledJavas::isRecentJdk);
    return Stream.concat(Stream.of(own), others.map(InstalledJavas::real))
        .distinct()
        .sorted()
        .toList();
  }

  /** Returns the Java that runs the tests. */
  static Path own() throws IOException {
    return Path.of(System.getProperty("java.home"), "bin", "java").toRealPath();
  }

  /** The homes of JDKs where Linux keeps them, and where GitHub's runners say that they are. */
  private static Stream<Path> installed() throws IOException {
    List<Path> homes =
        System.getenv().entrySet().stream()
            .filter(variable -> variable.getKey().startsWith("JAVA_HOME_"))
            .map(variable -> Path.of(variable.getValue()))
            .collect(Collectors.toCollection(ArrayList::new));
    if (Files.isDirectory(INSTALLED)) {
      try (Stream<Path> folders = Files.list(INSTALLED)) {
        folders.forEach(homes::add);
      }
    }
    return homes.stream();
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
}
