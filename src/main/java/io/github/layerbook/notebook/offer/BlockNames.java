package io.github.layerbook.notebook.offer;

import io.github.layerbook.network.Network;
import io.github.layerbook.notebook.NetworkReference;
import io.github.layerbook.notebook.Session;

/** The names of the notebook's networks and, after a dot, of the one's blocks. */
public record BlockNames() implements Candidates {
  @Override
  public Offer of(Session session, Written written) {
    NetworkReference place = NetworkReference.of(written.begun());
    if (written.begun().indexOf('.') < 0) {
      return new NetworkNames().of(session, written);
    }
    return NamedNetwork.of(session, place.name())
        .map(Network::blocks)
        .map(blocks -> Offer.of(place.rest(), blocks).movedBy(place.name().length() + 1))
        .orElse(Offer.NOTHING);
  }
}
