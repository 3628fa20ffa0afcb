package io.github.layerbook.unit;

import io.github.layerbook.size.Size;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The type in which values are stored, with its width in memory. */
public enum NumberType {
  /** IEEE 754 double precision. */
  FP64(64),
  /** IEEE 754 single precision. */
  FP32(32),
  /** NVIDIA's TensorFloat-32: 19 significant bits, stored as 32. */
  TF32(32),
  /** bfloat16. */
  BF16(16),
  /** IEEE 754 half precision. */
  FP16(16),
  /** 8-bit floating point, E4M3 or E5M2. */
  FP8(8),
  /** 8-bit integers. */
  INT8(8),
  /** 4-bit integers, two to a byte. */
  INT4(4);

  private final int bits;

  NumberType(int bits) {
    this.bits = bits;
  }

  /** Returns the bits that a value takes in memory. */
  public int bits() {
    return bits;
  }

  /** Returns the bytes that values take: {@code 224*224*64*4}, rounded up where half are left. */
  public Size bytes(Size values) {
    return bits % 8 == 0
        ? Size.product(values, Size.of(bits / 8).named("B"))
        : values.times(bits).dividedUpBy(Size.of(8));
  }

  /** Returns the name in lower case: {@code fp32}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the type of a name in any case.
   *
   * @throws IllegalArgumentException listing the valid names
   */
  public static NumberType of(String name) {
    return Arrays.stream(values())
        .filter(type -> type.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\"%s\" is not a number type; there are %s"
                        .formatted(
                            name,
                            Arrays.stream(values())
                                .map(NumberType::toString)
                                .collect(Collectors.joining(", ")))));
  }
}
