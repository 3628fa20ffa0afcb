package io.github.layerbook.notebook.magic;

import io.github.layerbook.layer.vocabulary.Vocabulary;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.CommandForm;
import io.github.layerbook.notebook.offer.Candidates;
import io.github.layerbook.notebook.offer.Offer;
import io.github.layerbook.notebook.offer.Written;
import java.util.ArrayList;
import java.util.List;

/** What there is help on: the notation, commands, layers. */
public record Topics() implements Candidates {
  /** The topic that is neither a command nor a layer. */
  static final String NOTATION = "notation";

  @Override
  public Offer of(Session session, Written written) {
    return Offer.of(written.begun(), all(session.notation().vocabulary()));
  }

  static List<String> all(Vocabulary layers) {
    List<String> topics = new ArrayList<>(List.of(NOTATION));
    Magics.all().stream().map(CommandForm::name).forEach(topics::add);
    topics.addAll(layers.words());
    return topics;
  }
}
