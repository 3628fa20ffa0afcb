package io.github.layerbook.notebook;

import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.notebook.outcome.Defined;
import io.github.layerbook.notebook.outcome.Entry;
import io.github.layerbook.notebook.outcome.Family;
import io.github.layerbook.notebook.outcome.Listed;
import io.github.layerbook.notebook.outcome.Listing;
import io.github.layerbook.notebook.outcome.Outcome;
import io.github.layerbook.notebook.outcome.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Defines what was read from a foreign text or file; what the reader says is shown above its table.
 *
 * @param session the notebook's session
 * @param name the notebook variable to declare
 * @param title what the source was read as
 */
public record ReadModel(Session session, String name, String title) {
  /**
   * Defines a network, or the inventory where the source tells no network.
   *
   * @param entry the network under its name in the source, with how it is counted
   * @return empty if the source lists no layers either
   * @throws CellError if the name is refused; nothing has changed then
   */
  public Optional<Defined> define(Optional<Entry> entry, ReadNetwork read) {
    if (entry.isPresent()) {
      Outcome outcome = session.define(name, entry.get().renamed(name));
      return Optional.of(of(outcome, entry.get(), read));
    }
    return read.inventory()
        .filter(inventory -> !inventory.layers().isEmpty())
        .map(inventory -> list(new Listed(inventory, read.claims()), read));
  }

  private Listing list(Listed listed, ReadNetwork read) {
    Listed named = listed.renamed(name);
    String own = listed.inventory().name();
    return new Listing(named, session.define(name, named), Provenance.of(title, own, read, false));
  }

  /**
   * Defines several networks; see {@link Session#defineAll}.
   *
   * @param entries the networks under their names in the source, as many as were read
   */
  public Family defineAll(List<Entry> entries, List<ReadNetwork> read) {
    List<Outcome> outcomes = new ArrayList<>();
    List<Outcome> defined = session.defineAll(name, entries).members();
    for (int i = 0; i < defined.size(); i++) {
      outcomes.add(of(defined.get(i), entries.get(i), read.get(i)));
    }
    return new Family(outcomes);
  }

  private Outcome of(Outcome outcome, Entry entry, ReadNetwork read) {
    return outcome.readFrom(Provenance.of(title, entry.network().name(), read, true));
  }
}
