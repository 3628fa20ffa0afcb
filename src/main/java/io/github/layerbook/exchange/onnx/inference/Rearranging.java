package io.github.layerbook.exchange.onnx.inference;

import io.github.layerbook.exchange.onnx.model.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Operators that give a tensor other axes, or take part of it. */
final class Rearranging {
  private Rearranging() {}

  /** Returns how an operator's outputs follow; null for one of another kind. */
  static @Nullable Rule of(String operator) {
    return switch (operator) {
      case "Reshape" -> Rearranging::reshape;
      case "Flatten" -> Rearranging::flatten;
      case "Transpose" -> Rearranging::transpose;
      case "Squeeze" -> Rearranging::squeeze;
      case "Unsqueeze" -> Rearranging::unsqueeze;
      case "Concat" -> Rearranging::concat;
      case "Slice" -> Rearranging::slice;
      case "Split" -> Rearranging::split;
      case "Expand" -> Rearranging::expand;
      case "Tile" -> Rearranging::tile;
      case "DepthToSpace" -> (operation, in) -> moved(operation, in, true);
      case "SpaceToDepth" -> (operation, in) -> moved(operation, in, false);
      case "Pad" -> Rearranging::pad;
      default -> null;
    };
  }

  private static Known viewed(Known input, List<Long> extents) {
    return new Known(extents, input.numbers(), input.weight(), input.varies());
  }

  private static List<Known> reshape(Operation operation, Rule.Inputs in) {
    Known input = in.get(0);
    List<Long> wanted = in.numbers(operation, "shape", 1);
    if (wanted == null) {
      throw new UnknownShapeException("no shape is stated");
    }
    List<Long> extents = new ArrayList<>();
    int open = -1;
    long stated = 1;
    for (int i = 0; i < wanted.size(); i++) {
      long extent = wanted.get(i);
      if (extent == 0 && operation.number("allowzero", 0) == 0) {
        if (i >= input.rank()) {
          throw new UnknownShapeException("there is no axis %d to copy".formatted(i));
        }
        extent = input.extents().get(i);
      }
      if (extent == -1 && open < 0) {
        open = i;
      } else if (extent < 0) {
        throw new UnknownShapeException("a shape %s".formatted(wanted));
      } else {
        stated = Math.multiplyExact(stated, extent);
      }
      extents.add(extent);
    }
    long size = input.size();
    if (open >= 0) {
      if (stated == 0 || size % stated != 0) {
        throw unfit(input, wanted);
      }
      extents.set(open, size / stated);
    } else if (size != stated) {
      throw unfit(input, wanted);
    }
    return List.of(viewed(input, extents));
  }

  private static UnknownShapeException unfit(Known input, List<Long> wanted) {
    return new UnknownShapeException(
        "%s cannot be reshaped to %s".formatted(input.extents(), wanted));
  }

  private static List<Known> flatten(Operation operation, Rule.Inputs in) {
    Known input = in.get(0);
    long stated = operation.number("axis", 1);
    int axis = stated == input.rank() ? input.rank() : input.axis(stated);
    long before = input.extents().subList(0, axis).stream().reduce(1L, Math::multiplyExact);
    long after =
        input.extents().subList(axis, input.rank()).stream().reduce(1L, Math::multiplyExact);
    return List.of(viewed(input, List.of(before, after)));
  }

  private static List<Known> transpose(Operation operation, Rule.Inputs in) {
    Known input = in.get(0);
    List<Long> order = operation.numbers("perm").orElseGet(() -> reversed(input.rank()));
    if (order.size() != input.rank() || order.stream().distinct().count() != order.size()) {
      throw new UnknownShapeException("perm is %s".formatted(order));
    }
    List<Long> extents = new ArrayList<>();
    order.forEach(axis -> extents.add(input.extents().get(input.axis(axis))));
    return List.of(
        new Known(extents, Places.transposed(input, order), input.weight(), input.varies()));
  }

  private static List<Long> reversed(int rank) {
    List<Long> order = new ArrayList<>();
    for (long axis = rank - 1L; axis >= 0; axis--) {
      order.add(axis);
    }
    return order;
  }

  private static List<Known> squeeze(Operation operation, Rule.Inputs in) {
    Known input = in.get(0);
    List<Long> stated = in.numbers(operation, "axes", 1);
    List<Long> extents = new ArrayList<>();
    List<Integer> gone = new ArrayList<>();
    if (stated != null) {
      stated.forEach(axis -> gone.add(input.axis(axis)));
    }
    for (int axis = 0; axis < input.rank(); axis++) {
      boolean goes = stated == null ? input.extents().get(axis) == 1 : gone.contains(axis);
      if (!goes) {
        extents.add(input.extents().get(axis));
      } else if (input.extents().get(axis) != 1) {
        throw new UnknownShapeException(
            "axis %d of %s is squeezed".formatted(axis, input.extents()));
      }
    }
    return List.of(viewed(input, extents));
  }

  private static List<Known> unsqueeze(Operation operation, Rule.Inputs in) {
    Known input = in.get(0);
    List<Long> stated = in.numbers(operation, "axes", 1);
    if (stated == null) {
      throw new UnknownShapeException("no axes are stated");
    }
    int rank = input.rank() + stated.size();
    List<Integer> added = stated.stream().map(axis -> Known.axis(axis, rank)).toList();
    List<Long> extents = new ArrayList<>();
    int next = 0;
    for (int axis = 0; axis < rank; axis++) {
      extents.add(
          added.contains(axis) || next >= input.rank()
              ? Long.valueOf(1)
              : input.extents().get(next++));
    }
    return List.of(viewed(input, extents));
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

  private static List<Known> moved(Operation operation, Rule.Inputs in, boolean toSpace) {
    List<Long> extents = new ArrayList<>(in.get(0).extents());
    long block = operation.number("blocksize", 1);
    if (extents.size() != 4 || block < 1 || block > Integer.MAX_VALUE) {
      throw new UnknownShapeException("blocks of %d of %s".formatted(block, extents));
    }
    long square = block * block;
    long channels = extents.get(1);
    if (toSpace
        ? channels % square != 0
        : extents.get(2) % block != 0 || extents.get(3) % block != 0) {
      throw new UnknownShapeException("blocks of %d of %s".formatted(block, extents));
    }
    extents.set(1, toSpace ? channels / square : Math.multiplyExact(channels, square));
    extents.set(2, toSpace ? Math.multiplyExact(extents.get(2), block) : extents.get(2) / block);
    extents.set(3, toSpace ? Math.multiplyExact(extents.get(3), block) : extents.get(3) / block);
    return List.of(in.of(extents));
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
