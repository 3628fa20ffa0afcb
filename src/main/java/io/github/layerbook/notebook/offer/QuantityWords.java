package io.github.layerbook.notebook.offer;

import io.github.layerbook.notebook.Session;
import java.util.List;
import java.util.stream.Stream;

/**
 * The words for quantities, those that the notebook declares among them: one each, and others where
 * a letter of them is written.
 */
public record QuantityWords() implements Candidates {
  @Override
  public Offer of(Session session, Written written) {
    return Offer.of(written.begun(), words(session, written));
  }

  /** The words that are offered where no others are. */
  static List<String> words(Session session, Written written) {
    return session.quantities().all().stream()
        .flatMap(
            quantity ->
                written.begun().isEmpty()
                    ? Stream.of(quantity.word())
                    : Stream.concat(Stream.of(quantity.word()), quantity.words().stream()))
        .toList();
  }
}
