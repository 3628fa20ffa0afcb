package io.github.layerbook.whatif.sensitivity;

import io.github.layerbook.report.Quantity;

/**
 * Where two figures of a network change places as an option moves: the last value at which they
 * stand as now, and the next with which the network builds, at which they do not.
 *
 * @param name what moves, in words: {@code batch}, {@code width of conv layers}
 * @param option its address; {@code batch} for the examples
 * @param now its value as it is; of options of different sizes, that of the largest
 * @param larger the figure that is the larger one now
 * @param smaller the figure that passes it
 * @param last the last value before they change places
 * @param first the value at which the smaller one has passed the larger one
 */
public record Crossing(
    String name,
    String option,
    long now,
    Quantity larger,
    Quantity smaller,
    Point last,
    Point first) {
  /**
   * Both figures at a value.
   *
   * @param value the value
   * @param larger the figure that is the larger one now
   * @param smaller the other one
   */
  public record Point(long value, long larger, long smaller) {
    boolean isCrossed() {
      return smaller > larger;
    }
  }

  /** Returns how many times as large, or as small, the value becomes. */
  double distance() {
    double ratio = (double) first.value() / now;
    return Math.max(ratio, 1 / ratio);
  }

  /** Returns this with what moves under another name. */
  Crossing named(String words) {
    return new Crossing(words, option, now, larger, smaller, last, first);
  }
}
