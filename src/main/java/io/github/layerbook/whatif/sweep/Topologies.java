package io.github.layerbook.whatif.sweep;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.network.NetworkException;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Settings;
import io.github.layerbook.size.Size;
import io.github.layerbook.size.SizeException;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.whatif.edit.Knob;
import io.github.layerbook.whatif.tape.Code;
import io.github.layerbook.whatif.tape.Formulas;
import io.github.layerbook.whatif.tape.Layout;
import io.github.layerbook.whatif.tape.Tape;
import io.github.layerbook.whatif.tape.Tapes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The tapes of a sweep: one for each combination of the fixed knobs, that is those whose values
 * cannot be symbols, such as a network or a padding mode. Fixed knobs are the slowest of the grid.
 *
 * <p>Tapes are made when they are asked for, and the last few are kept.
 */
final class Topologies implements Tapes {
  /** How many tapes a sweep has at most. */
  static final int MOST = 65_536;

  /** How many topologies can be sent to an engine, and how many of them are in one part. */
  private static final int MOST_IN_PARTS = 4_096;

  private static final int IN_PART = 64;

  private static final int KEPT = 16;

  private final List<Variants> variants;
  private final List<Knob> knobs;
  private final List<Quantity> quantities;

  /** How many of the grid's knobs are fixed. */
  private final int fixed;

  /** The formulas where one tape serves all variants: found when that was tried. */
  private final Optional<Formulas> only;

  private final Numbering numbering;
  private final Map<Integer, Tape> tapes =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Tape> eldest) {
          return size() > KEPT;
        }
      };

  Topologies(
      List<Rebuilt> networks, Settings settings, List<Knob> knobs, List<Quantity> quantities) {
    // one for each combination of a network and a depth, the knob that comes first as the slowest
    this.variants =
        networks.stream().map(network -> Variants.of(network, settings, knobs)).toList();
    this.knobs = List.copyOf(knobs);
    this.quantities = List.copyOf(quantities);
    List<Integer> open = knobsThatCanOpen();
    List<Formulas> read = read(open);
    if (read.isEmpty()) {
      open.removeIf(knob -> read(List.of(knob)).isEmpty());
      read = read(open);
    }
    if (read.isEmpty()) {
      open.clear();
    }
    List<Integer> order =
        IntStream.range(0, knobs.size())
            .boxed()
            .sorted(Comparator.comparing(open::contains))
            .toList();
    this.fixed = knobs.size() - open.size();
    this.only = fixed == 0 ? read.stream().findFirst() : Optional.empty();
    this.numbering =
        new Numbering(
            VariantGrid.of(order.stream().map(this.knobs::get).toList()),
            order,
            Layout.of(open.stream().map(knob -> radix(knob)).toList()));
    long number = numbering.topologies();
    if (number > MOST) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              isAlone()
                  ? "memory is followed step by step for each of %,d variants, at most %,d can be"
                      + " swept: give the knobs fewer values, or leave memory out"
                  : "the knobs that change more than sizes have %,d combinations, at most %,d can"
                      + " be swept: give them fewer values",
              number,
              MOST));
    }
  }

  /** Returns whether a quantity is found for each variant separately, with no knob open. */
  private boolean isAlone() {
    return quantities.stream().anyMatch(Quantity::isAlone);
  }

  /** Returns whether all knobs are open, so that one tape serves all variants. */
  boolean isOne() {
    return fixed == 0;
  }

  Numbering numbering() {
    return numbering;
  }

  @Override
  public Layout layout() {
    return numbering.layout();
  }

  /** Analyses one variant; throws what building its network throws. */
  Report report(long index) {
    int[] positions = numbering.positions(index);
    return variants(positions).report(positions, List.of()).report();
  }

  @Override
  public synchronized Tape tape(int topology) {
    Tape tape = tapes.get(topology);
    if (tape == null) {
      tape = code(topology).tape();
      tapes.put(topology, tape);
    }
    return tape;
  }

  /** Cuts all variants into parts of one or more topologies each. */
  List<SweepPart> parts() {
    long number = numbering.topologies();
    if (number > MOST_IN_PARTS) {
      throw new IllegalArgumentException(
          ("the knobs that change more than sizes have %s combinations, at most %s can be sent"
                  + " to an engine: give them fewer values")
              .formatted(Numbers.count(number), Numbers.count(MOST_IN_PARTS)));
    }
    List<SweepPart> parts = new ArrayList<>();
    for (int first = 0; first < number; first += IN_PART) {
      int end = (int) Math.min(number, first + IN_PART);
      List<Code> codes = IntStream.range(first, end).mapToObj(this::code).toList();
      parts.add(new SweepPart(numbering, Columns.of(quantities), first, codes));
    }
    return parts;
  }

  private Code code(int topology) {
    int[] positions = numbering.positions(topology * numbering.perTopology());
    try {
      return Code.of(
          only.orElseGet(() -> formulas(variants(positions), positions, openKnobs())), layout());
    } catch (NetworkException | LayerException | SizeException e) {
      return new Code.Invalid();
    }
  }

  /** The knobs that can each be symbols in all networks. */
  private List<Integer> knobsThatCanOpen() {
    return IntStream.range(0, knobs.size())
        .filter(knob -> !isAlone() && variants.stream().allMatch(each -> each.canOpen(knob)))
        .boxed()
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /**
   * Reads the formulas of each network with some knobs open; none if one cannot be built with
   * symbols, or its totals not be read off.
   */
  private List<Formulas> read(List<Integer> open) {
    if (open.isEmpty() && !knobs.isEmpty()) {
      return List.of();
    }
    try {
      int[] first = new int[knobs.size()];
      return variants.stream()
          .filter(Variants::isPossible)
          .map(each -> formulas(each, first, open))
          .toList();
    } catch (NetworkException | LayerException | SizeException e) {
      return List.of();
    }
  }

  private Formulas formulas(Variants network, int[] positions, List<Integer> open) {
    OpenReport analysis = network.report(positions, open);
    Report report = analysis.report();
    return Formulas.of(
        Columns.sizes(quantities, report), analysis.bounds(), extents(report), analysis.symbols());
  }

  /** Analyses all variants of a topology at once; throws what building its network throws. */
  OpenReport open(int topology) {
    int[] positions = numbering.positions(topology * numbering.perTopology());
    return variants(positions).report(positions, openKnobs());
  }

  /** How many of the grid's knobs, its first, cannot be symbols. */
  int fixed() {
    return fixed;
  }

  private List<Integer> openKnobs() {
    return numbering.order().subList(fixed, numbering.order().size());
  }

  /** The extents of all outputs, none of which may be negative. */
  private static List<Size> extents(Report report) {
    return report.network().applied().stream()
        .flatMap(applied -> applied.outputs().stream())
        .flatMap(output -> output.axes().stream())
        .map(Axis::size)
        .toList();
  }

  private Variants variants(int[] positions) {
    int place = 0;
    for (int knob = 0; knob < positions.length; knob++) {
      if (knobs.get(knob).isOfNetworks()) {
        place = place * radix(knob) + positions[knob];
      }
    }
    return variants.get(place);
  }

  private int radix(int knob) {
    return knobs.get(knob).values().size();
  }
}
