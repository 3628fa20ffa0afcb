package io.github.layerbook.exchange.onnx.inference;

import io.github.layerbook.exchange.onnx.model.Operation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Operators that give a tensor other axes. */
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
      case "DepthToSpace" -> (operation, in) -> moved(operation, in, true);
      case "SpaceToDepth" -> (operation, in) -> moved(operation, in, false);
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
}
