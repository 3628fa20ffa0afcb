package io.github.layerbook.notation;

import java.util.regex.Pattern;

/**
 * What a text says beside its layers: kept with its place, and not read. {@code claim} reads it.
 *
 * @param layer the path of the layer that it stands beside; empty for a line of its own
 * @param head the layer as written, before the remark; empty for a line of its own
 * @param text the remark: {@code [224x224x64] memory: 224*224*64=3.2M}
 */
public record Remark(String layer, Cell head, Cell text) {
  private static final Pattern SHAPE = Pattern.compile("\\s*\\[");
  private static final Pattern LABELLED =
      Pattern.compile("\\s*[\\p{L}#][\\p{L}#\\s-]*(?:\\([^()]*\\)\\s*)?:");
  private static final Pattern STATED =
      Pattern.compile("\\s*\\p{L}[\\p{L}-]*\\s*[=\\s]\\s*[~(0-9]");
  private static final Pattern TOTAL = Pattern.compile("(?i)(?:grand\\s+)?total\\b.*");

  /** Returns whether a line speaks of the whole network. */
  static boolean isTotal(Cell line) {
    return TOTAL.matcher(line.content()).matches();
  }

  /** Returns whether a cell begins as remarks do: {@code [224x224x64]}, {@code weights: 1,728}. */
  static boolean begins(Cell cell) {
    String content = cell.content();
    return SHAPE.matcher(content).lookingAt() || LABELLED.matcher(content).lookingAt();
  }

  /** Returns whether a cell states a figure without a colon: {@code weights = 1,728}. */
  static boolean states(Cell cell) {
    return STATED.matcher(cell.content()).lookingAt();
  }
}
