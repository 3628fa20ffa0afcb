package io.github.layerbook.view.diagram;

import io.github.layerbook.layer.Shape;
import io.github.layerbook.view.diagram.DiagramPlan.Box;
import java.util.List;

/**
 * The extents of what a box makes, in pixels.
 *
 * @param height by the height of its maps, or the number of its features
 * @param skew by their width, as it is seen from the side
 * @param depth by the number of channels
 * @param sheets how many sheets stand for its channels; 0 unless sheets are drawn
 */
record PaperSolid(double height, double skew, double depth, int sheets) {
  private static final double VECTOR = 7;
  private static final double LEAST = 2.5;
  static final double BEHIND = 4;
  private static final int MOST_SHEETS = 8;

  /** The greatest extents of a network, to which the others are in proportion. */
  record Scale(PaperStyle style, double resolution, double channels, double features) {
    /** How high the highest is. */
    double highest() {
      return style == PaperStyle.LENET ? 80 : 150;
    }

    static Scale of(PaperStyle style, List<Box> boxes) {
      double resolution = 1;
      double channels = 1;
      double features = 1;
      for (Box box : boxes) {
        Shape shape = box.last().output();
        if (isVector(shape)) {
          features = Math.max(features, depth(shape));
        } else {
          resolution = Math.max(resolution, Math.max(up(shape), across(shape)));
          channels = Math.max(channels, depth(shape));
        }
      }
      return new Scale(style, resolution, channels, features);
    }
  }

  /** Whether something is a vector: it has no positions. */
  static boolean isVector(Shape shape) {
    return shape.spatial().isEmpty();
  }

  /** How many channels or features there are; 1 of a single value. */
  private static double depth(Shape shape) {
    return shape.axes().isEmpty() ? 1 : shape.channels().size().value();
  }

  /** The height of maps, or the length of a sequence. */
  private static double up(Shape shape) {
    int axes = shape.spatial().size();
    return shape.spatial().get(axes < 2 ? 0 : axes - 2).size().value();
  }

  /** The width of maps; 1 of a sequence. */
  private static double across(Shape shape) {
    int axes = shape.spatial().size();
    return axes < 2 ? 1 : shape.spatial().get(axes - 1).size().value();
  }

  static PaperSolid of(Box box, Scale scale) {
    Shape shape = box.last().output();
    double channels = depth(shape);
    if (isVector(shape)) {
      double height = Math.max(LEAST, scale.highest() * channels / scale.features());
      return new PaperSolid(height, scale.style() == PaperStyle.VOLUMES ? 3 : 0, VECTOR, 0);
    }
    double height = Math.max(LEAST, scale.highest() * up(shape) / scale.resolution());
    double width = Math.max(LEAST, scale.highest() * across(shape) / scale.resolution());
    double share = channels / scale.channels();
    return switch (scale.style()) {
      case VOLUMES -> new PaperSolid(height, 0.35 * width, Math.max(LEAST, 42 * share), 0);
      case BARS -> new PaperSolid(height, 0, Math.max(LEAST, 42 * share), 0);
      case LENET -> {
        int sheets = (int) Math.max(1, Math.min(MOST_SHEETS, channels));
        yield new PaperSolid(height, BEHIND * (sheets - 1), width, sheets);
      }
    };
  }

  /** How wide it is drawn. */
  double width() {
    return depth + skew;
  }

  /** How far on from it the next one of its run begins, which may hide its side. */
  double advance() {
    return sheets > 0 ? width() : depth;
  }

  /** How high it is drawn. */
  double top() {
    return height + skew;
  }
}
