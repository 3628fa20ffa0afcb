package io.github.layerbook.whatif.sweep;

import io.github.layerbook.whatif.tape.Layout;
import java.io.Serializable;
import java.util.List;

/**
 * What the variants of a sweep have their indices from.
 *
 * @param grid the grid, whose slowest knobs are those that change more than sizes
 * @param order the numbers of the sweep's knobs in the order of the grid
 * @param layout how the open knobs' combinations are cut into blocks
 */
record Numbering(VariantGrid grid, List<Integer> order, Layout layout) implements Serializable {
  /** Returns the position of each knob's value at an index, in the sweep's order of the knobs. */
  int[] positions(long index) {
    int[] inGrid = grid.positions(index);
    int[] positions = new int[inGrid.length];
    for (int i = 0; i < inGrid.length; i++) {
      positions[order.get(i)] = inGrid[i];
    }
    return positions;
  }

  /** Returns how many variants each topology has. */
  long perTopology() {
    return layout.lanes() * layout.blocks();
  }

  /** Returns how many topologies there are. */
  long topologies() {
    return grid.size() / layout.lanes() / layout.blocks();
  }
}
