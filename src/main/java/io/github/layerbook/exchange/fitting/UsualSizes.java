package io.github.layerbook.exchange.fitting;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** The sizes of inputs that are usual, in the order in which they are tried. */
public final class UsualSizes {
  /** The sides of images. */
  public static final List<Long> SIDES =
      List.of(
          224L, 32L, 28L, 227L, 299L, 64L, 96L, 128L, 256L, 112L, 48L, 84L, 100L, 150L, 160L, 192L,
          240L, 384L, 448L, 512L, 331L, 16L, 20L, 36L, 40L, 50L, 56L, 60L, 80L, 105L, 120L, 200L,
          300L, 320L, 416L, 600L, 640L);

  /** The lengths of sequences. */
  public static final List<Long> LENGTHS =
      List.of(128L, 100L, 64L, 32L, 16L, 10L, 50L, 256L, 512L, 1000L, 1024L, 16000L);

  /** The sides of images in grey, which are mostly digits. */
  private static final List<Long> DIGITS = List.of(28L, 32L);

  /** More channels are no colours. */
  private static final long MOST_COLOURS = 16;

  private UsualSizes() {}

  /**
   * Returns the sides of images with a number of channels, of some sides.
   *
   * @param generated whether the first layer makes larger maps: of noise or a code, one pixel
   */
  public static List<Long> sides(long channels, List<Long> sides, boolean generated) {
    List<Long> ordered = new ArrayList<>(sides);
    if (generated && channels > MOST_COLOURS) {
      ordered.add(0, 1L);
    }
    if (channels == 1 && ordered.removeAll(DIGITS)) {
      ordered.addAll(0, DIGITS);
    }
    return ordered;
  }

  /** Returns square images with a number of channels, channels first. */
  public static List<List<Long>> images(long channels, List<Long> sides) {
    return sides.stream().map(side -> List.of(channels, side, side)).toList();
  }

  /** Returns sequences of usual lengths; each length is put among the other extents. */
  public static List<List<Long>> sequences(LongFunction<List<Long>> extents) {
    return LENGTHS.stream().map(extents::apply).toList();
  }
}
