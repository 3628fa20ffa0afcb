package io.github.layerbook.notebook.assist;

import java.util.List;

/**
 * Words that may stand in the place of a part of a cell.
 *
 * @param words the words
 * @param from where the part begins
 * @param to where it ends: at the cursor
 */
public record Completion(List<String> words, int from, int to) {
  /** Copies the list. */
  public Completion {
    words = List.copyOf(words);
  }
}
