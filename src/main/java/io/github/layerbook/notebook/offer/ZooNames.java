package io.github.layerbook.notebook.offer;

import io.github.layerbook.notebook.Session;
import io.github.layerbook.zoo.Zoo;

/** The names of the networks of papers and libraries. */
public record ZooNames() implements Candidates {
  @Override
  public Offer of(Session session, Written written) {
    return Offer.of(written.begun(), Zoo.names());
  }
}
