package io.github.layerbook.layer.attention;

/** Which projections of an attention have biases. */
public enum ProjectionBias {
  /** None. */
  NONE,
  /** All: of queries, keys, values and the output. */
  ALL,
  /** Those of queries, keys and values (Qwen 2). */
  INPUTS,
  /** That of the output. */
  OUTPUT,
  /** All but that of the keys, which softmax would not see (Whisper). */
  NOKEY;

  boolean ofQueries() {
    return this == ALL || this == INPUTS || this == NOKEY;
  }

  boolean ofKeys() {
    return this == ALL || this == INPUTS;
  }

  boolean ofOutput() {
    return this == ALL || this == OUTPUT || this == NOKEY;
  }
}
