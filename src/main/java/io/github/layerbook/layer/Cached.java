package io.github.layerbook.layer;

import io.github.layerbook.layer.Tensor.Element;
import io.github.layerbook.size.Size;

/**
 * What generation keeps of a layer for one sequence, so that the next token need not read the
 * sequence again: keys and values, a latent vector, or a state.
 *
 * @param name what it is, such as {@code keys}
 * @param each the values of one position, {@code h_k*d}; of a state all of it
 * @param positions of how many positions it is kept: {@code S} of all, {@code min(S, w-1)} of those
 *     in a window, to which the current one comes when it is used; 1 of a state
 * @param element how wide each value is
 */
public record Cached(String name, Size each, Size positions, Element element) {
  /** Makes what is kept of each position, as wide as the network's values. */
  public static Cached of(String name, Size each, Size positions) {
    return new Cached(name, each, positions, Element.VALUE);
  }

  /** Makes a state, which has one size however long the sequence is. */
  public static Cached state(String name, Size values, Element element) {
    return new Cached(name, values, Size.of(1), element);
  }

  /** Returns whether its size does not depend on the length of the sequence. */
  public boolean isState() {
    return positions.is(1);
  }

  /** Returns how many values are kept. */
  public Size values() {
    return isState() ? each : Size.product(positions, each);
  }
}
