package io.github.layerbook.whatif.sensitivity;

import java.util.Arrays;
import java.util.stream.IntStream;

/** A size as it is, and as it becomes with each of many steps, of which most leave it alone. */
final class Perturbed {
  /** Stands for the value of a size that has none: a negative one, or one beyond 64 bits. */
  static final long NONE = -1;

  private final long now;
  private final int[] steps;
  private final long[] values;

  /**
   * Makes a size.
   *
   * @param now its value as it is
   * @param steps the numbers of the steps that may change it, in order
   * @param values its value after each of them; {@link #NONE} where it has none
   */
  Perturbed(long now, int[] steps, long[] values) {
    this.now = now;
    this.steps = steps;
    this.values = values;
  }

  /** Makes a size that no step changes. */
  static Perturbed constant(long value) {
    return new Perturbed(value, new int[0], new long[0]);
  }

  /** Returns the value as it is. */
  long now() {
    return now;
  }

  /** Returns how many steps may change it. */
  int count() {
    return steps.length;
  }

  /** Returns the numbers of those steps. */
  IntStream steps() {
    return IntStream.of(steps);
  }

  /** Returns the number of one of those steps, by its place among them. */
  int step(int place) {
    return steps[place];
  }

  /** Returns the value after that step. */
  long value(int place) {
    return values[place];
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
