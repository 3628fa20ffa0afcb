package io.github.layerbook.view.chart;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Places for the names of points, so that no name stands over another, over a point or beyond the
 * chart: beside its point where there is room, or nowhere.
 */
final class PointLabels {
  /**
   * The part of a chart that is drawn on, as on a page of usual width; a wider one has more room.
   */
  private static final double WIDTH = 620;

  private static final double HEIGHT = 400;
  private static final double LETTER = 6;
  private static final double LINE = 12;

  /** The radius of a point with the room around it. */
  private static final double DOT = 6;

  /** Where a name stands beside its point, in the order of preference. */
  enum Place {
    ABOVE("top center", 0, -1),
    BELOW("bottom center", 0, 1),
    RIGHT("middle right", 1, 0),
    LEFT("middle left", -1, 0),
    ABOVE_RIGHT("top right", 1, -1),
    BELOW_RIGHT("bottom right", 1, 1),
    ABOVE_LEFT("top left", -1, -1),
    BELOW_LEFT("bottom left", -1, 1);

    private final String words;
    private final int right;
    private final int down;

    Place(String words, int right, int down) {
      this.words = words;
      this.right = right;
      this.down = down;
    }

    /** Plotly's words for it. */
    String words() {
      return words;
    }
  }

  private static final Rectangle2D CHART = new Rectangle2D.Double(0, -LINE, WIDTH, HEIGHT + LINE);

  private final List<double[]> points = new ArrayList<>();
  private final List<Rectangle2D> taken = new ArrayList<>();

  private PointLabels() {}

  /** Begins with points and without names, by the points' places along both axes. */
  static PointLabels over(List<Double> xs, List<Double> ys) {
    PointLabels labels = new PointLabels();
    double[] x = spread(xs, WIDTH);
    double[] y = spread(ys, HEIGHT);
    for (int i = 0; i < x.length; i++) {
      labels.points.add(new double[] {x[i], HEIGHT - y[i]});
    }
    return labels;
  }

  /** Places along an axis of a length, with the room at its ends that Plotly leaves. */
  private static double[] spread(List<Double> values, double length) {
    double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    double margin = 0.06 * length;
    return values.stream()
        .mapToDouble(
            value ->
                most == least
                    ? length / 2
                    : margin + (value - least) / (most - least) * (length - 2 * margin))
        .toArray();
  }

  /** Finds a place for the name of a point and takes it; empty if there is no room. */
  Optional<Place> place(int point, String name) {
    for (Place place : Place.values()) {
      Rectangle2D box = box(points.get(point), name, place);
      if (CHART.contains(box)
          && taken.stream().noneMatch(box::intersects)
          && meetsNoPoint(box, point)) {
        taken.add(box);
        return Optional.of(place);
      }
    }
    return Optional.empty();
  }

  /** Where the last name stands. */
  Rectangle2D last() {
    return taken.get(taken.size() - 1);
  }

  private boolean meetsNoPoint(Rectangle2D box, int own) {
    double[] at = points.get(own);
    return IntStream.range(0, points.size())
        .filter(i -> !Arrays.equals(points.get(i), at))
        .mapToObj(points::get)
        .noneMatch(p -> box.intersects(p[0] - DOT, p[1] - DOT, 2 * DOT, 2 * DOT));
  }

  private static Rectangle2D box(double[] at, String name, Place place) {
    double width = LETTER * name.length();
    double beside = place.down == 0 ? DOT : 0;
    double left =
        at[0] + (place.right == 0 ? -width / 2 : place.right > 0 ? beside : -width - beside);
    double top = at[1] + (place.down == 0 ? -LINE / 2 : place.down > 0 ? DOT : -DOT - LINE);
    return new Rectangle2D.Double(left, top, width, LINE);
  }
}
