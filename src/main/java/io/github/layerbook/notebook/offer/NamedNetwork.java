package io.github.layerbook.notebook.offer;

import io.github.layerbook.network.Network;
import io.github.layerbook.notebook.Entry;
import io.github.layerbook.notebook.Session;
import java.util.Optional;

/** Looks a network up for an offer, which says nothing of one that there is not. */
final class NamedNetwork {
  private NamedNetwork() {}

  /** Returns the network of a name, if there is one. */
  static Optional<Network> of(Session session, String name) {
    return Optional.ofNullable(session.networks().get(name)).map(Entry::network);
  }

  /** Returns the network that a command is about: that of its first word. */
  static Optional<Network> of(Session session, Written written) {
    return written.words().stream().findFirst().flatMap(name -> of(session, name));
  }
}
