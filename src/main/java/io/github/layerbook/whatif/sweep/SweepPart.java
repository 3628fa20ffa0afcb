package io.github.layerbook.whatif.sweep;

import io.github.layerbook.whatif.tape.Code;
import io.github.layerbook.whatif.tape.Layout;
import io.github.layerbook.whatif.tape.Tape;
import io.github.layerbook.whatif.tape.Tapes;
import io.github.layerbook.whatif.tape.VariantBlock;
import java.io.Serializable;
import java.util.List;

/**
 * A range of a sweep's variants with all that is needed to evaluate them, to be sent to another
 * thread, process or machine: instructions and the knobs' values. Networks, layers and functions
 * that the sweep was made with are not in it, so that they need not be known there.
 */
public final class SweepPart implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Numbering numbering;
  private final Columns columns;
  private final int topology;
  private final List<Code> codes;

  /**
   * Makes the part of some topologies.
   *
   * @param topology the number of the first
   */
  SweepPart(Numbering numbering, Columns columns, int topology, List<Code> codes) {
    this.numbering = numbering;
    this.columns = columns;
    this.topology = topology;
    this.codes = List.copyOf(codes);
  }

  /** Returns the index of the first variant. */
  public long from() {
    return topology * numbering.perTopology();
  }

  /** Returns the index after the last variant. */
  public long to() {
    return from() + codes.size() * numbering.perTopology();
  }

  /**
   * Returns the position of each knob's value at an index, in the order of {@link Sweep#knobs()}.
   */
  public int[] positions(long index) {
    return numbering.positions(index);
  }

  /** Returns new blocks that evaluate the variants. */
  public BlockEvaluator blocks() {
    return new BlockEvaluator(new Own(), columns.totals(), from(), to());
  }

  /** Returns the number of a quantity of a valid variant, see {@link Sweep#number}. */
  public Number number(VariantBlock block, int place, int variant) {
    return columns.number(block, place, variant);
  }

  /** The tapes of this part: made when they are asked for, and left to those who asked. */
  private final class Own implements Tapes {
    @Override
    public Layout layout() {
      return numbering.layout();
    }

    @Override
    public Tape tape(int number) {
      return codes.get(number - topology).tape();
    }
  }
}
