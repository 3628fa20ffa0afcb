package io.github.layerbook.unit;

import io.github.layerbook.size.Size;

/**
 * How values are stored in blocks: a number of values, with what they share, such as a scale, take
 * so many bytes.
 *
 * <p>A plain number type is a block of one value; two 4-bit values are a block of one byte.
 *
 * @param name the format's name, such as {@code q4_k}
 * @param values the values of a block
 * @param bytes the bytes of a block, scales and zero points included
 */
public record BlockFormat(String name, long values, long bytes) {
  /** Checks the numbers. */
  public BlockFormat {
    if (values < 1 || bytes < 1) {
      throw new IllegalArgumentException(
          "a block of %s has 1 or more values and bytes, not %d and %d"
              .formatted(name, values, bytes));
    }
  }

  /** Makes the format of values that share nothing. */
  public static BlockFormat of(NumberType type) {
    int bits = type.bits();
    return bits % 8 == 0
        ? new BlockFormat(type.toString(), 1, bits / 8)
        : new BlockFormat(type.toString(), 8, bits);
  }

  /** Returns the bits that a value takes on average. */
  public double bitsPerValue() {
    return 8.0 * bytes / values;
  }

  /** Returns the bytes that values take: whole blocks, the last one filled up. */
  public Size bytes(Size count) {
    Size each = Size.of(bytes).named("B");
    return values == 1
        ? Size.product(count, each)
        : Size.product(count.dividedUpBy(Size.of(values)), each);
  }

  @Override
  public String toString() {
    return name;
  }
}
