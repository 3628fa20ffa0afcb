package io.github.layerbook.notebook.offer;

import io.github.layerbook.notebook.Session;

/** The names of the notebook's networks. */
public record NetworkNames() implements Candidates {
  @Override
  public Offer of(Session session, Written written) {
    return Offer.of(written.begun(), session.networks().keySet());
  }
}
