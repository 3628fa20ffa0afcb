package io.github.layerbook.view.table;

import java.util.ArrayList;
import java.util.List;

/** Finds blocks that follow each other and say the same, line by line, in a list of lines. */
final class BlockRuns {
  private final List<List<String>> blocks;
  private final List<?> lines;

  /** How many segments of its block's path each line has in common with the one before. */
  private final int[] common;

  /**
   * Some lines and how many times they follow each other.
   *
   * @param from the place of the first line
   * @param length how many lines
   * @param times how often they are there, 1 if they are not a block that is repeated
   */
  record Run(int from, int length, int times) {
    /** The place after the last line of the last time. */
    int end() {
      return from + length * times;
    }
  }

  private BlockRuns(List<String> paths, List<?> lines) {
    this.blocks = paths.stream().map(BlockRuns::segments).toList();
    this.lines = lines;
    this.common = new int[lines.size()];
    for (int i = 1; i < common.length; i++) {
      common[i] = common(blocks.get(i - 1), blocks.get(i));
    }
  }

  /**
   * Divides lines into runs, in order.
   *
   * @param blocks the path of the block of each line, empty for none
   * @param lines what each line says, but for the block's name
   */
  static List<Run> of(List<String> blocks, List<?> lines) {
    BlockRuns runs = new BlockRuns(blocks, lines);
    List<Run> found = new ArrayList<>();
    for (int i = 0; i < lines.size(); i = found.get(found.size() - 1).end()) {
      found.add(runs.at(i));
    }
    return found;
  }

  /** The run of the outermost block that begins at a line and is repeated; else the line alone. */
  private Run at(int from) {
    for (int depth = common[from] + 1; depth <= blocks.get(from).size(); depth++) {
      int length = end(from, depth) - from;
      int times = 1;
      while (isSame(from, from + times * length, length, depth)) {
        times++;
      }
      if (times > 1 && length > 1) {
        return new Run(from, length, times);
      }
    }
    return new Run(from, 1, 1);
  }

  /** Whether a block of a depth begins at a line beside the one before, and says the same. */
  private boolean isSame(int from, int next, int length, int depth) {
    return next + length <= lines.size()
        && common[next] == depth - 1
        && blocks.get(next).size() >= depth
        && end(next, depth) == next + length
        && lines.subList(from, from + length).equals(lines.subList(next, next + length));
  }

  private int end(int from, int depth) {
    int end = from + 1;
    while (end < common.length && common[end] >= depth) {
      end++;
    }
    return end;
  }

  private static List<String> segments(String path) {
    return path.isEmpty() ? List.of() : List.of(path.split("\\.", -1));
  }

  private static int common(List<String> left, List<String> right) {
    int common = 0;
    while (common < Math.min(left.size(), right.size())
        && left.get(common).equals(right.get(common))) {
      common++;
    }
    return common;
  }
}
