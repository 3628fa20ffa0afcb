package io.github.layerbook.exchange.djl.source;

import io.github.layerbook.exchange.source.Said;
import java.util.List;

/** A block of DJL's. */
interface Block {
  /**
   * One layer.
   *
   * @param said the layer in DJL's words
   */
  record Leaf(Said said) implements Block {}

  /**
   * Blocks one after the other: a {@code SequentialBlock}.
   *
   * @param blocks in order; none for what passes its input on
   */
  record Sequence(List<Block> blocks) implements Block {
    /** Copies the list. */
    public Sequence {
      blocks = List.copyOf(blocks);
    }
  }

  /**
   * Blocks that read the same, and what joins them: a {@code ParallelBlock}.
   *
   * @param branches what reads the same value
   * @param joined the layer that reads them all
   */
  record Parallel(List<Sequence> branches, Said joined) implements Block {
    /** Copies the list. */
    public Parallel {
      branches = List.copyOf(branches);
    }
  }
}
