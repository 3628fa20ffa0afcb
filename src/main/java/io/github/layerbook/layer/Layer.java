package io.github.layerbook.layer;

import java.util.List;

/**
 * One kind of layer with its options, independent of where it stands.
 *
 * <p>Layers are records annotated with {@link Word}; a user's own record takes part in builder,
 * notation, tables and sweeps like a built-in one. Hyper-parameters are {@link
 * io.github.layerbook.size.Size}s, so that a sweep can leave them open.
 */
public interface Layer {
  /**
   * Declares what the layer is when it is applied to inputs; pure.
   *
   * @param inputs the shapes of its inputs, in order, without the batch
   * @throws LayerException if the number or rank of the inputs is wrong
   */
  Declaration on(List<Shape> inputs);

  /** Returns whether the layer takes no inputs, as an input or a bare parameter does. */
  default boolean isSource() {
    return false;
  }
}
