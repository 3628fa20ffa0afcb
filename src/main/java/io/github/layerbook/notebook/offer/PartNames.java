package io.github.layerbook.notebook.offer;

import io.github.layerbook.network.Network;
import io.github.layerbook.network.Node;
import io.github.layerbook.notebook.NetworkReference;
import io.github.layerbook.notebook.Session;
import java.util.ArrayList;
import java.util.List;

/** The names of the notebook's networks and, after a dot, of the one's layers and blocks. */
public record PartNames() implements Candidates {
  @Override
  public Offer of(Session session, Written written) {
    NetworkReference place = NetworkReference.of(written.begun());
    if (written.begun().indexOf('.') < 0) {
      return new NetworkNames().of(session, written);
    }
    int start = place.name().length() + 1;
    return NamedNetwork.of(session, place.name())
        .map(network -> Offer.of(place.rest(), parts(network)).movedBy(start))
        .orElse(Offer.NOTHING);
  }

  private static List<String> parts(Network network) {
    List<String> names = new ArrayList<>(network.nodes().stream().map(Node::path).toList());
    names.addAll(network.blocks());
    return names;
  }
}
