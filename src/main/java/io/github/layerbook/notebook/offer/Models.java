package io.github.layerbook.notebook.offer;

import io.github.layerbook.notebook.Session;
import java.util.ArrayList;
import java.util.List;

/** The notebook's networks and inventories, then the files below its folder. */
public record Models() implements Candidates {
  @Override
  public Offer of(Session session, Written written) {
    Offer files = new FilePaths().of(session, written);
    if (files.from() > 0) {
      return files;
    }
    List<String> words = new ArrayList<>(session.networks().keySet());
    words.addAll(session.inventories());
    words.addAll(files.words());
    return Offer.of(written.begun(), words);
  }
}
