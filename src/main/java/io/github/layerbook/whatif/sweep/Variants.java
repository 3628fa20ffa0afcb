package io.github.layerbook.whatif.sweep;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.form.NearestWords;
import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.network.Blueprint;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.NetworkException;
import io.github.layerbook.network.Node;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Settings;
import io.github.layerbook.report.WeightFormat;
import io.github.layerbook.size.Size;
import io.github.layerbook.unit.NumberType;
import io.github.layerbook.whatif.edit.Knob;
import io.github.layerbook.whatif.edit.OptionAddress;
import io.github.layerbook.whatif.edit.OptionAddress.Target;
import io.github.layerbook.whatif.edit.OptionChange;
import io.github.layerbook.whatif.edit.Ranks;
import io.github.layerbook.whatif.edit.Sizing;
import io.github.layerbook.whatif.tape.Symbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One network and what the knobs do to its layers; where two vary one option, the later does. */
public final class Variants {
  private final Blueprint network;
  private final Optional<NetworkException> problem;
  private final Settings settings;
  private final List<Knob> knobs;
  private final List<List<Target>> targets;
  private final List<Optional<Sizing>> sizings;

  /** The network with symbols that was analysed last: batch, formats and types leave it alone. */
  private final AtomicReference<@Nullable Network> analysed = new AtomicReference<>();

  private Variants(
      Rebuilt network, Settings settings, List<Knob> knobs, List<List<Target>> targets) {
    this.network = network.network();
    this.problem = network.problem();
    this.settings = settings;
    this.knobs = knobs;
    this.targets = targets;
    this.sizings = knobs.stream().map(Sizing::of).toList();
  }

  /**
   * Finds what the knobs vary in a network.
   *
   * @throws OptionException if a knob varies nothing, or an option cannot have one of its values
   */
  static Variants of(Rebuilt network, Settings settings, List<Knob> knobs) {
    Set<Target> taken = new HashSet<>();
    List<List<Target>> targets = new ArrayList<>();
    for (int i = knobs.size() - 1; i >= 0; i--) {
      Knob knob = knobs.get(i);
      List<Target> own = new ArrayList<>();
      if (knob.isOption()) {
        own.addAll(new OptionAddress(knob.name()).targets(network.network()));
        own.removeIf(target -> !taken.add(target));
        if (own.isEmpty()) {
          throw new OptionException(
              knob.name(),
              knob.name() + " varies nothing: later knobs vary all its options; leave it out");
        }
      }
      targets.add(0, own);
    }
    Variants variants = new Variants(network, settings, List.copyOf(knobs), targets);
    variants.checkValues();
    return variants;
  }

  /** Reads every value for every layer once, so that a wrong one is found before the sweep. */
  private void checkValues() {
    for (int knob = 0; knob < knobs.size(); knob++) {
      if (knobs.get(knob).kind() == Knob.Kind.WEIGHTS) {
        knobs.get(knob).values().forEach(Variants::format);
      }
      for (Target target : targets.get(knob)) {
        Layer layer = network.layer(target.node());
        if (knobs.get(knob).kind() == Knob.Kind.SCALE
            && OptionChange.sizes(layer, target).isEmpty()) {
          throw new OptionException(
              target.option(),
              "%s of %s is not a size: it cannot be scaled, set it with = in place of *="
                  .formatted(target.option(), network.label(target.node())));
        }
        if (!isOpen(knob, target)) {
          for (int position = 0; position < knobs.get(knob).values().size(); position++) {
            changed(layer, target, knob, position);
          }
        }
      }
    }
  }

  /** Returns whether a knob's value can be a symbol in this network. */
  boolean canOpen(int knob) {
    Knob.Kind kind = knobs.get(knob).kind();
    return kind == Knob.Kind.BATCH
        || kind == Knob.Kind.RANK
        || (knobs.get(knob).isOption()
            && targets.get(knob).stream().allMatch(target -> isOpen(knob, target)));
  }

  private boolean isOpen(int knob, Target target) {
    return sizings.get(knob).isPresent()
        && !OptionChange.sizes(network.layer(target.node()), target).isEmpty();
  }

  /** Returns whether there is such a network, whatever else the knobs do to it. */
  boolean isPossible() {
    return problem.isEmpty();
  }

  private void requirePossible() {
    if (problem.isPresent()) {
      throw problem.get();
    }
  }

  /**
   * Analyses variants at once: some knobs at a position, the others open, their sizes symbols.
   * Throws what building their network throws.
   *
   * @param positions the positions; those of open knobs are not read
   * @param open the numbers of the open knobs; with none, a single variant is analysed
   */
  OpenReport report(int[] positions, List<Integer> open) {
    requirePossible();
    List<Symbol> symbols = new ArrayList<>();
    List<Node> nodes = new ArrayList<>(network.nodes());
    Settings changed = settings;
    for (int knob = 0; knob < knobs.size(); knob++) {
      int place = open.indexOf(knob);
      UnaryOperator<Size> symbol = symbol(knob, place, symbols);
      if (place < 0) {
        changed = settings(changed, knob, positions[knob]);
      } else if (knobs.get(knob).kind() == Knob.Kind.BATCH) {
        changed = changed.examples(symbol.apply(changed.examples()));
      }
      if (knobs.get(knob).kind() == Knob.Kind.RANK) {
        Size rank = place < 0 ? Size.of(value(knob, positions[knob])) : symbol.apply(Size.of(1));
        nodes.replaceAll(node -> Ranks.ranked(node, rank));
      }
      for (Target target : targets.get(knob)) {
        Node node = nodes.get(target.node());
        Layer layer =
            place < 0
                ? changed(node.layer(), target, knob, positions[knob])
                : OptionChange.changed(node.layer(), target, symbol);
        nodes.set(target.node(), node.with(layer));
      }
    }
    return new OpenReport(Report.of(analysed(nodes), changed), symbols);
  }

  private Network analysed(List<Node> nodes) {
    Network last = analysed.get();
    if (last == null || !last.nodes().equals(nodes)) {
      last = Network.of(network.name(), nodes);
      analysed.set(last);
    }
    return last;
  }

  private long value(int knob, int position) {
    return Long.parseLong(knobs.get(knob).values().get(position));
  }

  /** Puts symbols in the place of the sizes that an open knob varies, equal ones once. */
  private UnaryOperator<Size> symbol(int knob, int place, List<Symbol> symbols) {
    Map<Long, Size.Unknown> known = new HashMap<>();
    return size -> {
      Sizing sizing = sizings.get(knob).orElseThrow();
      long base = sizing.base(size);
      return known.computeIfAbsent(
          base,
          key -> {
            Size.Unknown unknown =
                new Size.Unknown(place + ":" + knobs.get(knob).name() + "*" + base);
            symbols.add(new Symbol(unknown.name(), place, sizing.values(base)));
            return unknown;
          });
    };
  }

  private Layer changed(Layer layer, Target target, int knob, int position) {
    return OptionChange.changed(layer, target, knobs.get(knob), sizings.get(knob), position);
  }

  /** Returns the format of a name. */
  private static WeightFormat format(String name) {
    return WeightFormat.find(name)
        .orElseThrow(
            () ->
                new OptionException(
                    name,
                    "\"%s\" is not a format of weights.%s"
                        .formatted(
                            name,
                            NearestWords.question(
                                name,
                                WeightFormat.all().stream().map(WeightFormat::name).toList()))));
  }

  /** Returns settings after a knob, which need not be one of theirs, at a position. */
  private Settings settings(Settings before, int knob, int position) {
    String value = knobs.get(knob).values().get(position);
    return switch (knobs.get(knob).kind()) {
      case BATCH -> before.batch(Long.parseLong(value));
      case TYPE -> before.type(NumberType.of(value));
      case WEIGHTS -> before.weights(format(value));
      case CACHE -> before.cache(NumberType.of(value));
      case SET, SCALE, LAYERS, DIM, RANK, NETWORK -> before;
    };
  }
}
