package io.github.layerbook.layer;

import java.util.List;

/**
 * The steps that a layer is made of.
 *
 * @param parts the steps, in the order in which they run; none for a layer that is one step
 * @param outputs the values that are the layer's outputs, numbered as in {@link Part#reads()}
 * @param held the values that are there until the layer has run, even if no step reads them any
 *     more
 * @param fused whether the steps run as one kernel, which takes and keeps other memory than they
 *     would: that of the layer's {@link Declaration#backward()}
 */
public record Composition(
    List<Part> parts, List<Integer> outputs, List<Integer> held, boolean fused) {
  /** That of a layer that is one step. */
  public static final Composition NONE = new Composition(List.of(), List.of(), List.of(), false);

  /** Copies the lists. */
  public Composition {
    parts = List.copyOf(parts);
    outputs = List.copyOf(outputs);
    held = List.copyOf(held);
  }

  /** Returns this with other declarations of the same steps. */
  public Composition of(List<Part> others) {
    return new Composition(others, outputs, held, fused);
  }
}
