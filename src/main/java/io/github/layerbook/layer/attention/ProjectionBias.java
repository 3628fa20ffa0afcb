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

  /** Whether the projections of queries and values have biases. */
  public boolean ofQueries() {
    return this == ALL || this == INPUTS || this == NOKEY;
  }

  /** Whether that of the keys has one. */
  public boolean ofKeys() {
    return this == ALL || this == INPUTS;
  }

  /** Whether that of the output has one. */
  public boolean ofOutput() {
    return this == ALL || this == OUTPUT || this == NOKEY;
  }
}
