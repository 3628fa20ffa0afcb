package io.github.layerbook.network;

import org.jspecify.annotations.Nullable;

/**
 * A line of a printed network.
 *
 * @param depth how many braces it stands in
 * @param layer the layer and what it reads, or a brace
 * @param weights the words that say whose weights it shares; empty for its own
 * @param opening the branches' opening brace; empty for none
 * @param applied the layer; null for a brace alone
 */
record PrintedLine(
    int depth, String layer, String weights, String opening, @Nullable Applied applied) {
  /** Makes a line of a brace. */
  PrintedLine(int depth, String brace) {
    this(depth, brace, "", "", null);
  }

  /** Returns this with the brace that opens its branches. */
  PrintedLine opening(String brace) {
    return new PrintedLine(depth, layer, weights, " " + brace, applied);
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
  boolean isSharedBy(BlockPath block, PrintedLine other, BlockPath otherBlock) {
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
