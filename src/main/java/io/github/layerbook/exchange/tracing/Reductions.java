package io.github.layerbook.exchange.tracing;

import io.github.layerbook.exchange.Placement;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.geometry.OpenExtents;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.layer.shape.Reshape;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Axes of a tensor that become one value: {@code x.mean(dim=(2, 3))}. */
public final class Reductions {
  private Reductions() {}

  /**
   * Returns a tensor with the mean or the largest of the values along axes; a sum counts as a mean.
   *
   * @param keep whether the axes stay, with extent 1
   */
  public static TracedTensor pooled(
      TracedTensor tensor, GlobalPool.Kind kind, List<Integer> axes, boolean keep) {
    List<Long> extents = new ArrayList<>(tensor.extents());
    axes.forEach(axis -> extents.set(axis, 1L));
    if (!tensor.isTraced()) {
      return dropped(tensor.viewed(extents, tensor.placement()), axes, keep);
    } else if (LongBatch.is(tensor) && !axes.contains(0)) {
      List<Integer> behind = axes.stream().map(axis -> axis + 1).toList();
      return LongBatch.within(
              List.of(tensor), apart -> List.of(pooled(apart.get(0), kind, behind, keep)))
          .get(0);
    } else if (axes.contains(tensor.batchAxis())) {
      throw new PythonException("the examples of a batch are combined, which no layer does");
    }
    List<Integer> kept = new ArrayList<>(tensor.ownAxes());
    kept.removeAll(axes);
    List<Integer> order = new ArrayList<>(kept);
    order.addAll(axes);
    Made placed = Layouts.placed(tensor, new Placement(order));
    long values = kept.stream().mapToLong(tensor.extents()::get).reduce(1, Math::multiplyExact);
    boolean direct = kept.size() == 1;
    if (!direct) {
      List<Long> flat = new ArrayList<>(List.of(values));
      axes.forEach(axis -> flat.add(tensor.extents().get(axis)));
      placed = reshaped(placed, flat);
    }
    Made made = placed.graph().add(name(kind), new GlobalPool(kind, false), placed);
    if (!direct && !kept.isEmpty()) {
      made = reshaped(made, kept.stream().map(tensor.extents()::get).toList());
    }
    Placement placement = new Placement(kept.isEmpty() ? List.of(axes.get(0)) : kept);
    return dropped(tensor.with(extents, placement, made), axes, keep);
  }

  private static String name(GlobalPool.Kind kind) {
    return kind == GlobalPool.Kind.AVERAGE ? "mean" : "max";
  }

  private static Made reshaped(Made made, List<Long> sizes) {
    OpenExtents extents =
        new OpenExtents(sizes.stream().map(size -> Optional.of(Size.of(size))).toList());
    return made.graph().add("reshape", new Reshape(extents, AxisOrder.CHW), made);
  }

  private static TracedTensor dropped(TracedTensor tensor, List<Integer> axes, boolean keep) {
    TracedTensor result = tensor;
    if (!keep) {
      for (int axis : axes.stream().sorted(java.util.Comparator.reverseOrder()).toList()) {
        result = Layouts.squeezed(result, axis);
      }
    }
    return result;
  }
}
