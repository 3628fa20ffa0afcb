package io.github.layerbook.layer.attention;

/** How queries and keys are normalised before they meet. */
public enum HeadNorm {
  /** They are not. */
  NONE,
  /** By the root mean square of each head, with a scale (Qwen 3, Gemma 3). */
  RMS,
  /** By mean and variance of each head, with scale and shift (Phi). */
  LAYER,
  /**
   * By mean and variance of each head, with a layer of its own for each, without shift (StableLM).
   */
  EACH,
  /** By mean and variance of each head, with a scale for each feature of all (Cohere). */
  OWN,
  /** By the root mean square of all heads together, with a scale (OLMo 2). */
  ALL,
  /** By the root mean square of each head, without a scale (Llama 4). */
  UNIT
}
