package io.github.layerbook.notebook.offer;

import io.github.layerbook.export.Export;
import io.github.layerbook.notebook.Session;

/** The forms that files are written in. */
public record FormNames() implements Candidates {
  @Override
  public Offer of(Session session, Written written) {
    return Offer.of(written.begun(), Export.forms().stream().map(form -> form.name()).toList());
  }
}
