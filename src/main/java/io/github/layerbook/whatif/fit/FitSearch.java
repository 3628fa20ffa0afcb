package io.github.layerbook.whatif.fit;

import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.network.Blueprint;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.whatif.edit.Dims;
import io.github.layerbook.whatif.edit.Edit;
import io.github.layerbook.whatif.edit.OptionAddress;
import io.github.layerbook.whatif.sweep.Sweep;
import io.github.layerbook.whatif.sweep.Variant;
import io.github.layerbook.whatif.sweep.VariedSize;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The search of a {@link Fit}: sweeps over ever closer values, counted in steps from 1. */
final class FitSearch {
  /** The most and the fewest values of a round, and those where each needs its own analysis. */
  private static final int MOST = 4096;

  private static final int FEWEST = 1024;
  private static final int SPARSE = 64;

  private final Report before;
  private final VariedSize varied;
  private final OptionAddress address;
  private final List<Budget> budgets;
  private final boolean largest;
  private final long multiple;
  private final int round;
  private final Sweep first;
  private long tried;

  FitSearch(Report before, String address, List<Budget> budgets, boolean largest) {
    this.before = before;
    this.varied = new VariedSize(before, address);
    this.address = varied.address();
    this.budgets = budgets;
    this.largest = largest;
    this.multiple = this.address.multiple();
    if (varied.largest() == 0) {
      throw new OptionException(
          address, address + " has no size that a number could change: name another option");
    }
    int dense = dense();
    this.first = sweep(LongStream.rangeClosed(1, dense).toArray());
    this.round = first.isOneTape() ? dense : SPARSE;
  }

  /** The values of a round: up to twice the size that there is, within bounds. */
  private int dense() {
    if (Dims.isMeant(address.text(), Blueprint.of(before.network()))) {
      return SPARSE;
    }
    long widest = varied.largest();
    long twice = widest / multiple > MOST ? MOST : 2 * widest / multiple;
    return (int) Math.max(FEWEST, Math.min(MOST, twice));
  }

  Fit fit() {
    List<Tried> dense = rows(first, LongStream.rangeClosed(1, round).toArray());
    long found = largest ? largest(dense) : smallest(dense);
    if (found == 0) {
      throw infeasible(dense);
    }
    List<Fit.Candidate> beyond = beyond(found);
    return new Fit(before, address.text(), budgets, largest, candidate(found), beyond, tried);
  }

  /** The next value, and where there is no such network, the next with which there is one. */
  private List<Fit.Candidate> beyond(long found) {
    List<Fit.Candidate> beyond = new ArrayList<>();
    long next = largest ? found + 1 : found - 1;
    if (next >= 1) {
      beyond.add(candidate(next));
    }
    if (next > 1 && beyond.get(0).report().isEmpty()) {
      rows(further(next)).stream()
          .filter(Tried::isValid)
          .findFirst()
          .ifPresent(row -> beyond.add(candidate(row.step())));
    }
    return beyond;
  }

  /** Analyses evenly spaced values up to twice one, and that one. */
  List<Fit.Candidate> around(long value, int number) {
    return Fit.spaced(value / multiple, number).mapToObj(this::candidate).toList();
  }

  /** A round of steps on from one, the nearest first. */
  private long[] further(long step) {
    return largest
        ? LongStream.rangeClosed(step + 1, step + round).toArray()
        : LongStream.iterate(step - 1, s -> s >= Math.max(1, step - round), s -> s - 1).toArray();
  }

  /** A number of steps that was tried. */
  private record Tried(long step, Variant row, boolean fits) {
    private boolean isValid() {
      return row.isValid();
    }
  }

  private long largest(List<Tried> dense) {
    long best = last(dense);
    boolean ends = dense.stream().anyMatch(row -> row.step() > best && row.isValid());
    if (ends) {
      return best;
    }
    List<Tried> doubled = rows(doubled());
    long low = last(doubled);
    if (low == 0) {
      return best;
    } else if (doubled.get(doubled.size() - 1).fits()) {
      throw new OptionException(
          address.text(),
          "every value of %s keeps the budget: give a smaller one, or ask for the smallest value"
              .formatted(address));
    }
    return between(low, low * 2);
  }

  private long smallest(List<Tried> dense) {
    OptionalLong near = first(dense);
    if (near.isPresent()) {
      return near.getAsLong();
    }
    OptionalLong far = first(rows(doubled()));
    return far.isPresent() ? between(far.getAsLong() / 2, far.getAsLong()) : 0;
  }

  /** Narrows two steps, one of which keeps the budgets, down to neighbours; returns that one. */
  private long between(long lower, long upper) {
    long low = lower;
    long high = upper;
    while (high - low > 1) {
      long[] steps = spread(low, high);
      List<Tried> rows = rows(steps);
      long best = largest ? Math.max(low, last(rows)) : first(rows).orElse(high);
      long under = largest ? best : best - 1;
      low = LongStream.of(steps).filter(step -> step <= under).max().orElse(low);
      high = LongStream.of(steps).filter(step -> step > under).min().orElse(high);
    }
    return largest ? low : high;
  }

  /** Evenly spread steps between two, without them. */
  private long[] spread(long low, long high) {
    long number = Math.min(round, high - low - 1);
    double width = (double) (high - low) / (number + 1);
    return LongStream.rangeClosed(1, number)
        .map(i -> high - low - 1 == number ? low + i : low + (long) (i * width))
        .distinct()
        .filter(step -> step > low && step < high)
        .toArray();
  }

  private long[] doubled() {
    return LongStream.iterate(round, step -> step <= (1L << 61) / multiple, step -> step * 2)
        .toArray();
  }

  private static long last(List<Tried> rows) {
    return rows.stream().filter(Tried::fits).mapToLong(Tried::step).max().orElse(0);
  }

  private static OptionalLong first(List<Tried> rows) {
    return rows.stream().filter(Tried::fits).mapToLong(Tried::step).findFirst();
  }

  private long value(long step) {
    return step * multiple;
  }

  private Sweep sweep(long... steps) {
    List<Quantity> quantities = budgets.stream().map(Budget::quantity).toList();
    return varied.sweep(quantities, LongStream.of(steps).map(this::value).toArray());
  }

  private List<Tried> rows(long... steps) {
    return steps.length == 0 ? List.of() : rows(sweep(steps), steps);
  }

  /** Tries the first of a sweep's values, which are some numbers of steps. */
  private List<Tried> rows(Sweep sweep, long... steps) {
    tried += steps.length;
    List<Variant> rows = sweep.rows(0, steps.length);
    if (rows.size() < steps.length) {
      throw new OptionException(
          address.text(), "interrupted before all values of %s were tried".formatted(address));
    }
    return rows.stream()
        .map(row -> new Tried(steps[(int) row.index()], row, row.isValid() && fits(row)))
        .toList();
  }

  private boolean fits(Variant row) {
    return IntStream.range(0, budgets.size())
        .allMatch(i -> budgets.get(i).keeps(row.totals().get(i)));
  }

  private Fit.Candidate candidate(long step) {
    long value = value(step);
    Edit edit = new Edit.Option(varied.knob(value));
    return Fit.Candidate.of(value, edit, () -> varied.report(value));
  }

  private OptionException infeasible(List<Tried> rows) {
    StringBuilder text = new StringBuilder("no value of %s keeps the budget".formatted(address));
    if (rows.stream().noneMatch(Tried::isValid)) {
      return new OptionException(
          address.text(), text + ": there is no network with any of those that were tried");
    }
    for (int i = 0; i < budgets.size(); i++) {
      int budget = i;
      Quantity quantity = budgets.get(i).quantity();
      Tried least =
          rows.stream()
              .filter(Tried::isValid)
              .min(Comparator.comparing(row -> row.row().totals().get(budget), quantity::compare))
              .orElseThrow();
      text.append(
          "; the least %s %s %s, with %s, and the budget is %s"
              .formatted(
                  quantity.title(),
                  quantity.isPlural() ? "are" : "is",
                  budgets.get(i).text(least.row().totals().get(i)),
                  Numbers.count(value(least.step())),
                  budgets.get(i).text(budgets.get(i).most())));
    }
    return new OptionException(address.text(), text + ": raise it, or vary other options too");
  }
}
