package io.github.layerbook.view.exercise;

import io.github.layerbook.view.display.Resource;
import java.util.stream.Collectors;

/** The scripts of this package, as they go into pages: without comments and indentation. */
final class Scripts {
  private Scripts() {}

  /** Returns the text of a script. */
  static String read(String name) {
    return Resource.text(Scripts.class, name)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("/**"))
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
