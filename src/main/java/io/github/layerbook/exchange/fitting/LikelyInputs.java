package io.github.layerbook.exchange.fitting;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/** The inputs that a first layer may have where its output alone is told. */
public final class LikelyInputs {
  /** The sides of images that are usual; 112 is mostly what a stride leaves of 224. */
  private static final List<Long> SIDES =
      UsualSizes.SIDES.stream().filter(side -> side != 112).toList();

  private static final List<Long> CHANNELS = List.of(3L, 1L, 4L, 2L);
  private static final long MOST_CHANNELS = 1_024;
  private static final long LARGEST = 4_096;

  private LikelyInputs() {}

  /**
   * Returns numbers of channels with which a convolution may have so many parameters.
   *
   * @param filters its channels out
   */
  public static Set<Long> channels(long parameters, long filters) {
    Set<Long> channels = new LinkedHashSet<>();
    if (filters > 0 && parameters % filters == 0) {
      long each = parameters / filters;
      LongStream.concat(
              CHANNELS.stream().mapToLong(Long::longValue),
              LongStream.rangeClosed(1, MOST_CHANNELS))
          .filter(c -> each % c == 0 || (each - 1) % c == 0)
          .forEach(channels::add);
    }
    return channels.isEmpty() ? new LinkedHashSet<>(CHANNELS) : channels;
  }

  /** Returns extents that a window may have made the given ones of. */
  public static List<List<Long>> sides(List<Long> out) {
    List<List<Long>> all = new ArrayList<>();
    boolean square = out.stream().distinct().count() == 1;
    if (square) {
      SIDES.stream()
          .filter(side -> side >= out.get(0) && side <= 6 * out.get(0) + 12)
          .forEach(side -> all.add(out.stream().map(each -> side).toList()));
    }
    for (long stride : new long[] {1, 2}) {
      for (long more : new long[] {0, 2, 4, 6, 10, 1, 3}) {
        List<Long> extents = out.stream().map(side -> side * stride + more).toList();
        if (extents.stream().allMatch(side -> side <= LARGEST)) {
          all.add(extents);
        }
      }
    }
    return all.stream().distinct().toList();
  }

  /** Returns how unlikely an input of some sides and channels is. */
  public static double cost(List<Long> sides, long channels) {
    int known = CHANNELS.indexOf(channels);
    double cost =
        known >= 0 ? (known > 0 ? 0.5 : 0) + 0.1 * known : 3 + Math.min(5, channels * 0.01);
    for (long side : sides) {
      int usual = SIDES.indexOf(side);
      cost += (usual >= 0 ? 0.005 * usual : 1.5) / sides.size();
    }
    return cost;
  }
}
