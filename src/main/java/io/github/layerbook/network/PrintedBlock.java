package io.github.layerbook.network;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A block among the printed lines, perhaps repeated.
 *
 * @param block its path; the first one's
 * @param last the name of the last repetition
 * @param times how often it stands there
 * @param shared whether the repetitions have the weights of the first
 * @param from the position of its first line
 * @param to the position after its last line
 */
record PrintedBlock(BlockPath block, String last, int times, boolean shared, int from, int to) {
  /** Makes a block that stands there once. */
  PrintedBlock(BlockPath block, int from, int to) {
    this(block, block.name(), 1, false, from, to);
  }

  /**
   * Returns this repeated once more, if a block that has just been printed after it is the same
   * again and its name counts on; it is taken off the lines then.
   */
  @Nullable PrintedBlock with(PrintedBlock next, List<Line> lines) {
    boolean follows =
        next.from == to
            && next.to - next.from == to - from
            && next.last.equals(Naming.next(last))
            && !block.isStage()
            && !next.block.isStage()
            && next.block.outer().equals(block.outer());
    boolean plain = follows && !shared && isRepeated(next, lines);
    if (!plain && (!follows || (times > 1 && !shared) || !isShared(next, lines))) {
      return null;
    }
    lines.subList(next.from, next.to).clear();
    PrintedBlock repeated = new PrintedBlock(block, next.last, times + 1, !plain, from, to);
    lines.set(from, new Line(lines.get(from).depth(), repeated.header()));
    return repeated;
  }

  String header() {
    return (block.isStage() ? "stage " : "block ")
        + block.name()
        + (times > 1 ? " x" + times : "")
        + (shared ? " shared {" : " {");
  }

  private boolean isRepeated(PrintedBlock next, List<Line> lines) {
    for (int i = from + 1; i < to; i++) {
      if (!lines.get(i).text().equals(lines.get(i - from + next.from).text())) {
        return false;
      }
    }
    return true;
  }

  private boolean isShared(PrintedBlock next, List<Line> lines) {
    for (int i = from + 1; i < to; i++) {
      Line line = lines.get(i - from + next.from);
      if (!lines.get(i).isSharedBy(block, line, next.block)) {
        return false;
      }
    }
    return true;
  }

  /**
   * A line of a printed network.
   *
   * @param depth how many braces it stands in
   * @param layer the layer and what it reads, or a brace
   * @param weights the words that say whose weights it shares; empty for its own
   * @param opening the branches' opening brace; empty for none
   * @param applied the layer; null for a brace alone
   */
  record Line(int depth, String layer, String weights, String opening, @Nullable Applied applied) {
    /** Makes a line of a brace. */
    Line(int depth, String brace) {
      this(depth, brace, "", "", null);
    }

    /** Returns this with the brace that opens its branches. */
    Line opening(String brace) {
      return new Line(depth, layer, weights, " " + brace, applied);
    }

    /** Returns the line's characters after the indentation. */
    String text() {
      return layer + weights + opening;
    }

    /**
     * Returns whether another line says the same of a layer with the weights of this one's.
     *
     * @param block this line's block
     * @param other the other line
     * @param otherBlock the other line's block
     */
    boolean isSharedBy(BlockPath block, Line other, BlockPath otherBlock) {
      boolean same = layer.equals(other.layer) && opening.equals(other.opening);
      if (!same || applied == null || other.applied == null) {
        return same;
      }
      String here = block.within(applied.node().path());
      String there = otherBlock.within(other.applied.node().path());
      String shared = other.applied.node().weightsOf();
      if (shared.isEmpty()) {
        return weights.isEmpty() && applied.declaration().tensors().isEmpty();
      }
      return here.equals(there)
          && (shared.equals(applied.node().path()) || weights.equals(other.weights));
    }
  }
}
