package io.github.layerbook.memory;

import io.github.layerbook.size.Size;

/**
 * A piece of memory from the step that takes it to the last step that needs it.
 *
 * @param layer the layer that it belongs to
 * @param kind what is in it
 * @param bytes how many bytes it takes
 * @param from the first step at which it is there
 * @param until the last one
 * @param saved whether the forward pass leaves it for the backward pass
 */
public record Allocation(String layer, Kind kind, Size bytes, int from, int until, boolean saved) {
  /** What is in a piece of memory. */
  public enum Kind {
    /** The batch of inputs. */
    INPUT("input"),
    /** A layer's output. */
    ACTIVATION("activations"),
    /** What a layer computes besides its output, such as indices and masks. */
    EXTRA("indices, masks, statistics"),
    /** The gradient of an output. */
    GRADIENT("gradients of activations"),
    /** The gradient of parameters. */
    PARAMETER_GRADIENT("gradients of parameters"),
    /** What the optimizer remembers. */
    OPTIMIZER("optimizer state"),
    /** What the optimizer needs while it changes a tensor. */
    SCRATCH("optimizer scratch"),
    /** Copies of the weights in fp32. */
    MASTER("master weights");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    /** Returns the kind in words. */
    public String title() {
      return title;
    }
  }

  /** Returns whether it is there at a step. */
  public boolean covers(int step) {
    return from <= step && step <= until;
  }
}
