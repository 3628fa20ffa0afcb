package io.github.layerbook.notebook.command.look;

import io.github.layerbook.exchange.file.Exchange;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.export.Export;
import io.github.layerbook.inventory.match.NamedTensor;
import io.github.layerbook.inventory.match.TensorMatch;
import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.Takes;
import io.github.layerbook.notebook.offer.NameOffers;
import io.github.layerbook.notebook.offer.Offers;
import io.github.layerbook.notebook.outcome.Listed;
import io.github.layerbook.view.table.MatchTable;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** Compares a network's tensors with those of a file of weights, or any two models' tensors. */
@Magic(
    name = "match",
    purpose = Magic.Purpose.CHECK,
    line = "Compares a network's tensors with a file's: which agree, are missing, or differ.",
    more =
        "Each side is a network, an inventory that was imported, or a file or folder of any form"
            + " that %import reads. A prefix such as module., tied and transposed weights, and a"
            + " head of another size are recognised.",
    example = "%match lenet model.safetensors")
public record MatchCommand(
    @Offers(NameOffers.Models.class)
        @Takes("NAME: the name of a network or an inventory, or a file")
        String name,
    @Offers(NameOffers.Models.class)
        @Takes(
            "FILE: the file, relative to the notebook's folder, in quotes if it"
                + " has spaces; or a name")
        String file,
    @Takes("--all: list the tensors that agree too") boolean all)
    implements Command {
  private enum Kind {
    NETWORK,
    INVENTORY,
    FILE
  }

  /** One of the two models. */
  private record Side(Kind kind, List<NamedTensor> tensors) {}

  @Override
  public Object run(Session session) {
    Side ours = side(session, name);
    Side theirs = side(session, file);
    TensorMatch.Sides usual = TensorMatch.Sides.DEFAULT;
    TensorMatch.Sides sides =
        new TensorMatch.Sides(
            ours.kind() == Kind.NETWORK ? usual.network() : name,
            theirs.kind() == Kind.FILE ? usual.file() : file);
    return MatchTable.of(name, TensorMatch.of(sides, ours.tensors(), theirs.tensors()), all);
  }

  /** The meaning of a word: a notebook variable, else a file, else an error. */
  private static Side side(Session session, String word) {
    Optional<Listed> listed = session.inventory(word);
    if (listed.isPresent()) {
      return new Side(Kind.INVENTORY, NamedTensor.of(listed.get().inventory()));
    } else if (session.networks().containsKey(word) || !isPath(word)) {
      return new Side(Kind.NETWORK, NamedTensor.of(session.network(word)));
    }
    ReadNetwork read = Exchange.read(Export.path(word));
    return new Side(
        Kind.FILE,
        read.inventory()
            .map(NamedTensor::of)
            .or(() -> read.network().map(NamedTensor::of))
            .orElseThrow(() -> new CellError(word + " holds no tensors.")));
  }

  /** Whether a word is the path of a file: there is one, or no variable has such a name. */
  private static boolean isPath(String word) {
    return Files.exists(Export.path(word)) || !word.matches("[\\p{L}_$][\\p{L}\\p{N}_$]*");
  }
}
