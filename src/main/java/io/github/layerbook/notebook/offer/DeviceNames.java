package io.github.layerbook.notebook.offer;

import io.github.layerbook.notebook.Session;

/** The devices that come with Layerbook, and the notebook's variables that hold one. */
public record DeviceNames() implements Candidates {
  @Override
  public Offer of(Session session, Written written) {
    return Offer.of(written.begun(), session.devices());
  }
}
