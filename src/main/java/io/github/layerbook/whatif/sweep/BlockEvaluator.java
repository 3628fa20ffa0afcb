package io.github.layerbook.whatif.sweep;

import io.github.layerbook.unit.Numbers;
import io.github.layerbook.whatif.tape.Tape;
import io.github.layerbook.whatif.tape.Tapes;
import io.github.layerbook.whatif.tape.VariantBlock;
import org.jspecify.annotations.Nullable;

/** Evaluates blocks of variants, one at a time into the same block; each thread needs its own. */
public final class BlockEvaluator {
  private final Tapes tapes;
  private final long from;
  private final long to;
  private final VariantBlock block;
  private int topology = -1;
  private Tape.@Nullable Evaluation evaluation;

  BlockEvaluator(Tapes tapes, int totals, long from, long to) {
    this.tapes = tapes;
    this.from = from;
    this.to = to;
    this.block = new VariantBlock(totals, tapes.layout().lanes());
  }

  /**
   * Returns the block that a variant is in, from its index; evaluates it unless it is the one that
   * was returned last.
   *
   * @throws IndexOutOfBoundsException if the variant is outside the range that these blocks are of
   */
  public VariantBlock at(long index) {
    if (index < from || index >= to) {
      throw new IndexOutOfBoundsException(
          "the variants here have indices from %s to %s, not %s"
              .formatted(Numbers.count(from), Numbers.count(to - 1), Numbers.count(index)));
    }
    return block.holds(index) ? block : number(index / tapes.layout().lanes());
  }

  /** Evaluates a block by its number; what it shows is in the range. */
  VariantBlock number(long number) {
    long blocks = tapes.layout().blocks();
    int lanes = tapes.layout().lanes();
    int wanted = (int) (number / blocks);
    Tape.Evaluation current = evaluation;
    if (current == null || wanted != topology) {
      current = tapes.tape(wanted).evaluation();
      evaluation = current;
      topology = wanted;
    }
    current.run(number % blocks, block);
    long first = number * lanes;
    long start = Math.max(first, from);
    block.show(start, (int) (start - first), (int) (Math.min(first + lanes, to) - first));
    return block;
  }
}
