package io.github.layerbook.jupyter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The repository in {@code target/repository}, into which {@code mvn -Prelease verify} deploys what
 * it has packaged before the tests, and a cache for those who load from it.
 */
final class ReleaseRepository {
  /** Why tests of a release are left out. */
  static final String NONE = "no release was made: mvn -Prelease verify makes and tests one";

  private static final Path PROJECT = Path.of("io/github/layerbook");
  private static final Path RELEASE =
      JupyterEnvironment.root().resolve("target/repository").resolve(PROJECT).resolve("layerbook");

  private ReleaseRepository() {}

  /** The folder of the version that was deployed: that of the jar that was packaged. */
  static Path version() throws IOException {
    Path jar = only(JupyterEnvironment.root().resolve("target"), "layerbook-[\\d.]+\\.jar");
    return RELEASE.resolve(jar.getFileName().toString().replaceAll("layerbook-|\\.jar", ""));
  }

  private static Path only(Path folder, String name) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> found =
          entries.filter(entry -> entry.getFileName().toString().matches(name)).toList();
      if (found.size() != 1) {
        throw new IllegalStateException(
            "expected one " + name + ", found " + found + ": mvn clean");
      }
      return found.get(0);
    }
  }

  /** The deployed file of an ending, such as {@code -sources.jar}. */
  static Path file(String ending) throws IOException {
    return version().resolve("layerbook-" + version().getFileName() + ending);
  }

  /** A document's lines with the project's own folder. */
  static String here(String documented) {
    return documented.replace("/path/to/layerbook", JupyterEnvironment.root().toString());
  }

  /**
   * Makes a Maven cache in {@code target} that is the user's, by links, but for the project itself:
   * what was loaded from the repository neither comes from the user's cache nor stays in it.
   */
  static Path cache() throws IOException {
    Path users = Path.of(System.getProperty("localRepository", usual().toString()));
    Path cache = JupyterEnvironment.root().resolve("target/release-cache");
    delete(cache.resolve(PROJECT));
    link(users, cache, PROJECT);
    return cache;
  }

  private static Path usual() {
    return Path.of(System.getProperty("user.home"), ".m2", "repository");
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** Links the entries of a folder into another, but for one path below them. */
  private static void link(Path from, Path to, Path without) throws IOException {
    Files.createDirectories(to);
    if (!Files.isDirectory(from)) {
      return;
    }
    Path first = without.getName(0);
    try (Stream<Path> entries = Files.list(from)) {
      for (Path entry : entries.toList()) {
        Path link = to.resolve(entry.getFileName());
        if (!entry.getFileName().equals(first) && !Files.exists(link)) {
          Files.deleteIfExists(link);
          Files.createSymbolicLink(link, entry);
        }
      }
    }
    if (without.getNameCount() > 1) {
      Path rest = without.subpath(1, without.getNameCount());
      link(from.resolve(first), to.resolve(first), rest);
    }
  }
}
