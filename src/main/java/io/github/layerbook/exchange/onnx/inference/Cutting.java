package io.github.layerbook.exchange.onnx.inference;

import io.github.layerbook.exchange.onnx.model.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Operators that take part of tensors, join them, or put more around them. */
final class Cutting {
  private Cutting() {}

  /** Returns how an operator's outputs follow; null for one of another kind. */
  static @Nullable Rule of(String operator) {
    return switch (operator) {
      case "Concat" -> Cutting::concat;
      case "Slice" -> Cutting::slice;
      case "Split" -> Cutting::split;
      case "Expand" -> Cutting::expand;
      case "Tile" -> Cutting::tile;
      case "Pad" -> Cutting::pad;
      default -> null;
    };
  }

  private static List<Known> concat(Operation operation, Rule.Inputs in) {
    Known first = in.get(0);
    int axis = first.axis(operation.number("axis", 1));
    long total = 0;
    List<Number> numbers = new ArrayList<>();
    boolean known = first.rank() == 1;
    for (int i = 0; i < in.known().size(); i++) {
      Known each = in.get(i);
      if (each.rank() != first.rank()) {
        throw new UnknownShapeException(
            "%s and %s are joined".formatted(first.extents(), each.extents()));
      }
      for (int other = 0; other < first.rank(); other++) {
        if (other != axis && !each.extents().get(other).equals(first.extents().get(other))) {
          throw new UnknownShapeException(
              "%s and %s are joined along axis %d"
                  .formatted(first.extents(), each.extents(), axis));
        }
      }
      total = Math.addExact(total, each.extents().get(axis));
      known &= each.numbers().isPresent();
      each.numbers().ifPresent(numbers::addAll);
    }
    List<Long> extents = new ArrayList<>(first.extents());
    extents.set(axis, total);
    return List.of(
        new Known(
            extents,
            known && numbers.size() <= Known.MOST_NUMBERS ? Optional.of(numbers) : Optional.empty(),
            in.varies() ? "" : in.weight(),
            in.varies()));
  }

  private static List<Known> slice(Operation operation, Rule.Inputs in) {
    Known input = in.get(0);
    List<Long> starts = in.numbers(operation, "starts", 1);
    List<Long> ends = in.numbers(operation, "ends", 2);
    List<Long> axes = in.numbers(operation, "axes", 3);
    List<Long> steps = in.numbers(operation, "steps", 4);
    if (starts == null || ends == null || ends.size() != starts.size()) {
      throw new UnknownShapeException("no starts and ends are stated");
    }
    Known result = input;
    for (int i = 0; i < starts.size(); i++) {
      int axis = input.axis(axes == null ? (long) i : axes.get(i));
      result = sliced(result, axis, starts.get(i), ends.get(i), steps == null ? 1 : steps.get(i));
    }
    return List.of(result);
  }

  private static Known sliced(Known input, int axis, long start, long end, long step) {
    Range range = Range.of(input.extents().get(axis), start, end, step);
    List<Long> extents = new ArrayList<>(input.extents());
    extents.set(axis, range.count());
    return new Known(extents, Places.sliced(input, axis, range), input.weight(), input.varies());
  }

  private static List<Known> split(Operation operation, Rule.Inputs in) {
    Known input = in.get(0);
    int axis = input.axis(operation.number("axis", 0));
    long extent = input.extents().get(axis);
    List<Long> sizes = in.numbers(operation, "split", 1);
    if (sizes == null) {
      long parts = operation.number("num_outputs", operation.outputs().size());
      if (parts <= 0 || parts > Known.MOST_NUMBERS) {
        throw new UnknownShapeException("%d parts".formatted(parts));
      }
      long size = (extent + parts - 1) / parts;
      sizes = new ArrayList<>(Collections.nCopies((int) parts - 1, size));
      sizes.add(extent - size * (parts - 1));
    }
    List<Known> results = new ArrayList<>();
    long start = 0;
    for (long size : sizes) {
      if (size < 0 || size > extent - start) {
        throw new UnknownShapeException("%d values are split into %s".formatted(extent, sizes));
      }
      Known part = sliced(input, axis, start, start + size, 1);
      results.add(part);
      start += size;
    }
    return results;
  }

  private static List<Known> expand(Operation operation, Rule.Inputs in) {
    Known input = in.get(0);
    List<Long> wanted =
        in.get(1)
            .integers()
            .orElseThrow(
                () -> new UnknownShapeException("the shape is computed while the network runs"));
    List<Long> extents = Arithmetic.broadcast(input.extents(), wanted);
    return List.of(
        new Known(
            extents,
            Optional.ofNullable(Arithmetic.expanded(input, extents)),
            input.weight(),
            input.varies()));
  }

  private static List<Known> tile(Operation operation, Rule.Inputs in) {
    Known input = in.get(0);
    List<Long> repeats =
        in.get(1)
            .integers()
            .orElseThrow(
                () -> new UnknownShapeException("repeats are computed while the network runs"));
    if (repeats.size() != input.rank()) {
      throw new UnknownShapeException("%s repeats of %s".formatted(repeats, input.extents()));
    }
    List<Long> extents = new ArrayList<>();
    for (int i = 0; i < repeats.size(); i++) {
      extents.add(Math.multiplyExact(input.extents().get(i), repeats.get(i)));
    }
    boolean same = extents.equals(input.extents());
    return List.of(
        new Known(
            extents, same ? input.numbers() : Optional.empty(), input.weight(), input.varies()));
  }

  private static List<Known> pad(Operation operation, Rule.Inputs in) {
    Known input = in.get(0);
    List<Long> pads =
        in.numbers(
            operation, operation.attributes().containsKey("paddings") ? "paddings" : "pads", 1);
    List<Long> axes = in.numbers(operation, "axes", 3);
    int count = axes == null ? input.rank() : axes.size();
    if (pads == null) {
      throw new UnknownShapeException("its pads are computed while the network runs");
    } else if (pads.size() != 2 * count) {
      throw new UnknownShapeException("pads are %s".formatted(pads));
    }
    List<Long> extents = new ArrayList<>(input.extents());
    for (int i = 0; i < count; i++) {
      int axis = input.axis(axes == null ? (long) i : axes.get(i));
      long extent =
          Math.addExact(extents.get(axis), Math.addExact(pads.get(i), pads.get(count + i)));
      if (extent < 0) {
        throw new UnknownShapeException("%s is padded by %s".formatted(input.extents(), pads));
      }
      extents.set(axis, extent);
    }
    return List.of(in.of(extents));
  }
}
