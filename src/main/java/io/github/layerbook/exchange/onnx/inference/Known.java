package io.github.layerbook.exchange.onnx.inference;

import io.github.layerbook.layer.Shape;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a value.
 *
 * @param extents its extents, the batch among them
 * @param numbers its values, where they are few and do not depend on the network's input
 * @param weight the initializer that it is made of; empty for none
 * @param varies whether it depends on the network's input
 */
public record Known(
    List<Long> extents, Optional<List<Number>> numbers, String weight, boolean varies) {
  /** More values than these are not computed with. */
  static final int MOST_NUMBERS = 4096;

  /** Copies the extents, which are no more than a shape can have. */
  public Known {
    if (extents.size() > Shape.MOST_AXES) {
      throw new UnknownShapeException("%,d axes".formatted(extents.size()));
    }
    extents = List.copyOf(extents);
  }

  /** Makes what depends on the input. */
  public static Known varying(List<Long> extents) {
    return new Known(extents, Optional.empty(), "", true);
  }

  /** Makes numbers along one axis. */
  static Known of(List<? extends Number> numbers) {
    return new Known(List.of((long) numbers.size()), Optional.of(List.copyOf(numbers)), "", false);
  }

  /** Returns the number of axes. */
  public int rank() {
    return extents.size();
  }

  /** Returns whether it has places along more than one axis. */
  public boolean isMatrix() {
    return extents.stream().filter(extent -> extent != 1).count() > 1;
  }

  /**
   * Returns the number of values.
   *
   * @throws ArithmeticException beyond 2⁶³ − 1
   */
  public long size() {
    return extents.stream().reduce(1L, Math::multiplyExact);
  }

  /** Returns the values as whole numbers, if they are known and are. */
  public Optional<List<Long>> integers() {
    return numbers
        .filter(all -> all.stream().allMatch(Long.class::isInstance))
        .map(all -> all.stream().map(Long.class::cast).toList());
  }

  /** Returns an axis counted from the front. */
  int axis(long axis) {
    return axis(axis, rank());
  }

  /** Returns an axis among a number of them, counted from the front. */
  static int axis(long axis, int rank) {
    long index = axis < 0 ? axis + rank : axis;
    if (index < 0 || index >= rank) {
      throw new UnknownShapeException("there is no axis %d among %d".formatted(axis, rank));
    }
    return (int) index;
  }
}
