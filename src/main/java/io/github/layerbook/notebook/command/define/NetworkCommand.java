package io.github.layerbook.notebook.command.define;

import io.github.layerbook.claim.Claims;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.TextForm;
import io.github.layerbook.exchange.lecture.LectureForms;
import io.github.layerbook.exchange.pasted.PastedText;
import io.github.layerbook.network.Network;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.notation.NotationException;
import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.ReadModel;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.Biases;
import io.github.layerbook.notebook.command.CellText;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.Counting;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.Takes;
import io.github.layerbook.notebook.offer.LayerLines;
import io.github.layerbook.notebook.offer.NameOffers;
import io.github.layerbook.notebook.offer.Offers;
import io.github.layerbook.notebook.outcome.Entry;
import io.github.layerbook.report.Settings;
import io.github.layerbook.view.display.Displayable;
import java.util.List;
import java.util.Optional;

/**
 * Defines the network that a cell's text describes: in the notation, or as a framework's code where
 * the notation does not read it.
 */
@Magic(
    name = "network",
    purpose = Magic.Purpose.DEFINE,
    line = "Defines a network from the cell's text and shows its table; again: what changed.",
    more =
        "The text is a lecture's table, the VGG paper's, or one layer a line; or code of PyTorch or"
            + " Keras, of which nothing is executed. Declares the notebook variable NAME; a text"
            + " with several networks declares NAME_A, NAME_B and so on.",
    example =
        """
        %%network lenet
        input 32x32x1
        conv 5x5-6
        pool2
        conv 5x5-16
        pool2
        FC-120   weights: 5*5*16*120 = 48,000
        FC-84
        FC-10\
        """)
public record NetworkCommand(
    @Offers(NameOffers.Networks.class) @Takes("NAME: the notebook variable to declare") String name,
    Inputs inputs,
    CodeCell code,
    Biases biases,
    Counting counting,
    @Offers(LayerLines.class)
        @CellText("the network's layers, one a line, or a table of them; or its code")
        String text)
    implements Command {
  private static final String UNKNOWN =
      "The form of this text is not recognised: name it with --from.";

  @Override
  public Object run(Session session) {
    session.requireFree(name);
    if (code.isAsked()) {
      TextForm form =
          code.form(text).orElseThrow(() -> new CellError(PastedText.other(text).orElse(UNKNOWN)));
      List<ReadNetwork> read = code.read(form, text, inputs);
      return defined(session, form, read).orElseThrow(() -> code.failure(form, text, read.get(0)));
    }
    try {
      return fromNotation(session);
    } catch (NotationException e) {
      return instead(session, e);
    }
  }

  private Object fromNotation(Session session) {
    Notation notation = session.notation().alone();
    List<Entry> entries =
        inputs.input().map(notation::input).orElse(notation).parseAll(text).stream()
            .map(read -> entry(read.network(), Claims.of(read, session.quantities())))
            .toList();
    return entries.size() == 1
        ? session.define(name, entries.get(0).renamed(name))
        : session.defineAll(name, entries);
  }

  /** Reads what the notation refuses in the form that it is of. */
  private Object instead(Session session, NotationException refusal) {
    Optional<CellError> other =
        PastedText.structure(text).isPresent()
            ? Optional.empty()
            : PastedText.other(text).map(CellError::new);
    boolean begun = refusal.isAfterLayers(text);
    Optional<TextForm> known = code.form(text);
    if (known.isEmpty() && !begun && other.isPresent()) {
      throw other.get();
    }
    TextForm form = known.orElseThrow(() -> refusal);
    List<ReadNetwork> read = code.read(form, text, inputs);
    boolean isWhole = read.stream().allMatch(each -> each.problems().isEmpty());
    boolean isNotation =
        refusal.isSurelyNotation() && form.toString().equals(LectureForms.SENTENCES);
    if ((isNotation || !isWhole) && begun) {
      throw refusal;
    }
    return defined(session, form, read)
        .orElseThrow(() -> other.orElseGet(() -> code.failure(form, text, read.get(0))));
  }

  /** Defines the network of a text, or several under the name and their own, or its inventory. */
  private Optional<? extends Displayable> defined(
      Session session, TextForm form, List<ReadNetwork> read) {
    List<Entry> all = read.stream().flatMap(each -> entry(each).stream()).toList();
    boolean isWhole = read.stream().allMatch(ReadNetwork::isWhole) && all.size() == read.size();
    ReadModel model = new ReadModel(session, name, form.title());
    if (read.size() > 1 && isWhole) {
      return Optional.of(model.defineAll(all, read));
    }
    ReadNetwork first = ReadNetwork.first(read);
    return model.define(entry(first), first);
  }

  private Optional<Entry> entry(ReadNetwork read) {
    return CodeCell.network(read).map(found -> entry(found, read.claims()).frozen(read.frozen()));
  }

  private Entry entry(Network network, Claims claims) {
    return new Entry(biases.of(network), claims, counting.settings(Settings.DEFAULT));
  }
}
