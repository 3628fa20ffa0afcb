package io.github.layerbook.memory;

import io.github.layerbook.size.Digits;
import io.github.layerbook.size.Size;

/**
 * A figure of a {@link MemoryReport}: what it is, how it is defined, and how many bytes it is.
 *
 * @param part what it is
 * @param definition what exactly is counted, in a few words
 * @param bytes how many bytes, with their derivation
 */
public record MemoryFigure(Part part, String definition, Size bytes) {
  /** What a figure is. */
  public enum Part {
    /** Weights and biases. */
    PARAMETERS("parameters"),
    /** Statistics and counters that are not trained. */
    BUFFERS("buffers"),
    /** The gradients of weights and biases. */
    GRADIENTS("gradients"),
    /** What the optimizer remembers from step to step. */
    OPTIMIZER("optimizer state"),
    /** Copies of the weights in fp32. */
    MASTER("master weights"),
    /** The outputs of all rows, as lectures count. */
    OUTPUTS("outputs of all layers"),
    /** What the forward pass leaves for the backward pass. */
    SAVED("saved for backward"),
    /** The most at any step, besides parameters and buffers. */
    PEAK("peak"),
    /** The same without the batch of inputs. */
    PEAK_WITHOUT_INPUT("peak without input"),
    /** Everything. */
    TOTAL("peak with parameters");

    private final String title;

    Part(String title) {
      this.title = title;
    }

    /** Returns what it is in words: {@code optimizer state}. */
    public String title() {
      return title;
    }
  }

  /** Returns how the number is made up, in plain digits: {@code 138357544*4}. */
  public String derivation() {
    return Digits.of(bytes);
  }
}
