package io.github.layerbook.exchange;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * At which of the framework's axes the axes of a shape of ours stand; the framework's others are
 * the batch.
 *
 * <p>Of a batch of images in PyTorch, {@code [N, C, H, W]}, it is {@code [1, 2, 3]}; in Keras,
 * {@code [N, H, W, C]}, it is {@code [3, 1, 2]}.
 *
 * @param axes the framework's axis, from 0, of each of ours, channels first; {@link #NONE} where
 *     the framework has no such axis, whose extent is 1
 */
public record Placement(List<Integer> axes) {
  /** Stands for an axis of extent 1 that the framework does not have. */
  public static final int NONE = -1;

  /** Copies the axes. */
  public Placement {
    axes = List.copyOf(axes);
  }

  /** Makes the placement of axes in our order, channels first, after those of the batch. */
  public static Placement channelsFirst(int leading, int rank) {
    return new Placement(IntStream.range(leading, leading + rank).boxed().toList());
  }

  /** Makes the placement of positions and then channels, after the axes of the batch. */
  public static Placement channelsLast(int leading, int rank) {
    return last(IntStream.range(leading, leading + rank).boxed().toList());
  }

  /** Makes the placement of the framework's axes in an order with channels last. */
  public static Placement last(List<Integer> order) {
    List<Integer> axes = new ArrayList<>(order);
    if (!axes.isEmpty()) {
      axes.add(0, axes.remove(axes.size() - 1));
    }
    return new Placement(axes);
  }

  /** Returns our shape of what has the framework's extents. */
  public Shape shape(List<Long> extents) {
    List<Size> sizes = new ArrayList<>();
    for (int axis : axes) {
      sizes.add(Size.of(axis == NONE ? 1 : extents.get(axis)));
    }
    return Shape.of(sizes, AxisOrder.CHW);
  }

  /** Returns the extents of the framework's axes that are none of ours: the batch. */
  public List<Long> batch(List<Long> extents) {
    return IntStream.range(0, extents.size())
        .filter(axis -> !axes.contains(axis))
        .mapToObj(extents::get)
        .toList();
  }

  /** Returns the framework's extents of a shape of ours with a batch. */
  public List<Long> extents(Shape shape, List<Long> batch) {
    List<Long> extents = new ArrayList<>();
    int rank = batch.size() + (int) axes.stream().filter(axis -> axis != NONE).count();
    int next = 0;
    for (int axis = 0; axis < rank; axis++) {
      int own = axes.indexOf(axis);
      extents.add(own < 0 ? batch.get(next++) : shape.axes().get(own).size().value());
    }
    return extents;
  }
}
