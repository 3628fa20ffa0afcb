package io.github.layerbook.whatif.fit;

import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.network.Blueprint;
import io.github.layerbook.network.LowRank;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.whatif.edit.Dims;
import io.github.layerbook.whatif.edit.Edit;
import io.github.layerbook.whatif.edit.Knob;
import io.github.layerbook.whatif.edit.OptionAddress;
import io.github.layerbook.whatif.edit.OptionAddress.Target;
import io.github.layerbook.whatif.edit.OptionChange;
import io.github.layerbook.whatif.edit.Ranks;
import io.github.layerbook.whatif.sweep.Sweep;
import io.github.layerbook.whatif.tape.VariantBlock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** The search of a {@link Fit}: sweeps over ever closer values, counted in steps from 1. */
final class FitSearch {
  /** The most and the fewest values of a round, and those where each needs its own analysis. */
  private static final int MOST = 4096;

  private static final int FEWEST = 1024;
  private static final int SPARSE = 64;

  /** The word for the batch in place of an address. */
  private static final Pattern BATCH = Pattern.compile("batch(:[0-9]+)?");

  private final Report before;
  private final Blueprint network;
  private final OptionAddress address;
  private final List<Budget> budgets;
  private final boolean largest;
  private final long multiple;
  private final long widest;
  private final boolean ofBatch;
  private final boolean same;
  private final int round;
  private final Sweep first;
  private long tried;

  FitSearch(Report before, String address, List<Budget> budgets, boolean largest) {
    this.before = before;
    this.network = Blueprint.of(before.network());
    this.address = new OptionAddress(address);
    this.budgets = List.copyOf(budgets);
    this.largest = largest;
    this.multiple = this.address.multiple();
    if (budgets.isEmpty()) {
      throw new OptionException("", "a fit needs a budget, such as 50M parameters");
    }
    this.ofBatch = BATCH.matcher(this.address.text()).matches();
    List<Long> sizes = sizes();
    this.widest = sizes.stream().mapToLong(Long::longValue).max().orElse(0);
    if (widest == 0) {
      throw new OptionException(
          address, address + " has no size that a number could change: name another option");
    }
    this.same = sizes.stream().distinct().count() == 1;
    int dense = dense();
    this.first = sweep(LongStream.rangeClosed(1, dense).toArray());
    this.round = first.isOneTape() ? dense : SPARSE;
  }

  /** The values of a round: up to twice the size that there is, within bounds. */
  private int dense() {
    if (Dims.isMeant(address.text(), network)) {
      return SPARSE;
    }
    long twice = widest / multiple > MOST ? MOST : 2 * widest / multiple;
    return (int) Math.max(FEWEST, Math.min(MOST, twice));
  }

  /** The sizes that the search varies. */
  private List<Long> sizes() {
    if (ofBatch) {
      return List.of(before.settings().batch());
    }
    if (Ranks.isMeant(address.text())) {
      return List.of(LowRank.of(Ranks.of(network, address.text())).orElseThrow().rank());
    }
    if (Dims.isMeant(address.text(), network)) {
      return Dims.sizes(address.text(), network);
    }
    List<Long> sizes = new ArrayList<>();
    for (Target target : address.targets(network)) {
      sizes.addAll(OptionChange.varied(network.layer(target.node()), target));
    }
    return sizes;
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
          .filter(Tried::valid)
          .findFirst()
          .ifPresent(row -> beyond.add(candidate(row.step())));
    }
    return beyond;
  }

  /** Analyses evenly spaced values up to twice one, and that one. */
  List<Fit.Candidate> around(long value, int number) {
    long found = value / multiple;
    LongStream spaced =
        LongStream.rangeClosed(1, number).map(i -> Math.max(1, (long) (2.0 * found * i / number)));
    return LongStream.concat(spaced, LongStream.of(found))
        .sorted()
        .distinct()
        .mapToObj(this::candidate)
        .toList();
  }

  /** A round of steps on from one, the nearest first. */
  private long[] further(long step) {
    return largest
        ? LongStream.rangeClosed(step + 1, step + round).toArray()
        : LongStream.iterate(step - 1, s -> s >= Math.max(1, step - round), s -> s - 1).toArray();
  }

  /** A number of steps that was tried. */
  private record Tried(long step, boolean valid, boolean fits, List<Number> totals) {}

  private long largest(List<Tried> dense) {
    long best = last(dense);
    boolean ends = dense.stream().anyMatch(row -> row.step() > best && row.valid());
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
    Optional<Tried> near = dense.stream().filter(Tried::fits).findFirst();
    if (near.isPresent()) {
      return near.get().step();
    }
    Optional<Tried> far = rows(doubled()).stream().filter(Tried::fits).findFirst();
    if (far.isEmpty()) {
      return 0;
    }
    long high = far.get().step();
    long low = high / 2;
    while (high - low > 1) {
      for (Tried row : rows(spread(low, high))) {
        if (row.fits()) {
          high = Math.min(high, row.step());
        } else if (row.step() < high) {
          low = row.step();
        }
      }
    }
    return high;
  }

  private long between(long fits, long doesNot) {
    long low = fits;
    long high = doesNot;
    while (high - low > 1) {
      long best = low;
      long over = high;
      for (Tried row : rows(spread(low, high))) {
        if (row.fits()) {
          best = Math.max(best, row.step());
        }
      }
      for (long step : spread(low, high)) {
        over = step > best ? Math.min(over, step) : over;
      }
      low = best;
      high = over;
    }
    return low;
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

  private long value(long step) {
    return step * multiple;
  }

  private Knob knob(LongStream steps) {
    if (ofBatch) {
      return Knob.batch(
          steps.mapToObj(step -> Long.toString(value(step))).collect(Collectors.joining(",")));
    }
    List<String> values = steps.mapToObj(step -> value(step) + (same ? "" : "/" + widest)).toList();
    return new Knob(same ? Knob.Kind.SET : Knob.Kind.SCALE, address.text(), values);
  }

  private Sweep sweep(long... steps) {
    List<Quantity> quantities = budgets.stream().map(Budget::quantity).toList();
    return Sweep.of(
        List.of(network), before.settings(), List.of(knob(LongStream.of(steps))), quantities);
  }

  private List<Tried> rows(long... steps) {
    return steps.length == 0 ? List.of() : rows(sweep(steps), steps);
  }

  /** Tries the first of a sweep's values, which are some numbers of steps. */
  private List<Tried> rows(Sweep sweep, long... steps) {
    tried += steps.length;
    List<Tried> rows = new ArrayList<>(steps.length);
    sweep.run(
        0,
        steps.length,
        1,
        block -> {
          for (int i = 0; i < block.count(); i++) {
            rows.add(tried(steps[(int) block.first() + i], sweep, block, i));
          }
        });
    if (rows.size() < steps.length) {
      throw new OptionException(
          address.text(), "interrupted before all values of %s were tried".formatted(address));
    }
    return rows;
  }

  private Tried tried(long step, Sweep sweep, VariantBlock block, int variant) {
    if (!block.isValid(variant)) {
      return new Tried(step, false, false, List.of());
    }
    boolean fits = true;
    List<Number> totals = new ArrayList<>(budgets.size());
    for (int i = 0; i < budgets.size(); i++) {
      Number used = sweep.number(block, i, variant);
      totals.add(used);
      fits &= budgets.get(i).keeps(used);
    }
    return new Tried(step, true, fits, totals);
  }

  private Fit.Candidate candidate(long step) {
    Edit edit = new Edit.Option(knob(LongStream.of(step)));
    try {
      Report report =
          ofBatch
              ? Report.of(before.network(), before.settings().batch(value(step)))
              : Report.of(edit.of(network).network(), before.settings());
      return new Fit.Candidate(value(step), edit, Optional.of(report), "");
    } catch (IllegalArgumentException | ArithmeticException e) {
      return new Fit.Candidate(value(step), edit, Optional.empty(), String.valueOf(e.getMessage()));
    }
  }

  private OptionException infeasible(List<Tried> rows) {
    StringBuilder text = new StringBuilder("no value of %s keeps the budget".formatted(address));
    if (rows.stream().noneMatch(Tried::valid)) {
      return new OptionException(
          address.text(), text + ": there is no network with any of those that were tried");
    }
    for (int i = 0; i < budgets.size(); i++) {
      int budget = i;
      Quantity quantity = budgets.get(i).quantity();
      Tried least =
          rows.stream()
              .filter(Tried::valid)
              .min(Comparator.comparing(row -> row.totals().get(budget), quantity::compare))
              .orElseThrow();
      text.append(
          String.format(
              Locale.ROOT,
              "; the least %s %s %s, with %,d, and the budget is %s",
              quantity.title(),
              quantity.isPlural() ? "are" : "is",
              Budget.text(least.totals().get(i)),
              value(least.step()),
              Budget.text(budgets.get(i).most())));
    }
    return new OptionException(address.text(), text + ": raise it, or vary other options too");
  }
}
