package io.github.layerbook.exchange.fitting;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * A kernel that a table may mean.
 *
 * @param extents its extent along each axis
 * @param cost how unlikely it is: 0 for an odd square
 */
public record Kernel(List<Long> extents, double cost) {
  /** Longer sides are no kernel's. */
  private static final long LONGEST = 64;

  /** Copies the extents. */
  public Kernel {
    extents = List.copyOf(extents);
  }

  /** Returns the kernels of so many values along a number of axes, the likeliest first. */
  public static List<Kernel> of(long values, int axes) {
    List<Kernel> kernels = new ArrayList<>();
    if (values >= 1) {
      factors(values, axes, new ArrayList<>(), kernels);
    }
    kernels.sort(Comparator.comparingDouble(Kernel::cost));
    return kernels;
  }

  /** Makes the kernel of one extent along all axes. */
  public static Kernel square(long side, int axes) {
    List<Long> extents = Collections.nCopies(axes, side);
    return new Kernel(extents, cost(extents));
  }

  private static void factors(long values, int axes, List<Long> before, List<Kernel> kernels) {
    if (axes == 1) {
      List<Long> extents = new ArrayList<>(before);
      extents.add(values);
      if (values <= LONGEST || extents.size() == 1) {
        kernels.add(new Kernel(extents, cost(extents)));
      }
      return;
    }
    for (long side = 1; side <= Math.min(values, LONGEST); side++) {
      if (values % side == 0) {
        before.add(side);
        factors(values / side, axes - 1, before, kernels);
        before.remove(before.size() - 1);
      }
    }
  }

  private static double cost(List<Long> extents) {
    long longest = Collections.max(extents);
    boolean square = extents.stream().distinct().count() == 1;
    boolean line = extents.stream().filter(side -> side > 1).count() == 1;
    double shape = square ? 0 : line ? 2 : 4;
    double size = longest > 11 ? 2 : longest % 2 == 0 ? 0.4 : 0;
    return shape + size + longest * 0.01;
  }

  /** Returns {@code 3x3}. */
  @Override
  public String toString() {
    return String.join("x", extents.stream().map(String::valueOf).toList());
  }
}
