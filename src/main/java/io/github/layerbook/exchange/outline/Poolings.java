package io.github.layerbook.exchange.outline;

import io.github.layerbook.exchange.drawing.Drawing;
import io.github.layerbook.exchange.tracing.Made;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.layer.pooling.AveragePool;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.layer.pooling.MaxPool;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The pooling that a step may mean, the likeliest first. */
final class Poolings {
  private final Step step;
  private final List<Long> input;

  Poolings(Step step, Made input) {
    this.step = step;
    this.input = Drawing.extents(input);
  }

  List<Layer> all() {
    LayerPhrase phrase = step.phrase();
    List<Layer> all = new ArrayList<>();
    List<Long> kernel = kernel();
    Padding stated = phrase.padding().orElse(Padding.of(0));
    List<Long> strides = phrase.stride().map(List::of).orElse(List.of());
    add(all, kernel, strides, stated, false);
    if (!step.shape().isEmpty()) {
      add(all, kernel, strides, stated, true);
      long half = Collections.min(kernel) / 2;
      add(all, kernel, strides, Padding.of(half), false);
      add(all, kernel, strides, Padding.of(Padding.Mode.SAME), false);
      add(all, kernel, List.of(2L), stated, false);
      add(all, kernel, List.of(2L), stated, true);
      add(all, kernel, List.of(2L), Padding.of(half), false);
      add(all, kernel, List.of(1L), Padding.of(half), false);
      all.add(new GlobalPool(GlobalPool.Kind.AVERAGE, true));
    }
    return all;
  }

  /** Where the window is not said, it is what the output lacks, or 2x2. */
  private List<Long> kernel() {
    int axes = Math.max(1, input.size() - 1);
    List<Long> kernel = step.phrase().kernel();
    if (!kernel.isEmpty()) {
      return axes == 1 ? kernel.subList(0, 1) : kernel;
    }
    List<Long> shape = step.shape();
    long ratio =
        shape.size() > 1 && input.size() > 1 && shape.get(1) > 0
            ? input.get(1) / shape.get(1)
            : step.phrase().stride().orElse(2L);
    return Collections.nCopies(axes, ratio < 2 ? 2 : ratio);
  }

  private void add(
      List<Layer> all, List<Long> kernel, List<Long> stride, Padding padding, boolean ceil) {
    Extents window = extents(kernel);
    Extents steps = stride.isEmpty() ? null : extents(stride);
    all.add(
        step.phrase().kind() == LayerPhrase.Kind.AVERAGE_POOL
            ? new AveragePool(window, steps, padding, ceil, true)
            : new MaxPool(window, steps, padding, extents(List.of(1L)), ceil));
  }

  private static Extents extents(List<Long> numbers) {
    return Extents.of(numbers.stream().mapToLong(n -> n).toArray());
  }
}
