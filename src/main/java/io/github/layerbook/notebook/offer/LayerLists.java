package io.github.layerbook.notebook.offer;

import io.github.layerbook.network.Network;
import io.github.layerbook.network.Node;
import io.github.layerbook.notebook.Session;
import java.util.ArrayList;
import java.util.List;

/**
 * Layers of the network that the command names first, with commas between them and hyphens before
 * those that are left out: {@code layer1.*,-fc}.
 */
public record LayerLists() implements Candidates {
  @Override
  public Offer of(Session session, Written written) {
    return NamedNetwork.of(session, written)
        .map(network -> Offer.inList(written.begun(), names(network)))
        .orElse(Offer.NOTHING);
  }

  private static List<String> names(Network network) {
    List<String> names = new ArrayList<>(network.nodes().stream().map(Node::path).toList());
    network.blocks().forEach(block -> names.add(block + ".*"));
    return names;
  }
}
