package io.github.layerbook.unit;

import java.util.List;
import java.util.Optional;

/**
 * The formats in which weights are stored in blocks, each named once.
 *
 * <p>Sources: the block structures of ggml ({@code q}… formats of GGUF files), the OCP Microscaling
 * formats 1.0 (MXFP4), NVIDIA's NVFP4, and Dettmers et al. 2023, section 3 (NF4: a 32-bit constant
 * for 64 values; with double quantisation an 8-bit constant for 64 values and a 32-bit one for 256
 * of those). Groups of GPTQ and AWQ: 128 values of 4 bits with a 16-bit scale and a 4-bit zero
 * point.
 */
public final class BlockFormats {
  private static final List<BlockFormat> ALL =
      List.of(
          new BlockFormat("q8_0", 32, 34),
          new BlockFormat("q6_k", 256, 210),
          new BlockFormat("q5_k", 256, 176),
          new BlockFormat("q5_1", 32, 24),
          new BlockFormat("q5_0", 32, 22),
          new BlockFormat("q4_k", 256, 144),
          new BlockFormat("q4_1", 32, 20),
          new BlockFormat("q4_0", 32, 18),
          new BlockFormat("q3_k", 256, 110),
          new BlockFormat("q2_k", 256, 84),
          new BlockFormat("iq4_nl", 32, 18),
          new BlockFormat("iq4_xs", 256, 136),
          new BlockFormat("nf4", 64, 36),
          new BlockFormat("nf4_double", 16_384, 8_452),
          new BlockFormat("int4_g128", 256, 133),
          new BlockFormat("mxfp4", 32, 17),
          new BlockFormat("nvfp4", 16, 9));

  private BlockFormats() {}

  /** Returns all of them. */
  public static List<BlockFormat> all() {
    return ALL;
  }

  /** Returns the one of a name in any case. */
  public static Optional<BlockFormat> find(String name) {
    return ALL.stream().filter(format -> format.name().equalsIgnoreCase(name)).findFirst();
  }

  /**
   * Returns the one of a name that the library itself uses.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static BlockFormat of(String name) {
    return find(name)
        .orElseThrow(() -> new IllegalArgumentException("\"" + name + "\" is not a block format"));
  }
}
