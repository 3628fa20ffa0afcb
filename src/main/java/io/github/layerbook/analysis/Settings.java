package io.github.layerbook.analysis;

import io.github.layerbook.size.Size;

/**
 * What an analysis assumes besides the network.
 *
 * @param batch examples that are processed together, at least 1
 * @param type the type in which values and parameters are stored
 */
public record Settings(long batch, NumberType type) {
  /** One example in fp32, as the lecture counts. */
  public static final Settings DEFAULT = new Settings(1, NumberType.FP32);

  /** Checks the batch. */
  public Settings {
    if (batch < 1) {
      throw new IllegalArgumentException("a batch has 1 or more examples, not " + batch);
    }
  }

  /** Returns what the whole batch takes of what each example takes, {@code N} times as much. */
  Size perBatch(Size each) {
    return batch == 1 || each.is(0) ? each : Size.product(Size.of(batch).named("N"), each);
  }

  /** Returns these settings with another batch. */
  public Settings batch(long examples) {
    return new Settings(examples, type);
  }

  /** Returns these settings with another number type. */
  public Settings type(NumberType newType) {
    return new Settings(batch, newType);
  }
}
