package io.github.layerbook.memory;

import io.github.layerbook.layer.SavedTensor;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.report.Settings;
import io.github.layerbook.size.Size;
import java.util.List;

/**
 * How many bytes the values of a run take.
 *
 * @param settings the batch and the number type
 * @param onGpu whether masks take a byte a value
 */
record ValueBytes(Settings settings, boolean onGpu) {
  private static final long INDEX = 8;

  /** Whether there are several examples, so that other axes than theirs come first in a copy. */
  boolean isCopied() {
    return settings.batch() > 1;
  }

  /** The bytes of one value. */
  Size ofOne() {
    return settings.type().bytes(Size.of(1));
  }

  /** The bytes of feature maps for the whole batch, or of values that are there once for it. */
  Size of(List<Shape> shapes, boolean once) {
    Size values = Size.sum(shapes.stream().map(Shape::values).toList());
    return settings.type().bytes(once ? values : settings.perBatch(values));
  }

  /** The bytes of indices for the whole batch. */
  Size ofIndices(Shape shape) {
    return settings.perBatch(shape.values()).times(INDEX);
  }

  /** The bytes of a parameter. */
  Size of(Tensor tensor) {
    return settings.bytes(tensor.count(), tensor.element());
  }

  /** The bytes of what a layer keeps, which may be there once for the whole batch. */
  Size of(SavedTensor kept, boolean once) {
    Size values = kept.perExample() && !once ? settings.perBatch(kept.values()) : kept.values();
    return settings.bytes(values, (onGpu ? kept.onGpu() : kept).element());
  }
}
