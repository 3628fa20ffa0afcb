package io.github.layerbook.whatif.sweep;

import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.network.Blueprint;
import io.github.layerbook.network.NetworkException;
import io.github.layerbook.whatif.edit.Edit;
import io.github.layerbook.whatif.edit.Knob;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One of the networks of a sweep.
 *
 * @param network the network; where there is none with a value, the one that it would be made of
 * @param problem why there is none
 */
record Rebuilt(Blueprint network, Optional<NetworkException> problem) {
  /** How many networks are made of one. */
  private static final int MOST = 4_096;

  static Rebuilt of(Blueprint network) {
    return new Rebuilt(network, Optional.empty());
  }

  /**
   * Returns each network with each value of a knob, the last value next to the first.
   *
   * @throws OptionException if they are too many, a value is none, or the thread is interrupted
   */
  static List<Rebuilt> all(List<Rebuilt> networks, Knob knob) {
    if ((long) networks.size() * knob.values().size() > MOST) {
      throw new OptionException(
          knob.name(),
          String.format(
              Locale.ROOT,
              "each value of %s is a network of its own, at most %,d can be swept: give it fewer",
              knob.name(),
              MOST));
    }
    return networks.stream()
        .flatMap(network -> knob.values().stream().map(value -> network.with(knob, value)))
        .collect(Collectors.toList());
  }

  private Rebuilt with(Knob knob, String value) {
    if (Thread.currentThread().isInterrupted()) {
      throw new OptionException(
          knob.name(), "interrupted before %s had all of its values".formatted(knob.name()));
    } else if (problem.isPresent()) {
      return this;
    }
    try {
      Knob one = new Knob(knob.kind(), knob.name(), List.of(value));
      return of(new Edit.Option(one).of(network));
    } catch (NetworkException e) {
      return new Rebuilt(network, Optional.of(e));
    }
  }
}
