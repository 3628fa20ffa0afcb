package io.github.layerbook.whatif.sweep;

import io.github.layerbook.network.Blueprint;
import io.github.layerbook.network.Network;
import io.github.layerbook.report.Quantities;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Settings;
import io.github.layerbook.size.Size;
import io.github.layerbook.unit.Unit;
import io.github.layerbook.whatif.edit.Knob;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Collects what a sweep varies and what it finds. Nothing is checked until {@link #build()}. */
public final class SweepBuilder {
  private final List<Network> networks;
  private final List<Knob> knobs = new ArrayList<>();
  private final List<Quantity> quantities = new ArrayList<>();
  private Settings settings = Settings.DEFAULT;

  SweepBuilder(List<Network> networks) {
    this.networks = networks;
    if (networks.size() > 1) {
      knobs.add(
          new Knob(Knob.Kind.NETWORK, "network", networks.stream().map(Network::name).toList()));
    }
  }

  /** Adds a knob as it is written: {@code conv*.out=64..512:x2}; see {@link Knob#parse}. */
  public SweepBuilder knob(String text) {
    return knob(Knob.parse(text));
  }

  /** Adds a knob. Where two knobs vary one option, the later one does. */
  public SweepBuilder knob(Knob knob) {
    knobs.add(knob);
    return this;
  }

  /** Varies the batch: {@code 1,8,32}. */
  public SweepBuilder batch(String values) {
    return knob(Knob.batch(values));
  }

  /** Sets what the analysis assumes where no knob says otherwise. */
  public SweepBuilder settings(Settings newSettings) {
    settings = newSettings;
    return this;
  }

  /** Adds quantities to what is found for each variant. */
  public SweepBuilder measures(Quantity... more) {
    return measures(List.of(more));
  }

  /** Adds quantities to what is found for each variant. */
  public SweepBuilder measures(List<Quantity> more) {
    quantities.addAll(more);
    return this;
  }

  /**
   * Adds a number of the user's own to what is found for each variant; see {@link
   * Quantity#ofNetwork}.
   */
  public SweepBuilder measure(String name, Function<Report, Size> of) {
    return measures(Quantity.ofNetwork(name, Unit.COUNT, of));
  }

  /**
   * Builds the sweep; of parameters, multiply-adds and bytes if nothing was asked for.
   *
   * @throws io.github.layerbook.layer.form.OptionException naming the knob, layer, option or value
   *     that is wrong, and what is valid
   * @throws IllegalArgumentException if the grid is beyond 64 bits
   */
  public Sweep build() {
    List<Quantity> found = quantities.isEmpty() ? Quantities.USUAL : List.copyOf(quantities);
    return Sweep.of(networks.stream().map(Blueprint::of).toList(), settings, knobs, found);
  }
}
