package io.github.layerbook.notebook;

import io.github.layerbook.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The definitions that a network's name has had, for {@code %undo}. */
final class History {
  private final List<Network> definitions = new ArrayList<>();

  /** Takes note of the latest definition, if it is new. */
  void remember(Network network) {
    if (definitions.isEmpty() || !network.equals(latest())) {
      definitions.add(network);
    }
  }

  /** The definition before the latest. */
  Optional<Network> previous() {
    return definitions.size() < 2
        ? Optional.empty()
        : Optional.of(definitions.get(definitions.size() - 2));
  }

  /** Forgets the latest definition. */
  void forgetLatest() {
    definitions.remove(definitions.size() - 1);
  }

  private Network latest() {
    return definitions.get(definitions.size() - 1);
  }
}
