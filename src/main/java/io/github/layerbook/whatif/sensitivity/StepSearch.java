package io.github.layerbook.whatif.sensitivity;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.size.Relation;
import io.github.layerbook.size.SharedFold;
import io.github.layerbook.whatif.sensitivity.Trial.Broken;
import io.github.layerbook.whatif.sweep.OpenReport;
import io.github.layerbook.whatif.tape.Formulas.Bound;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * Finds for each option the smallest step with which the network builds, in rounds: all steps are
 * tried at once, and those that break a requirement are changed by what the requirement says.
 *
 * <p>Where two sizes must be equal, what the other one is made of keeps step: the widths of all
 * layers that a residual path adds up, the padding of a larger kernel. Where one must divide the
 * other, the step grows to the next number that does.
 */
final class StepSearch {
  private static final int ROUNDS = 72;

  /** The largest step that is looked for, and the largest where only padding could mend it. */
  private static final long MOST = 4_096;

  private static final long MOST_PADDED = 4;

  /** The largest step of an input, where rounding moves both sides of an equality apart. */
  private static final long MOST_ROUNDED = 64;

  private final OpenNetwork network;
  private final List<Bound> bounds;

  /** Options that are moved by one by themselves, to tell what depends on what. */
  private final int probes;

  StepSearch(OpenNetwork network) {
    this.network = network;
    this.bounds = new OpenReport(network.report(), List.of()).bounds();
    this.probes = network.options().size();
  }

  /** Starts a trial of options that are meant together. */
  Trial trial(List<Integer> options, int direction) {
    return new Trial(network, options, direction);
  }

  /** Changes trials until they build or nothing more can be done. */
  void search(List<Trial> trials) {
    List<Trial> pending = new ArrayList<>(trials);
    for (int round = 0; round < ROUNDS && !pending.isEmpty(); round++) {
      check(pending);
      pending.forEach(trial -> trial.builds = trial.broken.isEmpty() && !trial.impossible);
      pending.removeIf(trial -> trial.builds || trial.impossible || !isChanged(trial));
    }
  }

  /** Makes the fold that evaluates sizes with the probes and then with each trial. */
  SharedFold<Perturbed> fold(List<Trial> trials, boolean probing) {
    int first = probing ? probes : 0;
    Map<Integer, List<long[]>> moved = new HashMap<>();
    for (int i = 0; i < trials.size(); i++) {
      int step = first + i;
      trials
          .get(i)
          .moves()
          .forEach(
              (option, by) ->
                  moved
                      .computeIfAbsent(option, any -> new ArrayList<>())
                      .add(new long[] {step, by}));
    }
    Map<String, Perturbed> symbols = new HashMap<>();
    for (int option = 0; option < probes; option++) {
      List<long[]> steps = new ArrayList<>();
      if (probing) {
        steps.add(new long[] {option, 1});
      }
      steps.addAll(moved.getOrDefault(option, List.of()));
      Opening opening = network.options().get(option);
      for (long size : opening.sizes()) {
        symbols.put(
            opening.symbol(size),
            new Perturbed(
                size,
                steps.stream().mapToInt(step -> (int) step[0]).toArray(),
                steps.stream().mapToLong(step -> Math.max(-1, size + step[1])).toArray()));
      }
    }
    return new SharedFold<>(new Perturbation(symbols, first + trials.size()));
  }

  private void check(List<Trial> trials) {
    SharedFold<Perturbed> fold = fold(trials, true);
    trials.forEach(
        trial -> {
          trial.broken.clear();
          trial.impossible = trial.isBelowAll();
        });
    for (Bound bound : bounds) {
      Perturbed found = fold.of(bound.found());
      Perturbed limit = fold.of(bound.limit());
      for (int i = found.from(probes); i < found.count(); i++) {
        int step = found.step(i);
        check(trials.get(step - probes), step, bound.relation(), found, limit);
      }
      for (int i = limit.from(probes); i < limit.count(); i++) {
        int step = limit.step(i);
        if (!found.isChangedBy(step)) {
          check(trials.get(step - probes), step, bound.relation(), found, limit);
        }
      }
    }
    network.report().network().applied().stream()
        .flatMap(applied -> applied.outputs().stream())
        .flatMap(output -> output.axes().stream())
        .map(Axis::size)
        .filter(size -> !size.isKnown())
        .map(fold::of)
        .forEach(
            extent -> {
              for (int i = 0; i < extent.count(); i++) {
                if (extent.value(i) < 0 && extent.step(i) >= probes) {
                  trials.get(extent.step(i) - probes).impossible = true;
                }
              }
            });
  }

  private static void check(
      Trial trial, int step, Relation relation, Perturbed found, Perturbed limit) {
    long left = found.after(step);
    long right = limit.after(step);
    if (left < 0 || right < 0) {
      trial.impossible = true;
    } else if (!relation.holds(left, right)) {
      trial.broken.add(new Broken(relation, found, limit, step));
    }
  }

  /** Changes a trial so that it may build; returns whether anything was left to try. */
  private boolean isChanged(Trial trial) {
    boolean changed = false;
    for (Broken broken : trial.broken) {
      changed |= broken.isEquality() && ties(trial, broken);
    }
    return changed
        || trial.broken.stream().anyMatch(broken -> broken.isEquality() && pads(trial, broken))
        || grows(trial, trial.broken.get(0));
  }

  /**
   * Lets an option as large as the one that is meant keep step, where that moves the other side.
   */
  private boolean ties(Trial trial, Broken broken) {
    Perturbed moved = broken.side(true);
    Perturbed other = broken.side(false);
    if (broken.isMoved(other)) {
      return false;
    }
    List<Long> sizes = trial.first().sizes();
    long change = broken.change(moved);
    for (int i = 0; i < other.count() && other.step(i) < probes; i++) {
      int option = other.step(i);
      if ((other.value(i) - other.now()) * trial.by * trial.direction == change
          && moved.after(option) == moved.now()
          && network.options().get(option).sizes().equals(sizes)
          && trial.tied.putIfAbsent(option, 1L) == null) {
        return true;
      }
    }
    return false;
  }

  /** Moves another option of the layer so that an output is as large as before: its padding. */
  private boolean pads(Trial trial, Broken broken) {
    Perturbed moved = broken.side(true);
    int layer = trial.first().node();
    long change = broken.change(moved);
    for (int i = 0; i < moved.count() && moved.step(i) < probes; i++) {
      int option = moved.step(i);
      long each = moved.value(i) - moved.now();
      boolean near =
          layer >= 0
              && network.options().get(option).node() == layer
              && !trial.tied.containsKey(option);
      if (near && each != 0 && -change / each > 0 && change % each == 0) {
        return trial.padded.putIfAbsent(option, -change / each) == null;
      }
    }
    return false;
  }

  /** Takes the next larger step with which a requirement may hold. */
  private boolean grows(Trial trial, Broken broken) {
    OptionalLong next =
        broken.isEquality()
            ? trial.by < mostOf(trial, broken)
                ? OptionalLong.of(trial.by + 1)
                : OptionalLong.empty()
            : broken.relation() == Relation.MULTIPLE_OF
                ? divisible(trial, broken)
                : OptionalLong.empty();
    next.ifPresent(
        by -> {
          trial.by = by;
          trial.padded.clear();
        });
    return next.isPresent();
  }

  /** The largest step with which sizes may become equal again. */
  private long mostOf(Trial trial, Broken broken) {
    boolean isRounded =
        broken.found().isChangedBy(broken.step()) && broken.limit().isChangedBy(broken.step());
    if (isRounded && network.isInput(trial.first())) {
      return MOST_ROUNDED;
    }
    return isRounded || canPad(trial, broken) ? MOST_PADDED : 1;
  }

  /** Whether another option of the layer moves the size the other way, if by too much at once. */
  private boolean canPad(Trial trial, Broken broken) {
    Perturbed moved = broken.side(true);
    int layer = trial.first().node();
    long change = broken.change(moved);
    return moved
        .steps()
        .filter(option -> option < probes)
        .filter(option -> network.options().get(option).node() == layer)
        .anyMatch(option -> Long.signum(moved.after(option) - moved.now()) == -Long.signum(change));
  }

  /** The next step with which one side divides the other, both taken to grow evenly. */
  private static OptionalLong divisible(Trial trial, Broken broken) {
    long found = broken.change(broken.found());
    long limit = broken.change(broken.limit());
    if (found % trial.by != 0 || limit % trial.by != 0) {
      return OptionalLong.empty();
    }
    return LongStream.rangeClosed(trial.by + 1, MOST)
        .filter(
            by ->
                broken
                    .relation()
                    .holds(
                        broken.found().now() + found / trial.by * by,
                        broken.limit().now() + limit / trial.by * by))
        .findFirst();
  }
}
