package io.github.layerbook.jupyter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The Python environment of {@code binder/start}, with the kernel of the jar that Maven has just
 * packaged: Maven has them made by {@code binder/start --install} before these tests.
 */
final class JupyterEnvironment {
  private static final Path ROOT = Path.of("").toAbsolutePath();
  private static final long MINUTES = 15;

  private JupyterEnvironment() {}

  /** The path of a program of the environment, such as {@code jupyter}. */
  static String program(String name) {
    return ROOT.resolve(".venv/bin").resolve(name).toString();
  }

  /** The folder of an installed kernel. */
  static Path kernel(String name) {
    return ROOT.resolve(".venv/share/jupyter/kernels").resolve(name);
  }

  /** The project's folder. */
  static Path root() {
    return ROOT;
  }

  /** What a program wrote and how it ended. */
  record Outcome(int exitCode, String text) {}

  /** Runs a program to its end; both its outputs together are the outcome's text. */
  static Outcome run(List<String> command, Path folder, Map<String, String> variables) {
    try {
      Path output = Files.createTempFile("layerbook", ".log");
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.directory(folder.toFile()).redirectErrorStream(true);
      builder.redirectOutput(output.toFile()).environment().putAll(variables);
      Process process = builder.start();
      boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
      if (!ended) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
      }
      String text = Files.readString(output);
      Files.delete(output);
      return new Outcome(
          ended ? process.exitValue() : -1,
          ended ? text : text + "\nnot ended after " + MINUTES + " minutes: " + command);
    } catch (IOException e) {
      throw new UncheckedIOException("could not run " + command, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running " + command, e);
    }
  }
}
