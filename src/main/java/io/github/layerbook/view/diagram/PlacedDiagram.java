package io.github.layerbook.view.diagram;

import io.github.layerbook.view.diagram.DiagramPlan.Box;
import io.github.layerbook.view.diagram.DiagramPlan.Edge;
import io.github.layerbook.view.diagram.DiagramWords.Line;
import java.util.List;

/**
 * A diagram with places for everything in it, in pixels from the upper left corner.
 *
 * @param width the width of all
 * @param height the height of all
 * @param frames the blocks around boxes, outer ones before those in them
 * @param boxes the boxes
 * @param edges the edges
 */
record PlacedDiagram(
    double width,
    double height,
    List<PlacedFrame> frames,
    List<PlacedBox> boxes,
    List<PlacedEdge> edges) {

  /** A point. */
  record Point(double x, double y) {}

  /** A rectangle by its upper left corner. */
  record Rectangle(double x, double y, double width, double height) {
    boolean overlaps(Rectangle other) {
      return x < other.x + other.width
          && other.x < x + width
          && y < other.y + other.height
          && other.y < y + height;
    }

    boolean contains(Rectangle other) {
      return x <= other.x
          && y <= other.y
          && other.x + other.width <= x + width
          && other.y + other.height <= y + height;
    }
  }

  /** A block around boxes, with its name. */
  record PlacedFrame(String name, Rectangle at) {}

  /** A box with what it says. */
  record PlacedBox(Box box, List<Line> lines, Rectangle at) {}

  /**
   * An edge along some points, with its label.
   *
   * @param leaves whether it leads to layers outside of what is drawn
   */
  record PlacedEdge(Edge edge, List<Point> points, Rectangle label, boolean leaves) {}
}
