package io.github.layerbook.whatif.tape;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * How the combinations of the open knobs are cut into blocks: the slow, outer knobs number the
 * blocks; the fast, inner knobs number the lanes of each.
 *
 * @param radices how many values each open knob has, the slowest first
 * @param outer how many of the knobs are outer
 * @param lanes the combinations of the inner knobs
 * @param blocks the combinations of the outer knobs
 */
public record Layout(List<Integer> radices, int outer, int lanes, long blocks)
    implements Serializable {
  /** Blocks so small that their scalars cost more than their lanes are made larger if possible. */
  private static final int FEW = 256;

  /** The lanes of an array that stays in a core's first caches. */
  private static final int MANY = 4_096;

  private static final int MOST = 262_144;

  /** Makes as many knobs inner as suit the caches. */
  public static Layout of(List<Integer> radices) {
    int outer = radices.size();
    long lanes = 1;
    while (outer > 0 && fits(lanes, lanes * radices.get(outer - 1))) {
      lanes *= radices.get(--outer);
    }
    long blocks = 1;
    for (int radix : radices.subList(0, outer)) {
      blocks = Math.multiplyExact(blocks, radix);
    }
    return new Layout(List.copyOf(radices), outer, (int) lanes, blocks);
  }

  private static boolean fits(long lanes, long more) {
    return more <= MANY || (lanes < FEW && more <= MOST);
  }

  boolean isInner(Symbol symbol) {
    return symbol.knob() >= outer;
  }

  /** Returns the position of an outer knob in a block. */
  int position(int knob, long block) {
    long rest = block;
    for (int i = outer - 1; i > knob; i--) {
      rest /= radices.get(i);
    }
    return (int) (rest % radices.get(knob));
  }

  /** Returns an inner symbol's value in each lane. */
  long[] lanes(Symbol symbol) {
    int run = 1;
    for (int radix : radices.subList(symbol.knob() + 1, radices.size())) {
      run *= radix;
    }
    List<Long> values = new ArrayList<>(symbol.values());
    long[] lane = new long[lanes];
    for (int i = 0; i < lanes; i++) {
      lane[i] = values.get(i / run % values.size());
    }
    return lane;
  }
}
