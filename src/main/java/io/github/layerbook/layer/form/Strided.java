package io.github.layerbook.layer.form;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Padding;

/**
 * A layer of windows that stride and pad, whose record has the options {@code stride} and {@code
 * padding}; each is changed by itself.
 *
 * <pre>{@code
 * MaxPool.of(3).stride(2).padding(1).stride()      // 2
 * }</pre>
 *
 * @param <L> the layer
 */
public interface Strided<L extends Layer> extends Layer {
  /** Returns this with another stride, for all axes or one per axis. */
  default L stride(long... steps) {
    return Options.with(this, "stride", Extents.of(steps));
  }

  /** Returns this with padding on both sides of each axis, for all axes or one per axis. */
  default L padding(long... values) {
    return padding(Padding.of(values));
  }

  /** Returns this with other padding. */
  default L padding(Padding newPadding) {
    return Options.with(this, "padding", newPadding);
  }
}
