package io.github.layerbook.exchange.source;

import io.github.layerbook.exchange.Placement;
import io.github.layerbook.layer.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a framework's tensor holds a value of ours.
 *
 * @param shape the value's shape, without the batch
 * @param extents the tensor's extents, with the batch
 * @param at at which of the extents the axes of the shape stand
 */
public record Layout(Shape shape, List<Long> extents, Placement at) {
  /** The extent of the batch: a prime that no layer's size is a multiple of. */
  static final long BATCH = 1_000_003;

  /** Copies the extents. */
  public Layout {
    extents = List.copyOf(extents);
  }

  /** Makes a tensor of a batch, then channels, then positions. */
  public static Layout channelsFirst(Shape shape) {
    return of(shape, Placement.channelsFirst(1, shape.axes().size()));
  }

  /** Makes a tensor of a batch, then positions, then channels. */
  public static Layout channelsLast(Shape shape) {
    return of(shape, Placement.channelsLast(1, shape.axes().size()));
  }

  /** Makes a tensor whose batch stands at the axis that no other does. */
  public static Layout of(Shape shape, Placement at) {
    return new Layout(shape, at.extents(shape, List.of(BATCH)), at);
  }

  /** Returns the number of the tensor's axes. */
  public int rank() {
    return extents.size();
  }

  /** Returns at which of the tensor's axes one of ours stands, from 0. */
  public int axis(int own) {
    return at.axes().get(own);
  }

  /** Returns the batch's axis. */
  public int batch() {
    return IntStream.range(0, rank()).filter(i -> !at.axes().contains(i)).findFirst().orElse(0);
  }

  /** Returns the order of axes, as {@code permute} takes them, that makes another placement. */
  public List<Integer> order(Placement wanted) {
    List<Integer> order = new ArrayList<>();
    for (int axis = 0; axis < rank(); axis++) {
      int own = wanted.axes().indexOf(axis);
      order.add(own < 0 ? batch() : at.axes().get(own));
    }
    return order;
  }

  /** Returns whether the values lie in the same order as in another placement of this value. */
  public boolean isOrderedAs(Layout other) {
    return large().equals(other.large());
  }

  /** Our axes in the tensor's order, without those of extent 1. */
  private List<Integer> large() {
    return IntStream.range(0, rank())
        .filter(axis -> at.axes().contains(axis) && extents.get(axis) != 1)
        .mapToObj(axis -> at.axes().indexOf(axis))
        .toList();
  }

  /** Returns the same value with its axes elsewhere. */
  public Layout placed(Placement wanted) {
    return of(shape, wanted);
  }
}
