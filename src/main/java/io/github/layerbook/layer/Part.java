package io.github.layerbook.layer;

import java.util.List;
import java.util.Optional;

/**
 * One of the steps of a layer that is several.
 *
 * @param name what the step is called in derivations, such as {@code query}
 * @param prefix what stands before the names of its tensors to make those of the whole layer
 * @param declaration what it declares on what it reads, its tensors under its own names
 * @param reads the values that it reads, by number: first the layer's inputs from 0 on, then all
 *     that each step before it gives
 * @param layer the layer that it is; empty for a step that is no layer of its own
 */
public record Part(
    String name,
    String prefix,
    Declaration declaration,
    List<Integer> reads,
    Optional<Layer> layer) {
  /** Copies the list. */
  public Part {
    reads = List.copyOf(reads);
  }

  /** Makes a step that is no layer of its own. */
  public Part(String name, String prefix, Declaration declaration, List<Integer> reads) {
    this(name, prefix, declaration, reads, Optional.empty());
  }
}
