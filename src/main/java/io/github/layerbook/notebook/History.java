package io.github.layerbook.notebook;

import io.github.layerbook.network.Network;
import io.github.layerbook.notebook.outcome.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The definitions that a network's name has had, for {@code %undo}. */
final class History {
  private final List<Entry> definitions = new ArrayList<>();

  /** Takes note of a definition; of the same network, only claims and settings are new. */
  void remember(Entry entry) {
    if (latest().map(Entry::network).filter(entry.network()::equals).isPresent()) {
      forgetLatest();
    }
    definitions.add(entry);
  }

  /** What is known of a network that a variable holds, which Java may have put there. */
  Entry seen(Network network) {
    Optional<Entry> known = latest().filter(entry -> entry.network().equals(network));
    if (known.isEmpty()) {
      definitions.add(Entry.of(network));
    }
    return definitions.get(definitions.size() - 1);
  }

  /** The definition before the latest. */
  Optional<Entry> previous() {
    return definitions.size() < 2
        ? Optional.empty()
        : Optional.of(definitions.get(definitions.size() - 2));
  }

  /** Forgets the latest definition. */
  void forgetLatest() {
    definitions.remove(definitions.size() - 1);
  }

  private Optional<Entry> latest() {
    return definitions.isEmpty()
        ? Optional.empty()
        : Optional.of(definitions.get(definitions.size() - 1));
  }
}
