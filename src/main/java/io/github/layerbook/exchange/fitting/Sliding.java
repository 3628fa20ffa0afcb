package io.github.layerbook.exchange.fitting;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;

/**
 * How a window may move from an input to an output of known extents.
 *
 * @param kernel the window
 * @param strides the step along each axis
 * @param padding what is padded
 * @param amounts how much on each side of each axis, where the padding is a number
 * @param dilation the distance between the window's values
 * @param cost how unlikely it is
 */
public record Sliding(
    Kernel kernel,
    List<Long> strides,
    Padding padding,
    List<Long> amounts,
    long dilation,
    double cost) {
  /** An extent that the text does not say. */
  public static final long OPEN = -1;

  private static final long LARGEST_STRIDE = 64;

  /** How a window's edges are treated. */
  public enum Padding {
    /** The window stays inside. */
    NONE,
    /** As many positions as strides fit into the input. */
    SAME,
    /** A number of positions on both sides. */
    NUMBER
  }

  /** Copies the lists. */
  public Sliding {
    strides = List.copyOf(strides);
    amounts = List.copyOf(amounts);
  }

  /** Returns the moves without padding, or padded to the same extents, the likeliest first. */
  public static List<Sliding> byMode(List<Long> input, List<Long> output, Kernel kernel) {
    List<Sliding> all = new ArrayList<>();
    for (Padding padding : List.of(Padding.NONE, Padding.SAME)) {
      for (List<Long> strides : strides(input, output, kernel, padding)) {
        if (padding == Padding.NONE || pads(input, output, kernel, strides)) {
          double cost = kernel.cost() + strideCost(strides, kernel);
          all.add(new Sliding(kernel, strides, padding, List.of(), 1, cost));
        }
      }
    }
    dilated(input, output, kernel, all);
    all.sort(Comparator.comparingDouble(Sliding::cost));
    return all;
  }

  /** Whether the window would leave the input: what pads nothing is the same as no padding. */
  private static boolean pads(
      List<Long> input, List<Long> output, Kernel kernel, List<Long> strides) {
    for (int axis = 0; axis < input.size(); axis++) {
      long reach = (output.get(axis) - 1) * strides.get(axis) + kernel.extents().get(axis);
      if (reach > input.get(axis)) {
        return true;
      }
    }
    return false;
  }

  private static double strideCost(List<Long> strides, Kernel kernel) {
    double cost = strides.stream().distinct().count() == 1 ? 0 : 1;
    for (int i = 0; i < strides.size(); i++) {
      long stride = strides.get(i);
      long side = kernel.extents().get(i);
      boolean odd = stride > 1 && stride % 2 == 1 && stride != side;
      double beyond = Math.max(0, stride - Math.max(2, side)) + (odd ? 0.4 : 0);
      cost += (0.1 * (stride - 1) + beyond) / strides.size();
    }
    return cost;
  }

  /** The smallest stride that fits all axes, or else one for each. */
  private static List<List<Long>> strides(
      List<Long> input, List<Long> output, Kernel kernel, Padding padding) {
    LongPredicate fitsAll =
        stride -> {
          for (int axis = 0; axis < input.size(); axis++) {
            if (!fits(input, output, kernel, padding, axis, stride)) {
              return false;
            }
          }
          return true;
        };
    List<List<Long>> found = new ArrayList<>();
    long first = smallestStride(input, output, kernel, padding);
    LongStream.rangeClosed(first, Math.min(LARGEST_STRIDE, first + 2))
        .filter(fitsAll)
        .limit(2)
        .forEach(stride -> found.add(Collections.nCopies(input.size(), stride)));
    if (!found.isEmpty() || input.size() == 1) {
      return found;
    }
    List<Long> each = new ArrayList<>();
    for (int i = 0; i < input.size(); i++) {
      int axis = i;
      LongStream.rangeClosed(1, LARGEST_STRIDE)
          .filter(stride -> fits(input, output, kernel, padding, axis, stride))
          .findFirst()
          .ifPresent(each::add);
    }
    return each.size() == input.size() ? List.of(each) : List.of();
  }

  /** Shorter steps along the first axis would leave more positions than the output has. */
  private static long smallestStride(
      List<Long> input, List<Long> output, Kernel kernel, Padding padding) {
    long from = input.get(0);
    long to = output.get(0);
    if (from == OPEN || to == OPEN || to < 1) {
      return 1;
    }
    return Math.max(
        1,
        padding == Padding.SAME
            ? (from + to - 1) / to
            : Math.max(0, from - kernel.extents().get(0)) / to + 1);
  }

  private static boolean fits(
      List<Long> input, List<Long> output, Kernel kernel, Padding padding, int axis, long stride) {
    long from = input.get(axis);
    long to = output.get(axis);
    if (from == OPEN || to == OPEN) {
      return stride == 1;
    }
    return padding == Padding.SAME
        ? (from + stride - 1) / stride == to
        : from >= kernel.extents().get(axis)
            && (from - kernel.extents().get(axis)) / stride + 1 == to;
  }

  private static void dilated(
      List<Long> input, List<Long> output, Kernel kernel, List<Sliding> all) {
    long dilation = 0;
    for (int axis = 0; axis < input.size(); axis++) {
      long side = kernel.extents().get(axis);
      long lost = input.get(axis) - output.get(axis);
      boolean open = input.get(axis) == OPEN || output.get(axis) == OPEN;
      long own = side > 1 && lost % (side - 1) == 0 ? lost / (side - 1) : lost == 0 ? dilation : 0;
      if (open || own < 2 || (dilation > 0 && own != dilation)) {
        return;
      }
      dilation = own;
    }
    List<Long> strides = Collections.nCopies(input.size(), 1L);
    all.add(new Sliding(kernel, strides, Padding.NONE, List.of(), dilation, kernel.cost() + 3));
  }

  /** Returns the moves with a number of padded positions on both sides, the likeliest first. */
  public static List<Sliding> byNumber(List<Long> input, List<Long> output, Kernel kernel) {
    List<Sliding> all = new ArrayList<>();
    long longest = Collections.max(kernel.extents());
    for (long dilation : dilations(input, output, longest)) {
      long most = largestStride(input, output, longest * dilation);
      for (long stride = 1; stride <= most; stride++) {
        amounts(input, output, kernel, stride, dilation).ifPresent(all::add);
      }
    }
    all.sort(Comparator.comparingDouble(Sliding::cost));
    return all;
  }

  /** Longer steps would leave fewer positions than the output has. */
  private static long largestStride(List<Long> input, List<Long> output, long side) {
    return output.get(0) < 2
        ? LARGEST_STRIDE
        : Math.min(LARGEST_STRIDE, (input.get(0) + side) / (output.get(0) - 1) + 1);
  }

  private static List<Long> dilations(List<Long> input, List<Long> output, long longest) {
    return longest > 1 && input.equals(output) ? List.of(1L, 2L, 4L) : List.of(1L);
  }

  private static Optional<Sliding> amounts(
      List<Long> input, List<Long> output, Kernel kernel, long stride, long dilation) {
    List<Long> amounts = new ArrayList<>();
    double cost = kernel.cost() + strideCost(Collections.nCopies(input.size(), stride), kernel);
    for (int axis = 0; axis < input.size(); axis++) {
      long side = (kernel.extents().get(axis) - 1) * dilation + 1;
      long from = input.get(axis);
      long to = output.get(axis);
      long best = -1;
      for (long amount = 0; amount <= side / 2 || amount == 0; amount++) {
        boolean fits = from + 2 * amount >= side && (from + 2 * amount - side) / stride + 1 == to;
        boolean usual = amount == 0 || 2 * amount == side - 1;
        if (fits && (best < 0 || usual)) {
          best = amount;
        }
      }
      if (best < 0) {
        return Optional.empty();
      }
      amounts.add(best);
      cost += best == 0 ? 0.05 : 2 * best == side - 1 ? 0 : 0.6;
    }
    return Optional.of(
        new Sliding(
            kernel,
            Collections.nCopies(input.size(), stride),
            Padding.NUMBER,
            amounts,
            dilation,
            cost + (dilation - 1) * 2));
  }

  /** Returns what is said of it: {@code 3x3, stride 2, padded}. */
  @Override
  public String toString() {
    boolean plain = strides.stream().allMatch(stride -> stride == 1);
    boolean padded = padding == Padding.SAME || amounts.stream().anyMatch(amount -> amount > 0);
    return kernel
        + (plain
            ? ""
            : ", stride "
                + String.join("x", strides.stream().distinct().map(String::valueOf).toList()))
        + (dilation > 1 ? ", dilation " + dilation : "")
        + (padded ? ", padded" : ", not padded");
  }
}
