package io.github.layerbook.notebook.magic;

import io.github.layerbook.layer.vocabulary.Vocabulary;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.CommandForm;
import io.github.layerbook.notebook.offer.Candidates;
import io.github.layerbook.notebook.offer.Offer;
import io.github.layerbook.notebook.offer.Written;
import java.util.ArrayList;
import java.util.List;

/** What there is help on: commands, layers, and topics of their own. */
public record Topics() implements Candidates {
  /** How networks are written. */
  static final String NOTATION = "notation";

  /** What symbols, quantities and words stand for. */
  static final String GLOSSARY = "glossary";

  /** Commands and notation on one page. */
  static final String CHEAT_SHEET = "cheat-sheet";

  @Override
  public Offer of(Session session, Written written) {
    return Offer.of(written.begun(), all(session.notation().vocabulary()));
  }

  static List<String> all(Vocabulary layers) {
    List<String> topics = new ArrayList<>(List.of(NOTATION, GLOSSARY, CHEAT_SHEET));
    Magics.all().stream().map(CommandForm::name).forEach(topics::add);
    topics.addAll(layers.words());
    return topics;
  }
}
