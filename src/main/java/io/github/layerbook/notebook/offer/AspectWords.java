package io.github.layerbook.notebook.offer;

import io.github.layerbook.notebook.Session;
import io.github.layerbook.report.Aspect;
import java.util.ArrayList;
import java.util.List;

/** The words for what can be explained. */
public record AspectWords() implements Candidates {
  @Override
  public Offer of(Session session, Written written) {
    List<String> words = new ArrayList<>(List.of(Aspect.SHAPE.word()));
    words.addAll(QuantityWords.words(session, written));
    return Offer.of(written.begun(), words);
  }
}
