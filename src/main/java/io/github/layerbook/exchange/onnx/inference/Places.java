package io.github.layerbook.exchange.onnx.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Few numbers that are put in another order, place by place. */
final class Places {
  private Places() {}

  /** Returns the numbers of a tensor whose axes stand in another order. */
  static Optional<List<Number>> transposed(Known input, List<Long> order) {
    List<Long> extents = new ArrayList<>();
    order.forEach(axis -> extents.add(input.extents().get(input.axis(axis))));
    return picked(
        input,
        extents,
        place -> {
          List<Long> from = new ArrayList<>(place);
          for (int i = 0; i < order.size(); i++) {
            from.set(input.axis(order.get(i)), place.get(i));
          }
          return from;
        });
  }

  /** Returns the numbers of part of a tensor. */
  static Optional<List<Number>> sliced(Known input, int axis, Range range) {
    List<Long> extents = new ArrayList<>(input.extents());
    extents.set(axis, range.count());
    return picked(
        input,
        extents,
        place -> {
          List<Long> from = new ArrayList<>(place);
          from.set(axis, range.first() + place.get(axis) * range.step());
          return from;
        });
  }

  private static Optional<List<Number>> picked(
      Known input, List<Long> extents, UnaryOperator<List<Long>> origin) {
    List<Number> numbers = input.numbers().orElse(null);
    long size = extents.stream().reduce(1L, Math::multiplyExact);
    if (numbers == null || size > Known.MOST_NUMBERS) {
      return Optional.empty();
    }
    List<Number> result = new ArrayList<>();
    for (long i = 0; i < size; i++) {
      List<Long> from = origin.apply(place(i, extents));
      long index = 0;
      for (int axis = 0; axis < input.rank(); axis++) {
        index = index * input.extents().get(axis) + from.get(axis);
      }
      result.add(numbers.get((int) index));
    }
    return Optional.of(result);
  }

  /** Returns at which index of each axis a value stands. */
  private static List<Long> place(long index, List<Long> extents) {
    List<Long> place = new ArrayList<>(extents);
    long rest = index;
    for (int axis = extents.size() - 1; axis >= 0; axis--) {
      place.set(axis, rest % extents.get(axis));
      rest /= extents.get(axis);
    }
    return place;
  }
}
