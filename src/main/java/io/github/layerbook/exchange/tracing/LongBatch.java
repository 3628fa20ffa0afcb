package io.github.layerbook.exchange.tracing;

import io.github.layerbook.exchange.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * A batch that has taken positions in, {@code [N*K, …]}, such as the windows of images: what layers
 * do to it they do to {@code [N, K, …]}.
 */
final class LongBatch {
  private LongBatch() {}

  /** Returns whether the first axis is a batch and positions of ours. */
  static boolean is(TracedTensor tensor) {
    return tensor.isTraced()
        && tensor.batchAxis() == 0
        && tensor.extents().get(0) > TracedTensor.BATCH
        && tensor.placement().axes().contains(0);
  }

  /** Returns the same values with the batch apart. */
  static TracedTensor apart(TracedTensor tensor) {
    List<Long> extents = new ArrayList<>(tensor.extents());
    extents.set(0, tensor.extents().get(0) / TracedTensor.BATCH);
    extents.add(0, TracedTensor.BATCH);
    return tensor.viewed(extents, moved(tensor.placement(), axis -> axis + 1));
  }

  /** Returns the same values with the batch and the axis behind it as one. */
  private static TracedTensor together(TracedTensor tensor) {
    List<Long> extents = new ArrayList<>(tensor.extents());
    extents.set(0, extents.get(0) * extents.remove(1));
    return tensor.viewed(extents, moved(tensor.placement(), axis -> axis - 1));
  }

  private static Placement moved(Placement placement, IntUnaryOperator move) {
    return Layouts.moved(placement, move);
  }

  /**
   * Returns what a function makes of tensors of one long batch.
   *
   * @param function what takes them with the batch apart
   */
  static List<TracedTensor> within(
      List<TracedTensor> tensors, UnaryOperator<List<TracedTensor>> function) {
    List<TracedTensor> inputs =
        tensors.stream().map(tensor -> is(tensor) ? apart(tensor) : tensor).toList();
    return function.apply(inputs).stream().map(LongBatch::together).toList();
  }
}
