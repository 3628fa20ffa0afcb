package io.github.layerbook.whatif.sensitivity;

import java.util.Arrays;

/**
 * A size as it is, and as it becomes with each of many steps, of which most leave it alone.
 *
 * @param now its value as it is
 * @param steps the numbers of the steps that may change it, in order
 * @param values its value after each of them; {@link #NONE} where it has none
 */
record Perturbed(long now, int[] steps, long[] values) {
  /** Stands for the value of a size that has none: a negative one, or one beyond 64 bits. */
  static final long NONE = -1;

  private static final int[] NO_STEPS = {};
  private static final long[] NO_VALUES = {};

  /** Makes a size that no step changes. */
  static Perturbed constant(long value) {
    return new Perturbed(value, NO_STEPS, NO_VALUES);
  }

  /** Returns the value after a step. */
  long after(int step) {
    int place = Arrays.binarySearch(steps, step);
    return place < 0 ? now : values[place];
  }

  /** Returns whether a step may change it. */
  boolean isChangedBy(int step) {
    return Arrays.binarySearch(steps, step) >= 0;
  }

  /** Returns the place of the first step from a number on. */
  int from(int step) {
    int place = Arrays.binarySearch(steps, step);
    return place < 0 ? -place - 1 : place;
  }
}
