package io.github.layerbook.exchange.fitting;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The windows that make maps of other maps, by their extents and by how many values they have.
 *
 * @param from the input's extents, without channels
 * @param to the output's extents, without channels
 * @param moves how a kernel may move from the one to the other
 * @param told whether a kernel is not other than the text says
 */
public record Windows(List<Long> from, List<Long> to, Moves moves, Predicate<Kernel> told) {
  /** Kernels that cost this much more than one that fits are no rivals of it. */
  private static final double NEAR = 2;

  /** How a kernel may move: {@link Sliding#byMode} or {@link Sliding#byNumber}. */
  @FunctionalInterface
  public interface Moves {
    /** Returns the ways from an input to an output. */
    List<Sliding> of(List<Long> from, List<Long> to, Kernel kernel);
  }

  /**
   * A convolution.
   *
   * @param window its window
   * @param groups into how many parts its channels are divided
   * @param bias whether it adds biases
   * @param cost how unlikely it is
   */
  public record Convolution(Sliding window, long groups, boolean bias, double cost) {}

  /** Returns the kernels of so many values that the text does not deny, the likeliest first. */
  public List<Kernel> kernels(long values) {
    return Kernel.of(values, from.size()).stream().filter(told).toList();
  }

  /** Returns the windows of so many values. */
  public List<Sliding> of(long values) {
    List<Sliding> all = new ArrayList<>();
    for (Kernel kernel : kernels(values)) {
      if (!all.isEmpty() && kernel.cost() > all.get(0).cost() + NEAR) {
        break;
      }
      all.addAll(moves.of(from, to, kernel));
    }
    return all;
  }

  /** Returns the convolutions of so many parameters; of groups, those of the fewest. */
  public List<Convolution> convolutions(long channels, long filters, long parameters) {
    List<Convolution> all = new ArrayList<>();
    for (boolean bias : new boolean[] {true, false}) {
      long products = parameters - (bias ? filters : 0);
      int before = all.size();
      boolean whole = products > 0 && products % filters == 0;
      for (long groups = 1; whole && groups <= channels && all.size() == before; groups++) {
        boolean divides = channels % groups == 0 && filters % groups == 0;
        long values = products / filters;
        if (divides && values % (channels / groups) == 0) {
          double cost = (bias ? 0 : 0.3) + (groups == 1 ? 0 : groups == channels ? 3 : 5);
          for (Sliding window : of(values / (channels / groups))) {
            all.add(new Convolution(window, groups, bias, window.cost() + cost));
          }
        }
      }
    }
    return all;
  }
}
