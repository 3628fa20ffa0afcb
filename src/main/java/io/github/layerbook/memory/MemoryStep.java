package io.github.layerbook.memory;

/**
 * A moment of a run: a layer's forward or backward pass, or the optimizer's step.
 *
 * @param phase which part of the run it is in
 * @param layer the layer's name; empty for none
 */
public record MemoryStep(Phase phase, String layer) {
  /** A part of a run. */
  public enum Phase {
    /** Before the first layer. */
    START,
    /** Layers one after the other. */
    FORWARD,
    /** Layers that are computed again since they were not kept, before their gradients. */
    RECOMPUTED,
    /** Gradients, last layer first. */
    BACKWARD,
    /** The optimizer changes the weights. */
    STEP
  }
}
