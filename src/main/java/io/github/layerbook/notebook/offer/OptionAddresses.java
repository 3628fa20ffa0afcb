package io.github.layerbook.notebook.offer;

import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.network.LayerNames;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.Node;
import io.github.layerbook.notebook.Session;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Layers of the network that the command names first and, after a dot, the options of the one that
 * is named, as changes, sweeps and fits write them: {@code fc1.out}. A line of a cell is one too;
 * its last word is gone on with.
 */
public record OptionAddresses() implements Candidates {
  @Override
  public Offer of(Session session, Written written) {
    String begun = written.begun();
    int word = Math.max(begun.lastIndexOf(' '), begun.lastIndexOf('\t')) + 1;
    Optional<Network> network = NameOffers.first(session, written);
    return network.isEmpty() || begun.indexOf('=', word) >= 0
        ? Offer.NOTHING
        : offer(network.get(), begun.substring(word)).movedBy(word);
  }

  private static Offer offer(Network network, String word) {
    int start = Offer.lastInList(word);
    String address = word.substring(start);
    int dot = address.lastIndexOf('.');
    List<String> options = dot < 0 ? List.of() : options(network, address.substring(0, dot));
    return options.isEmpty()
        ? Offer.of(address, names(network)).movedBy(start)
        : Offer.of(address.substring(dot + 1), options).movedBy(start + dot + 1);
  }

  /** The sizes that are open, and the layers. */
  private static List<String> names(Network network) {
    return Stream.concat(
            network.dims().sizes().keySet().stream(), network.nodes().stream().map(Node::path))
        .toList();
  }

  /** The options that any of the layers of a name has. */
  private static List<String> options(Network network, String name) {
    return layers(network.names(), name).stream()
        .map(place -> LayerForm.of(network.nodes().get(place).layer()))
        .flatMap(form -> form.options().stream())
        .distinct()
        .toList();
  }

  private static List<Integer> layers(LayerNames names, String name) {
    try {
      return names.matching(name);
    } catch (OptionException nameOfSeveral) {
      return names.matching("*." + name);
    }
  }
}
