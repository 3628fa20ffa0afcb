package io.github.layerbook.exchange.tracing;

import io.github.layerbook.exchange.Placement;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.geometry.OpenExtents;
import io.github.layerbook.layer.shape.Flatten;
import io.github.layerbook.layer.shape.Permute;
import io.github.layerbook.layer.shape.Reshape;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Tensors whose axes a layer reads in an order of its own, and tensors that are reshaped. */
public final class Layouts {
  private Layouts() {}

  /**
   * Returns a tensor's output with its axes where a layer wants them, permuted or reshaped if they
   * stand elsewhere.
   */
  public static Made placed(TracedTensor tensor, Placement wanted) {
    Made made = tensor.made();
    List<Integer> have = tensor.placement().axes();
    if (have.equals(wanted.axes())) {
      return made;
    }
    List<Long> extents = tensor.extents();
    List<Integer> mine = large(have, extents);
    List<Integer> theirs = large(wanted.axes(), extents);
    if (!List.copyOf(mine).stream().sorted().toList().equals(theirs.stream().sorted().toList())) {
      throw new PythonException(
          theirs.stream().anyMatch(axis -> extents.get(axis) % TracedTensor.BATCH == 0)
              ? "a layer here would mix the examples of a batch: the tensor is %s, N being the batch"
                  .formatted(TracedTensor.text(extents))
              : "a tensor %s has other axes than the layer expects"
                  .formatted(TracedTensor.text(extents)));
    }
    List<Integer> last = new ArrayList<>(theirs);
    Collections.rotate(last, -1);
    if (have.contains(Placement.NONE) && mine.equals(last) && isSorted(mine)) {
      // Axes have come or gone: the values lie as they are read with channels last.
      return reshaped(made, mine.stream().map(own(extents)::get).toList(), AxisOrder.HWC);
    }
    if (!mine.equals(theirs)) {
      made = permuted(made, have, theirs, extents);
    }
    Shape shape = wanted.shape(own(extents));
    List<Long> sizes = new ArrayList<>(sizes(shape));
    if (sizes.equals(sizes(made.shape()))) {
      return made;
    }
    boolean featuresLast = wanted.axes().equals(List.of(2, 1));
    Collections.rotate(sizes, featuresLast ? -1 : 0);
    return reshaped(made, sizes, featuresLast ? AxisOrder.HWC : AxisOrder.CHW);
  }

  private static boolean isSorted(List<Integer> axes) {
    return axes.equals(axes.stream().sorted().toList());
  }

  /** Extents of one example: what the batch's axis has taken in. */
  private static List<Long> own(List<Long> extents) {
    return extents.stream()
        .map(
            extent ->
                extent % TracedTensor.BATCH == 0 && extent > 0
                    ? extent / TracedTensor.BATCH
                    : extent)
        .toList();
  }

  /** The axes in order, without those of extent 1 and those that the framework does not have. */
  private static List<Integer> large(List<Integer> axes, List<Long> extents) {
    return axes.stream().filter(axis -> axis != Placement.NONE && extents.get(axis) != 1).toList();
  }

  private static Made permuted(
      Made made, List<Integer> have, List<Integer> wanted, List<Long> extents) {
    List<Size> dims = new ArrayList<>();
    wanted.forEach(axis -> dims.add(Size.of(have.indexOf(axis) + 1L)));
    for (int i = 0; i < have.size(); i++) {
      if (have.get(i) == Placement.NONE || extents.get(have.get(i)) == 1) {
        dims.add(Size.of(i + 1L));
      }
    }
    return made.graph().add("permute", new Permute(dims, AxisOrder.CHW), made);
  }

  private static Made reshaped(Made made, List<Long> sizes, AxisOrder order) {
    OpenExtents extents =
        new OpenExtents(sizes.stream().map(size -> Optional.of(Size.of(size))).toList());
    return made.graph().add("reshape", new Reshape(extents, order), made);
  }

  private static List<Long> sizes(Shape shape) {
    return shape.axes().stream().map(axis -> axis.size().value()).toList();
  }

  /** Returns a tensor with its axes in another order. */
  public static TracedTensor permuted(TracedTensor tensor, List<Integer> order) {
    if (order.stream().distinct().count() != order.size() || order.size() != tensor.rank()) {
      throw new PythonException(
          "%s is not an order of the dimensions of %s", order, TracedTensor.text(tensor.extents()));
    }
    return tensor.viewed(
        order.stream().map(tensor.extents()::get).toList(),
        moved(tensor.placement(), axis -> order.indexOf(axis)));
  }

  /** Returns a placement whose axes stand elsewhere. */
  static Placement moved(Placement placement, java.util.function.IntUnaryOperator move) {
    return new Placement(
        placement.axes().stream()
            .map(axis -> axis == Placement.NONE ? axis : Integer.valueOf(move.applyAsInt(axis)))
            .toList());
  }

  /** Returns a tensor with one axis more, of extent 1. */
  public static TracedTensor unsqueezed(TracedTensor tensor, long axis) {
    int at = TracedTensor.axis(axis, tensor.rank() + 1);
    List<Long> extents = new ArrayList<>(tensor.extents());
    extents.add(at, 1L);
    return tensor.viewed(extents, moved(tensor.placement(), own -> own < at ? own : own + 1));
  }

  /** Returns a tensor without an axis, if its extent is 1. */
  public static TracedTensor squeezed(TracedTensor tensor, long axis) {
    int at = tensor.axis(axis);
    if (tensor.extents().get(at) != 1) {
      return tensor;
    }
    List<Long> extents = new ArrayList<>(tensor.extents());
    extents.remove(at);
    return tensor.viewed(
        extents,
        moved(tensor.placement(), own -> own == at ? Placement.NONE : own < at ? own : own - 1));
  }

  /** Returns a tensor without its axes of extent 1. */
  public static TracedTensor squeezed(TracedTensor tensor) {
    TracedTensor result = tensor;
    for (int axis = tensor.rank() - 1; axis >= 0; axis--) {
      result = squeezed(result, axis);
    }
    return result;
  }

  /** Returns extents of which -1 stands for what is left. */
  public static List<Long> settled(TracedTensor tensor, List<Long> wanted) {
    long values = product(tensor.extents());
    long stated = product(wanted.stream().filter(extent -> extent != -1).toList());
    long open = wanted.stream().filter(extent -> extent == -1).count();
    if (open > 1 || stated < 0) {
      throw new PythonException("more than one dimension is left open");
    } else if (open == 0 ? values != stated : stated == 0 || values % stated != 0) {
      throw new PythonException(
          "a tensor %s cannot be reshaped to %s",
          TracedTensor.text(tensor.extents()), TracedTensor.text(wanted));
    }
    return wanted.stream()
        .map(extent -> extent == -1 ? Long.valueOf(values / stated) : extent)
        .toList();
  }

  private static long product(List<Long> extents) {
    long product = 1;
    for (long extent : extents) {
      try {
        product = Math.multiplyExact(product, extent);
      } catch (ArithmeticException e) {
        throw new PythonException("a tensor would have too many values");
      }
    }
    return product;
  }

  /** Returns a tensor's values under other extents, read in their order. */
  public static TracedTensor reshaped(TracedTensor tensor, List<Long> wanted) {
    List<Long> extents = settled(tensor, wanted);
    if (extents.equals(tensor.extents())) {
      return tensor;
    } else if (!tensor.isTraced()) {
      return tensor.viewed(extents, tensor.placement());
    }
    TracedTensor target = tensor.viewed(extents, tensor.placement());
    int batch = target.batchAxis();
    if (batch < 0) {
      throw new PythonException(
          "the batch goes into other dimensions: %s becomes %s",
          TracedTensor.text(tensor.extents()), TracedTensor.text(extents));
    }
    boolean vector = extents.size() == 2 && extents.get(batch) == TracedTensor.BATCH;
    return vector
        ? reshaped(tensor, extents, batch)
        : sameAxes(tensor, extents).orElseGet(() -> reshaped(tensor, extents, batch));
  }

  /** Where axes of extent 1 come or go, or the batch takes a neighbour in, nothing moves. */
  private static Optional<TracedTensor> sameAxes(TracedTensor tensor, List<Long> extents) {
    List<Integer> moved = new ArrayList<>();
    int next = 0;
    for (int axis = 0; axis < tensor.rank(); axis++) {
      long extent = tensor.extents().get(axis);
      while (next < extents.size() && extents.get(next) == 1 && extent != 1) {
        next++;
      }
      if (extent == 1) {
        moved.add(Placement.NONE);
      } else if (next < extents.size() && extents.get(next) == extent) {
        moved.add(next++);
      } else {
        return Optional.empty();
      }
    }
    while (next < extents.size() && extents.get(next) == 1) {
      next++;
    }
    return next < extents.size()
        ? Optional.empty()
        : Optional.of(tensor.viewed(extents, moved(tensor.placement(), moved::get)));
  }

  /**
   * The batch's axis may have taken others in, or give them back: they are ours, and stand at its
   * place.
   */
  private static TracedTensor reshaped(TracedTensor tensor, List<Long> extents, int batch) {
    List<Long> sizes = new ArrayList<>();
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < extents.size(); axis++) {
      long extent = axis == batch ? extents.get(axis) / TracedTensor.BATCH : extents.get(axis);
      if (axis != batch || extent > 1) {
        sizes.add(extent);
        axes.add(axis);
      }
    }
    if (axes.equals(List.of(0, 1)) && batch == 0) {
      // Vectors of a longer batch: the last axis is the channels.
      List<Integer> have = tensor.placement().axes();
      boolean standing =
          have.size() == 2
              && have.get(0) == tensor.rank() - 1
              && sizes(tensor.made().shape()).equals(List.of(sizes.get(1), sizes.get(0)));
      Made made = standing ? tensor.made() : reshaped(inOrder(tensor), sizes, AxisOrder.HWC);
      return tensor.with(extents, new Placement(List.of(1, 0)), made);
    }
    if (sizes.size() == 1) {
      Made flat = unordered(tensor);
      Made made =
          flat.shape().axes().size() == 1 ? flat : flat.graph().add("flatten", new Flatten(), flat);
      return tensor.with(extents, new Placement(axes), made);
    }
    return unfolded(tensor, extents, sizes, axes)
        .orElseGet(
            () ->
                tensor.with(
                    extents, new Placement(axes), reshaped(inOrder(tensor), sizes, AxisOrder.CHW)));
  }

  /** The way back from {@code [N*T, C]} to {@code [N, T, C]}. */
  private static Optional<TracedTensor> unfolded(
      TracedTensor tensor, List<Long> extents, List<Long> sizes, List<Integer> axes) {
    boolean back =
        tensor.placement().axes().equals(List.of(1, 0))
            && axes.size() == 2
            && sizes(tensor.made().shape()).equals(List.of(sizes.get(1), sizes.get(0)));
    return back
        ? Optional.of(
            tensor.with(extents, new Placement(List.of(axes.get(1), axes.get(0))), tensor.made()))
        : Optional.empty();
  }

  /** The output with its axes as the framework has them, those of extent 1 left where they are. */
  private static Made unordered(TracedTensor tensor) {
    List<Integer> axes = large(tensor.placement().axes(), tensor.extents());
    return isSorted(axes) ? tensor.made() : inOrder(tensor);
  }

  /** The output with its axes as the framework has them. */
  private static Made inOrder(TracedTensor tensor) {
    List<Integer> order =
        new ArrayList<>(
            tensor.placement().axes().stream().filter(a -> a != Placement.NONE).sorted().toList());
    return placed(tensor, new Placement(order));
  }

  /** Returns a tensor whose axes from one to another are one. */
  public static TracedTensor flattened(TracedTensor tensor, long from, long to) {
    int start = tensor.axis(from);
    int end = tensor.axis(to);
    List<Long> extents = new ArrayList<>(tensor.extents().subList(0, start));
    extents.add(product(tensor.extents().subList(start, end + 1)));
    extents.addAll(tensor.extents().subList(end + 1, tensor.rank()));
    return reshaped(tensor, extents);
  }
}
