package io.github.layerbook.serving;

import io.github.layerbook.unit.NumberType;

/**
 * What networks run on, by three figures of its data sheet.
 *
 * <pre>{@code
 * import io.github.layerbook.serving.Device;
 * Device card = new Device("mine", "My card", 24_000_000_000L, 1_008_000_000_000L, 165_200_000_000_000L, 2);
 * card.operations(NumberType.FP8)   // 330400000000000
 * }</pre>
 *
 * @param name its name in commands, in lower case
 * @param title what its maker calls it
 * @param memory bytes that it holds
 * @param bandwidth bytes that it reads a second from that memory
 * @param operations multiplications and additions a second in matrix products of 16-bit numbers,
 *     not the doubled figure for sparse matrices
 * @param eighth how many times as many it does with 8-bit numbers; 1 where it has no such products
 */
public record Device(
    String name, String title, long memory, long bandwidth, long operations, int eighth) {
  /** Checks the figures. */
  public Device {
    if (memory < 1 || bandwidth < 1 || operations < 1 || eighth < 1) {
      throw new IllegalArgumentException(
          "%s: memory, bandwidth and operations are 1 or more".formatted(name));
    }
  }

  /**
   * Returns the operations a second with numbers of a type: wider ones than 16 bits at half the
   * speed for each doubling, narrower ones than 8 as those of 8.
   */
  public long operations(NumberType type) {
    int bits = type.bits();
    return bits <= 8 ? operations * eighth : operations / Math.max(1, bits / 16);
  }

  @Override
  public String toString() {
    return name;
  }
}
