package io.github.layerbook.layer;

import java.util.List;

/**
 * A layer that is several steps, and says no more than which: its output shapes, tensors, work,
 * requirements, memory and receptive field are what these make together.
 */
public interface Composite extends Layer {
  /**
   * Adds the layer's steps, in the order in which they run; what the last one gives is the layer's
   * output, unless {@link Steps#give} says otherwise.
   *
   * @throws LayerException if the inputs do not suit the layer
   */
  void compose(Steps steps);

  @Override
  default Declaration on(List<Shape> inputs) {
    return Steps.of(inputs, this::compose);
  }
}
