package io.github.layerbook.notebook.magic;

import io.github.layerbook.exchange.known.Dialects;
import io.github.layerbook.exchange.known.Meaning;
import io.github.layerbook.layer.form.NearestWords;
import io.github.layerbook.layer.vocabulary.Vocabulary;
import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.Takes;
import io.github.layerbook.notebook.offer.Offers;
import java.util.List;
import java.util.Optional;

/** Explains the commands, the layers, what frameworks call them, the notation and the words. */
@Magic(
    name = "layerbook",
    purpose = Magic.Purpose.NOTEBOOK,
    line = "Explains a command, a layer's word or a topic; alone, lists all commands.",
    more =
        "Topics are notation, glossary (what C_in, H_out and MACs stand for) and cheat-sheet. The"
            + " name of a class or function of PyTorch or Keras shows the layer that it is here.",
    example = "%layerbook conv")
public record LayerbookCommand(
    @Takes(
            "TOPIC: a command's name, a layer's word, a framework's class such as Conv2d, notation,"
                + " glossary or cheat-sheet")
        @Offers(Topics.class)
        Optional<String> topic)
    implements Command {

  @Override
  public Object run(Session session) {
    if (topic.isEmpty()) {
      return new Overview(Magics.all());
    }
    String word = topic.get().replace("%", "");
    Vocabulary layers = session.notation().vocabulary();
    if (word.equals(Topics.NOTATION)) {
      return new NotationHelp(layers);
    } else if (word.equals(Topics.GLOSSARY)) {
      return new Glossary(layers, session.quantities());
    } else if (word.equals(Topics.CHEAT_SHEET)) {
      return new CheatSheet(Magics.all(), layers);
    } else if (Magics.all().stream().noneMatch(form -> form.name().equals(word))) {
      return layer(word, layers);
    }
    return Magics.help(word);
  }

  private static Object layer(String word, Vocabulary layers) {
    List<Meaning> meanings = Dialects.meanings(word);
    return meanings.isEmpty()
        ? layers.form(word).map(LayerHelp::new).orElseThrow(() -> unknown(word, layers))
        : new ForeignHelp(word, meanings, layers);
  }

  private static CellError unknown(String word, Vocabulary layers) {
    return new CellError(
        "There is no command, no layer and no framework's class %s.%s %%layerbook lists the commands, %%layerbook notation the layers."
            .formatted(word, NearestWords.question(word, Topics.all(layers))));
  }
}
