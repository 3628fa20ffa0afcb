package io.github.layerbook.view.diagram;

import io.github.layerbook.network.BlockPath;
import io.github.layerbook.report.Quantities;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Row;
import java.util.List;

/**
 * What a diagram draws, before it has places: boxes in the network's order, and the values that
 * flow between them.
 *
 * @param boxes the boxes; an edge names them by their index
 * @param edges the edges
 * @param quantities what boxes say that they cost: blocks the first, all of them under the pointer
 */
record DiagramPlan(List<Box> boxes, List<Edge> edges, List<Quantity> quantities) {

  /** What a box represents. */
  enum Kind {
    /** One layer, and those after it that only pass its output on in the same shape. */
    LAYERS,
    /** A block whose layers are not shown, or several blocks alike. */
    BLOCK,
    /** Layers in no block that are left out for want of room. */
    GAP,
    /** A layer outside the block that is drawn, or all those that read what a box makes. */
    OUTSIDE
  }

  /**
   * A box.
   *
   * @param kind what it represents
   * @param frame the block that it is drawn in
   * @param block the block that is not shown; none for layers
   * @param times how many identical consecutive blocks it represents
   * @param rows the layers, in order; those of all the blocks
   */
  record Box(Kind kind, BlockPath frame, BlockPath block, int times, List<Row> rows) {
    Box {
      rows = List.copyOf(rows);
    }

    /** The layers of the first of the blocks alike. */
    List<Row> firstRows() {
      return rows.subList(0, rows.size() / times);
    }

    /** The last layer. */
    Row last() {
      return rows.get(rows.size() - 1);
    }
  }

  /**
   * A value that flows from one box to another.
   *
   * @param from the index of the box that makes it
   * @param to the index of the box that reads it
   * @param maker the layer that makes it
   * @param reader the layer that reads it
   * @param input which of the reader's inputs it is
   */
  record Edge(int from, int to, Row maker, Row reader, int input) {}

  DiagramPlan {
    boxes = List.copyOf(boxes);
    edges = List.copyOf(edges);
    quantities = List.copyOf(quantities);
  }

  DiagramPlan(List<Box> boxes, List<Edge> edges) {
    this(boxes, edges, Quantities.USUAL);
  }

  /**
   * The same with other costs.
   *
   * @throws IllegalArgumentException if layers do not have one of them
   */
  DiagramPlan showing(List<Quantity> others) {
    for (Quantity quantity : others) {
      if (!quantity.isOfLayers()) {
        throw new IllegalArgumentException(
            quantity.title() + " is of whole networks: no layer or block has it by itself");
      }
    }
    return new DiagramPlan(boxes, edges, others);
  }

  /** Whether layers are left out for want of room. */
  boolean hasGap() {
    return boxes.stream().anyMatch(box -> box.kind() == Kind.GAP);
  }
}
