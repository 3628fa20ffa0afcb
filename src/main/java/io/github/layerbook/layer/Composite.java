package io.github.layerbook.layer;

import java.util.List;

/**
 * A layer that is several steps, and says no more than which: its output shapes, tensors, work,
 * requirements, memory and receptive field are what these make together.
 *
 * <pre>{@code
 * @Word("mlp")
 * record Mlp(Size hidden) implements Composite {
 *   public void compose(Steps steps) {
 *     Size width = steps.input().shape().channels().size();
 *     steps.add("norm", LayerNormalization.of());
 *     steps.add("fc1", new Linear(hidden, true, null));
 *     steps.add(Activation.of(Activation.Kind.GELU));
 *     var narrow = steps.add("fc2", new Linear(width, true, null));
 *     steps.add(Merge.of(Merge.Kind.ADD), steps.input(), narrow);
 *   }
 * }
 * }</pre>
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
