package io.github.layerbook.notebook.offer;

import java.util.List;

/**
 * What stands before the cursor.
 *
 * @param words the words of the command's line that are no options, before the one that is begun
 * @param lines the lines of the cell's text before the one that is begun; none on a command's line
 * @param begun the word of the command's line, or the line of the cell's text, up to the cursor
 */
public record Written(List<String> words, List<String> lines, String begun) {
  /** Copies the lists. */
  public Written {
    words = List.copyOf(words);
    lines = List.copyOf(lines);
  }

  /** Returns the same with the end of what is begun only, from an index on. */
  public Written from(int index) {
    return new Written(words, lines, begun.substring(index));
  }
}
