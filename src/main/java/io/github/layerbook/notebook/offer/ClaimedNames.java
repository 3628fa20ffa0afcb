package io.github.layerbook.notebook.offer;

import io.github.layerbook.network.Network;
import io.github.layerbook.network.Node;
import io.github.layerbook.notebook.Session;
import java.util.ArrayList;
import java.util.List;

/**
 * The layers and blocks of the network that the command names first, each at the beginning of a
 * line, before what is claimed of it: {@code fc1: }.
 */
public record ClaimedNames() implements Candidates {
  @Override
  public Offer of(Session session, Written written) {
    int start = written.begun().length() - written.begun().stripLeading().length();
    return NamedNetwork.of(session, written)
        .map(network -> Offer.of(written.begun().substring(start), names(network)).movedBy(start))
        .orElse(Offer.NOTHING);
  }

  private static List<String> names(Network network) {
    List<String> names = new ArrayList<>();
    network.nodes().stream().map(Node::path).forEach(names::add);
    names.addAll(network.blocks());
    return names.stream().map(name -> name + ": ").toList();
  }
}
