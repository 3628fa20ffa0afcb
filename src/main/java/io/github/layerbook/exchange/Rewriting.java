package io.github.layerbook.exchange;

import io.github.layerbook.layer.Layer;
import java.util.List;
import java.util.function.Function;

/**
 * Says a layer that a framework does not have by layers that it has: a fully connected layer as
 * {@code Flatten} and {@code Linear}.
 *
 * @param type the layer's record
 * @param steps returns the layers, each of which reads what the one before it gives; none if the
 *     layer must be said as it is
 */
public record Rewriting(Class<? extends Layer> type, Function<Writing, List<Layer>> steps) {
  /** Makes the rewriting of a type of layer. */
  public static Rewriting of(Class<? extends Layer> type, Function<Writing, List<Layer>> steps) {
    return new Rewriting(type, steps);
  }
}
