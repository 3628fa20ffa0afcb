package io.github.layerbook.whatif.sensitivity;

import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.network.Blueprint;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.whatif.edit.Knob;
import io.github.layerbook.whatif.edit.OptionAddress;
import io.github.layerbook.whatif.edit.OptionAddress.Target;
import io.github.layerbook.whatif.edit.OptionChange;
import io.github.layerbook.whatif.sensitivity.Crossing.Point;
import io.github.layerbook.whatif.sweep.Sweep;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
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

  private final Report before;
  private final Blueprint network;
  private final String option;
  private final List<Quantity> figures;
  private final long now;

  /** Whether all sizes of the option are the same, so that they are set and not scaled. */
  private final boolean same;

  private CrossingSearch(Report before, String option, Quantity larger, Quantity smaller) {
    this.before = before;
    this.network = Blueprint.of(before.network());
    this.option = option;
    this.figures = List.of(larger, smaller);
    List<Long> sizes = sizes();
    this.now = sizes.stream().mapToLong(Long::longValue).max().orElse(0);
    this.same = sizes.stream().distinct().count() == 1;
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
      return search.now == 0 ? Optional.empty() : search.nearest();
    } catch (OptionException impossible) {
      // an option that cannot take some of the values has none to be looked for
      return Optional.empty();
    }
  }

  private boolean isBatch() {
    return option.equals("batch");
  }

  private List<Long> sizes() {
    if (isBatch()) {
      return List.of(before.settings().batch());
    }
    List<Long> sizes = new ArrayList<>();
    for (Target target : new OptionAddress(option).targets(network)) {
      sizes.addAll(OptionChange.varied(network.layer(target.node()), target));
    }
    return sizes;
  }

  private Optional<Crossing> nearest() {
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
                option,
                option,
                now,
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
    Sweep sweep = Sweep.of(List.of(network), before.settings(), List.of(knob(values)), figures);
    List<Point> points = new ArrayList<>();
    if (!sweep.isOneTape()) {
      return points;
    }
    sweep.run(
        0,
        values.length,
        1,
        block -> {
          for (int i = 0; i < block.count(); i++) {
            if (block.isValid(i)) {
              points.add(
                  new Point(
                      values[(int) block.first() + i],
                      sweep.number(block, 0, i).longValue(),
                      sweep.number(block, 1, i).longValue()));
            }
          }
        });
    return points;
  }

  private Knob knob(long... values) {
    if (isBatch()) {
      return Knob.batch(
          LongStream.of(values).mapToObj(Long::toString).collect(Collectors.joining(",")));
    }
    List<String> written =
        LongStream.of(values).mapToObj(value -> value + (same ? "" : "/" + now)).toList();
    return new Knob(same ? Knob.Kind.SET : Knob.Kind.SCALE, option, written);
  }
}
