package io.github.layerbook.whatif.sweep;

import java.util.List;

/**
 * One row of a sweep.
 *
 * @param index its index in the grid
 * @param values the value of each knob, in the knobs' order
 * @param totals each total; none if there is no such network
 */
public record Variant(long index, List<String> values, List<Long> totals) {
  /** Copies the lists. */
  public Variant {
    values = List.copyOf(values);
    totals = List.copyOf(totals);
  }

  /** Returns whether it is a network that can be built and counted in 64 bits. */
  public boolean isValid() {
    return !totals.isEmpty();
  }
}
