package io.github.layerbook.exchange.container;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** What a file's name tells, and files beside it. */
public final class FileNames {
  private FileNames() {}

  /** Returns a file's name without its endings, by which what it holds is called. */
  public static String stem(Path file) {
    String name = Objects.requireNonNullElse(file.getFileName(), file).toString();
    int dot = name.indexOf('.', 1);
    return dot < 0 ? name : name.substring(0, dot);
  }

  /**
   * Returns the file of a name beside another; empty if there is none, or if the name is more than
   * a name and might lead out of the folder.
   */
  public static Optional<Path> beside(Path file, String name) {
    return isPlain(name)
        ? Optional.of(file.resolveSibling(name)).filter(other -> Files.isRegularFile(other))
        : Optional.empty();
  }

  /** Returns whether a name is that of a file and no path. */
  public static boolean isPlain(String name) {
    return !name.isEmpty()
        && !name.equals(".")
        && !name.equals("..")
        && name.chars().noneMatch(each -> each == '/' || each == '\\' || each == ':' || each < ' ');
  }
}
