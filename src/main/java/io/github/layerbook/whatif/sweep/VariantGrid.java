package io.github.layerbook.whatif.sweep;

import io.github.layerbook.unit.Numbers;
import io.github.layerbook.whatif.edit.Knob;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * All combinations of several knobs' values, each with an index: mixed radix, the last knob varies
 * fastest. A range of indices is a unit of work that needs nothing of the others.
 *
 * @param knobs the knobs, the slowest first
 * @param size the number of combinations
 */
public record VariantGrid(List<Knob> knobs, long size) implements Serializable {
  /** Copies the knobs. */
  public VariantGrid {
    knobs = List.copyOf(knobs);
  }

  /**
   * Makes the grid of some knobs.
   *
   * @throws IllegalArgumentException if it has more than 2⁶³−1 combinations
   */
  public static VariantGrid of(List<Knob> knobs) {
    try {
      long size = 1;
      for (Knob knob : knobs) {
        size = Math.multiplyExact(size, knob.values().size());
      }
      return new VariantGrid(knobs, size);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "the knobs have more than %s combinations: give them fewer values"
              .formatted(Numbers.count(Long.MAX_VALUE)),
          e);
    }
  }

  /** Returns the position of each knob's value at an index. */
  public int[] positions(long index) {
    checkIndex(index);
    int[] positions = new int[knobs.size()];
    long rest = index;
    for (int i = positions.length - 1; i >= 0; i--) {
      int radix = knobs.get(i).values().size();
      positions[i] = (int) (rest % radix);
      rest /= radix;
    }
    return positions;
  }

  /** Returns the index of a combination, the inverse of {@link #positions}. */
  public long index(int... positions) {
    if (positions.length != knobs.size()) {
      throw new IllegalArgumentException(
          knobs.size() + " positions are expected, not " + positions.length);
    }
    long index = 0;
    for (int i = 0; i < positions.length; i++) {
      int radix = knobs.get(i).values().size();
      index = index * radix + Objects.checkIndex(positions[i], radix);
    }
    return index;
  }

  void checkIndex(long index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException(
          "variants have indices from 0 to %s, not %s"
              .formatted(Numbers.count(size - 1), Numbers.count(index)));
    }
  }
}
