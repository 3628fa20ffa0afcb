package io.github.layerbook.layer.feedforward;

/** What is added to an expert's score. */
public enum Routing {
  /** Nothing. */
  PLAIN,
  /** A trained bias (gpt-oss). */
  BIASED,
  /** A correction that balances the experts and is kept as a buffer, not trained (DeepSeek-V3). */
  CORRECTED
}
