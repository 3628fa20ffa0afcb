package io.github.layerbook.serving;

import java.util.List;

/** The devices that come with Layerbook, from their makers' data sheets (dense, 16-bit). */
public final class Devices {
  private static final long GB = 1_000_000_000L;
  private static final long TERA = 1_000_000_000_000L;

  private static final List<Device> ALL =
      List.of(
          of("t4", "NVIDIA T4", 16, 320, 65, 2),
          of("v100", "NVIDIA V100 SXM2 32GB", 32, 900, 125, 1),
          of("a100-40", "NVIDIA A100 SXM 40GB", 40, 1_555, 312, 2),
          of("a100", "NVIDIA A100 SXM 80GB", 80, 2_039, 312, 2),
          of("l4", "NVIDIA L4", 24, 300, 121, 2),
          of("l40s", "NVIDIA L40S", 48, 864, 362, 2),
          of("rtx3090", "NVIDIA GeForce RTX 3090", 24, 936, 71, 2),
          of("rtx4090", "NVIDIA GeForce RTX 4090", 24, 1_008, 165, 2),
          new Device("h100", "NVIDIA H100 SXM", 80 * GB, 3_350 * GB, 989_500 * GB, 2),
          new Device("h200", "NVIDIA H200 SXM", 141 * GB, 4_800 * GB, 989_500 * GB, 2),
          of("b200", "NVIDIA B200", 180, 8_000, 2_250, 2),
          of("mi300x", "AMD Instinct MI300X", 192, 5_300, 1_307, 2),
          of("tpu-v5e", "Google TPU v5e", 16, 819, 197, 2),
          of("tpu-v5p", "Google TPU v5p", 95, 2_765, 459, 2));

  private Devices() {}

  private static Device of(
      String name,
      String title,
      long gigabytes,
      long gigabytesPerSecond,
      long teraOps,
      int eighth) {
    return new Device(name, title, gigabytes * GB, gigabytesPerSecond * GB, teraOps * TERA, eighth);
  }

  /** Returns all of them. */
  public static List<Device> all() {
    return ALL;
  }
}
