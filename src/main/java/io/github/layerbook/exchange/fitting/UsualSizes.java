package io.github.layerbook.exchange.fitting;

import java.util.List;

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

  private UsualSizes() {}
}
