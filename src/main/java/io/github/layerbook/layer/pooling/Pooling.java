package io.github.layerbook.layer.pooling;

import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.geometry.SlidingWindows;
import io.github.layerbook.layer.geometry.Windows;
import io.github.layerbook.size.Size;
import java.util.List;

/**
 * What all pooling over windows shares: the output's shape and what its windows see.
 *
 * @param windows the geometry
 * @param maps the output, what it requires and what it sees
 */
record Pooling(SlidingWindows windows, Declaration maps) {
  /** Applies windows to an input, channel by channel. */
  static Pooling of(Windows windows, List<Shape> inputs, String what) {
    SlidingWindows over = windows.over(inputs, what);
    return new Pooling(over, over.declare(over.channels()).with(over.poolRequirements()));
  }

  /** The declaration, with operations of one kind for each output value. */
  Declaration declaration(Work.Kind kind, Size perOutput) {
    return maps.with(kind, Size.product(perOutput, outputs()));
  }

  /** The number of output values. */
  Size outputs() {
    return maps.output().settled().values("out");
  }

  /** The number of values in a window. */
  Size values() {
    return windows.values();
  }

  /** The number of values in a window besides the first. */
  Size others() {
    return values().minus(1);
  }
}
