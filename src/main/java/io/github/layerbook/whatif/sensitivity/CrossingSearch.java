package io.github.layerbook.whatif.sensitivity;

import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.whatif.sensitivity.Crossing.Point;
import io.github.layerbook.whatif.sweep.Sweep;
import io.github.layerbook.whatif.sweep.Variant;
import io.github.layerbook.whatif.sweep.VariedSize;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Looks for the value of an option nearest to its own at which two figures change places: by
 * doubling and halving, then ever closer, each round one sweep.
 */
final class CrossingSearch {
  /** The largest value that is looked at, and how many are in a round. */
  private static final long MOST = 1L << 40;

  private static final int ROUND = 1_024;

  private final VariedSize varied;
  private final List<Quantity> figures;

  private CrossingSearch(Report before, String option, Quantity larger, Quantity smaller) {
    this.varied = new VariedSize(before, option);
    this.figures = List.of(larger, smaller);
  }

  /** Finds where the smaller of two figures passes the larger one; nothing if it never does. */
  static Optional<Crossing> of(Report before, String option, Quantity one, Quantity other) {
    long first = before.total(one).value();
    long second = before.total(other).value();
    if (first == second || Math.min(first, second) == 0) {
      return Optional.empty();
    }
    CrossingSearch search =
        first > second
            ? new CrossingSearch(before, option, one, other)
            : new CrossingSearch(before, option, other, one);
    try {
      return search.varied.largest() == 0 ? Optional.empty() : search.nearest();
    } catch (OptionException impossible) {
      // an option that cannot take some of the values has none to be looked for
      return Optional.empty();
    }
  }

  private Optional<Crossing> nearest() {
    long now = varied.largest();
    long[] up = LongStream.iterate(now, value -> value <= MOST, value -> value * 2).toArray();
    long[] down = LongStream.iterate(now, value -> value > 0, value -> value / 2).toArray();
    return Stream.of(between(up), between(down))
        .flatMap(Optional::stream)
        .min(Comparator.comparing(Crossing::distance));
  }

  /** Narrows the first change of places among values, the nearest first, down to neighbours. */
  private Optional<Crossing> between(long... outward) {
    Optional<Crossing> found = change(points(outward));
    long apart = Long.MAX_VALUE;
    while (found.isPresent() && distance(found.get()) > 1 && distance(found.get()) < apart) {
      apart = distance(found.get());
      found = change(points(spread(found.get().last().value(), found.get().first().value())));
    }
    return found;
  }

  private static long distance(Crossing found) {
    return Math.abs(found.first().value() - found.last().value());
  }

  /** Values from one to another, both among them, as many as a round has. */
  private static long[] spread(long from, long to) {
    long distance = Math.abs(to - from);
    long parts = Math.min(ROUND, distance);
    int sign = to > from ? 1 : -1;
    return LongStream.rangeClosed(0, parts)
        .map(i -> from + sign * Math.floorDiv(Math.multiplyExact(distance, i), parts))
        .toArray();
  }

  private Optional<Crossing> change(List<Point> points) {
    for (int i = 1; i < points.size(); i++) {
      if (points.get(i).isCrossed()) {
        return Optional.of(
            new Crossing(
                varied.address().text(),
                varied.address().text(),
                varied.largest(),
                figures.get(0),
                figures.get(1),
                points.get(i - 1),
                points.get(i)));
      }
    }
    return Optional.empty();
  }

  /** The figures at those values with which the network builds. */
  private List<Point> points(long... values) {
    Sweep sweep = varied.sweep(figures, values);
    if (!sweep.isOneTape()) {
      return List.of();
    }
    return sweep.rows(0, values.length).stream()
        .filter(Variant::isValid)
        .map(row -> new Point(values[(int) row.index()], figure(row, 0), figure(row, 1)))
        .toList();
  }

  private static long figure(Variant row, int place) {
    return row.totals().get(place).longValue();
  }
}
