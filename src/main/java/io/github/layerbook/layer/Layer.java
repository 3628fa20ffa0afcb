package io.github.layerbook.layer;

import java.util.List;
import java.util.Map;

/**
 * One kind of layer with its options, independent of where it stands.
 *
 * <p>Layers are records annotated with {@link io.github.layerbook.layer.form.Word}; a user's own
 * record takes part in builder, notation, tables and sweeps like a built-in one. Hyper-parameters
 * are {@link io.github.layerbook.size.Size}s, so that a sweep can leave them open. One that is
 * several steps is a {@link Composite}.
 */
public interface Layer {
  /**
   * Declares what the layer is when it is applied to inputs; pure.
   *
   * @param inputs the shapes of its inputs, in order, without the batch
   * @throws LayerException if the number or rank of the inputs is wrong
   */
  Declaration on(List<Shape> inputs);

  /**
   * Returns what the symbols in its formulas stand for, by symbol, where the axes of its shapes and
   * tensors do not say: {@code S} for an attention's keys, which elsewhere is a stride.
   */
  default Map<String, String> symbols() {
    return Map.of();
  }

  /** Returns whether the layer takes no inputs, as an input or a bare parameter does. */
  default boolean isSource() {
    return false;
  }
}
