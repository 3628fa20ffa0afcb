package io.github.layerbook.memory;

/** What the backward pass computes again instead of finding it saved. */
public enum Recomputation {
  /** Nothing. */
  NONE,
  /**
   * Attention's scores and what is made of them until they have summed the values (Korthikanti et
   * al. 2022, section 5).
   */
  SELECTIVE,
  /** All of each numbered block but what the block reads (Chen et al. 2016, section 4). */
  FULL
}
