package io.github.layerbook.exchange.tracing;

import io.github.layerbook.exchange.Placement;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.layer.merge.MatrixProduct;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;

/** Products of tensors as matrices of their last axes; those with learned ones are layers. */
public final class MatrixProducts {
  private MatrixProducts() {}

  /** Returns the product of two tensors as matrices of their last axes, {@code a @ b}. */
  public static TracedTensor of(TracedTensor first, TracedTensor second) {
    if (isMatrix(second) && first.isTraced()) {
      return linear(first, first.rank() - 1, second, 1);
    } else if (isMatrix(first) && second.isTraced() && second.rank() > 2) {
      return linear(second, second.rank() - 2, first, 0);
    }
    int rank = first.rank();
    if (LongBatch.is(first) && LongBatch.is(second)) {
      return LongBatch.within(
              List.of(first, second), apart -> List.of(of(apart.get(0), apart.get(1))))
          .get(0);
    } else if (!first.isTraced() || !second.isTraced() || rank < 3 || second.rank() != rank) {
      throw Merges.misfit(
          "the product of tensors %s and %s has no layer here", first.extents(), second.extents());
    }
    Placement plain = new Placement(first.ownAxes());
    if (first.batchAxis() > rank - 3 || !second.ownAxes().equals(plain.axes())) {
      throw Merges.misfit(
          "a product of tensors %s and %s mixes the examples of a batch",
          first.extents(), second.extents());
    }
    List<Long> extents = new ArrayList<>(first.extents());
    extents.set(rank - 1, second.extents().get(rank - 1));
    Made made =
        first
            .graph()
            .add(
                "matmul",
                new MatrixProduct(),
                Layouts.placed(first, plain),
                Layouts.placed(second, plain));
    return first.with(extents, plain, made);
  }

  private static boolean isMatrix(TracedTensor tensor) {
    return !tensor.isTraced() && tensor.weight() != null && tensor.rank() == 2;
  }

  /** The product of each vector along an axis with a learned matrix, of whose axes one is out. */
  private static TracedTensor linear(TracedTensor tensor, int axis, TracedTensor matrix, int out) {
    TracedTensor.Weight weight = matrix.weight();
    long inputs = matrix.extents().get(1 - out);
    if (weight == null || tensor.extents().get(axis) != inputs) {
      throw Merges.misfit(
          "the product of tensors %s and %s has no layer here", tensor.extents(), matrix.extents());
    }
    List<Integer> axes = new ArrayList<>(tensor.ownAxes());
    axes.remove(Integer.valueOf(axis));
    axes.add(0, axis);
    Placement placement = new Placement(axes);
    Layer layer = new Linear(Size.of(matrix.extents().get(out)), false, Size.of(inputs));
    Made made = Merges.of(weight, tensor.graph(), layer, Layouts.placed(tensor, placement));
    List<Long> extents = new ArrayList<>(tensor.extents());
    extents.set(axis, matrix.extents().get(out));
    return tensor.with(extents, placement, made);
  }
}
