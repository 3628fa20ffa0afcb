package io.github.layerbook.whatif.play;

import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.network.Blueprint;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.whatif.edit.Knob;
import io.github.layerbook.whatif.fit.Budget;
import io.github.layerbook.whatif.sweep.Sweep;
import io.github.layerbook.whatif.sweep.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * A network that is played with: a slider for each knob of a sweep, and the budgets to keep.
 *
 * <pre>{@code
 * Network net = Network.named("net").input(8, 8, 3).convolution(3, 64).fullyConnected(10).build();
 * List<Knob> knobs = List.of(Knob.parse("conv1_1.out=16..128:16"), Knob.parse("input=8..32:8"));
 * Budget budget = Budget.of(Quantity.PARAMETERS, "50K");
 * Play play = Play.of(Report.of(net), knobs, Quantities.USUAL, List.of(budget));
 * play.start()     // [3, 0]
 * }</pre>
 *
 * @param defined the report of the network as it is defined
 * @param sweep the sweep, of this network alone, whose quantities are shown
 * @param budgets what is to be kept; of quantities of the sweep
 * @param start where each slider stands at first: at the value nearest to the network's own
 */
public record Play(Report defined, Sweep sweep, List<Budget> budgets, List<Integer> start) {
  /** The most sliders that a reader can follow. */
  public static final int MOST_SLIDERS = 16;

  /** The most analyses that one page carries. */
  public static final int MOST_ANALYSES = 100;

  /** So many places of a large sweep are looked at to see whether anything can be built. */
  private static final int PLACES = 64;

  private static final int AT_A_PLACE = 4_096;

  /** Copies the lists. */
  public Play {
    budgets = List.copyOf(budgets);
    start = List.copyOf(start);
  }

  /** Returns the budget of a quantity, if there is one. */
  public Optional<Budget> budget(Quantity quantity) {
    return budgets.stream()
        .filter(budget -> budget.quantity().word().equals(quantity.word()))
        .findFirst();
  }

  /**
   * Makes what is played with.
   *
   * @param knobs the sliders; at least one
   * @param measures what is shown; quantities of budgets are added to them
   * @throws OptionException if there are no sliders or too many, one has a single value, the values
   *     that change more than sizes have too many combinations, or no combination can be built
   */
  public static Play of(
      Report defined, List<Knob> knobs, List<Quantity> measures, List<Budget> budgets) {
    checkKnobs(knobs);
    List<Quantity> shown = new ArrayList<>(measures);
    for (Budget budget : budgets) {
      if (shown.stream().noneMatch(one -> one.word().equals(budget.quantity().word()))) {
        shown.add(budget.quantity());
      }
    }
    Sweep sweep =
        Sweep.of(List.of(Blueprint.of(defined.network())), defined.settings(), knobs, shown);
    checkAnalyses(sweep);
    List<Integer> start =
        sweep.knobs().stream().map(knob -> StartPosition.of(knob, defined)).toList();
    Play play = new Play(defined, sweep, budgets, start);
    if (!play.builds()) {
      throw new OptionException(
          "",
          "No position of the sliders gives a network; at the first, "
              + sweep.problem(play.index(start)).orElse("it cannot be counted"));
    }
    return play;
  }

  private static void checkKnobs(List<Knob> knobs) {
    if (knobs.isEmpty()) {
      throw new OptionException(
          "", "A slider needs an option with values, such as fc1.out=512..8192:512.");
    } else if (knobs.size() > MOST_SLIDERS) {
      throw new OptionException(
          "",
          "%s sliders are too many to play with, at most %d: join options by commas, or use *"
              .formatted(Numbers.count(knobs.size()), MOST_SLIDERS));
    }
    for (Knob knob : knobs) {
      if (knob.values().size() < 2) {
        throw new OptionException(
            knob.name(),
            "%s has one value, %s: a slider needs two or more, such as %s=%s,…"
                .formatted(knob.name(), knob.values().get(0), knob.name(), knob.values().get(0)));
      }
    }
  }

  private static void checkAnalyses(Sweep sweep) {
    if (sweep.topologies() > MOST_ANALYSES) {
      throw new OptionException(
          "",
          "%s %s an analysis for each of %s, at most %d: give fewer values"
              .formatted(
                  names(sweep.grid().knobs().subList(0, sweep.fixedKnobs())),
                  sweep.fixedKnobs() == 1 ? "needs" : "need",
                  Numbers.count(sweep.topologies(), "combination"),
                  MOST_ANALYSES));
    }
  }

  private static String names(List<Knob> knobs) {
    return String.join(" and ", knobs.stream().map(Knob::name).toList());
  }

  /** Returns the index in the sweep's grid of positions in the order of its knobs. */
  public long index(List<Integer> positions) {
    List<Knob> order = sweep.grid().knobs();
    int[] inGrid = new int[positions.size()];
    for (int i = 0; i < inGrid.length; i++) {
      inGrid[i] = positions.get(sweep.knobs().indexOf(order.get(i)));
    }
    return sweep.grid().index(inGrid);
  }

  /** Whether any position that is looked at can be built. */
  private boolean builds() {
    long size = sweep.size();
    long first = index(start);
    return isValid(first, first + 1)
        || LongStream.range(0, PLACES)
            .map(place -> (long) ((double) size / PLACES * place))
            .distinct()
            .anyMatch(from -> isValid(from, Math.min(size, from + AT_A_PLACE)));
  }

  private boolean isValid(long from, long to) {
    return sweep.rows(from, to).stream().anyMatch(Variant::isValid);
  }
}
