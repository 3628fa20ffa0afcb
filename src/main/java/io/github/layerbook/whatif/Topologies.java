package io.github.layerbook.whatif;

import io.github.layerbook.analysis.Report;
import io.github.layerbook.analysis.Settings;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.network.NetworkException;
import io.github.layerbook.size.SizeException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The tapes of a sweep: one for each combination of the fixed knobs, that is those whose values
 * cannot be symbols, such as a network or a padding mode. Fixed knobs are the slowest of the grid.
 *
 * <p>Tapes are made when they are asked for, and the last few are kept.
 */
final class Topologies {
  /** How many tapes a sweep has at most. */
  static final int MOST = 65_536;

  private static final int KEPT = 16;

  private final List<Variants> variants;
  private final List<Knob> knobs;
  private final List<Total> totals;

  /** The knobs' numbers in the order of the grid, and how many of them are fixed. */
  private final List<Integer> order;

  private final int fixed;
  private final Grid grid;
  private final Layout layout;
  private final Map<Integer, Tape> tapes =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Tape> eldest) {
          return size() > KEPT;
        }
      };

  Topologies(List<Blueprint> networks, Settings settings, List<Knob> knobs, List<Total> totals) {
    this.variants =
        networks.stream().map(network -> Variants.of(network, settings, knobs)).toList();
    this.knobs = List.copyOf(knobs);
    this.totals = totals;
    List<Integer> open = openKnobs();
    this.order =
        IntStream.range(0, knobs.size())
            .boxed()
            .sorted(Comparator.comparing(open::contains))
            .toList();
    this.fixed = knobs.size() - open.size();
    this.grid = Grid.of(order.stream().map(this.knobs::get).toList());
    this.layout = Layout.of(open.stream().map(knob -> radix(knob)).toList());
    long number = grid.size() / layout.lanes() / layout.blocks();
    if (number > MOST) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the knobs that change more than sizes have %,d combinations, at most %,d can be"
                  + " swept: give them fewer values",
              number,
              MOST));
    }
  }

  /** Returns whether all knobs are open, so that one tape serves all variants. */
  boolean isOne() {
    return fixed == 0;
  }

  Grid grid() {
    return grid;
  }

  Layout layout() {
    return layout;
  }

  /** Returns a knob's place in the grid. */
  int place(int knob) {
    return order.indexOf(knob);
  }

  /** Analyses one variant; throws what building its network throws. */
  Report report(long index) {
    int[] positions = positions(index);
    return variants(positions).report(positions);
  }

  /** Returns the tape of a topology, by its number in the order of the grid. */
  synchronized Tape tape(int topology) {
    Tape tape = tapes.get(topology);
    if (tape == null) {
      tape = newTape(positions(topology * layout.blocks() * layout.lanes()));
      tapes.put(topology, tape);
    }
    return tape;
  }

  private Tape newTape(int[] positions) {
    try {
      List<Symbol> symbols = new ArrayList<>();
      List<Integer> open = order.subList(fixed, order.size());
      Report report = variants(positions).report(positions, open, symbols);
      return Tape.of(Formulas.of(report, totals, symbols), layout);
    } catch (NetworkException | LayerException | SizeException e) {
      return Tape.invalid();
    }
  }

  /** The knobs that can be symbols in all networks, without and with the other open ones. */
  private List<Integer> openKnobs() {
    List<Integer> open = new ArrayList<>();
    for (int knob = 0; knob < knobs.size(); knob++) {
      int candidate = knob;
      if (variants.stream().allMatch(v -> v.canOpen(candidate))) {
        open.add(knob);
      }
    }
    if (canBeRead(open)) {
      return open;
    }
    open.removeIf(knob -> !canBeRead(List.of(knob)));
    return canBeRead(open) ? open : List.of();
  }

  /** Returns whether a network with symbols can be built and its totals read off. */
  private boolean canBeRead(List<Integer> open) {
    int[] first = new int[knobs.size()];
    for (Variants each : variants) {
      try {
        List<Symbol> symbols = new ArrayList<>();
        Formulas.of(each.report(first, open, symbols), totals, symbols);
      } catch (NetworkException | LayerException | SizeException e) {
        return false;
      }
    }
    return true;
  }

  private Variants variants(int[] positions) {
    for (int knob = 0; knob < positions.length; knob++) {
      if (knobs.get(knob).kind() == Knob.Kind.NETWORK) {
        return variants.get(positions[knob]);
      }
    }
    return variants.get(0);
  }

  /** The position of each knob, in the knobs' own order. */
  private int[] positions(long index) {
    int[] inGrid = grid.positions(index);
    int[] positions = new int[inGrid.length];
    for (int i = 0; i < inGrid.length; i++) {
      positions[order.get(i)] = inGrid[i];
    }
    return positions;
  }

  private int radix(int knob) {
    return knobs.get(knob).values().size();
  }
}
