package io.github.layerbook.notebook.command.look;

import io.github.layerbook.exchange.file.Exchange;
import io.github.layerbook.exchange.form.FileForm;
import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.inventory.match.TensorMatch;
import io.github.layerbook.network.Network;
import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.Purpose;
import io.github.layerbook.notebook.offer.NetworkNames;
import io.github.layerbook.notebook.offer.Offers;
import io.github.layerbook.view.table.MatchTable;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares a network's tensors with those of a file of weights. */
@Magic(
    name = "match",
    purpose = Purpose.CHECK,
    line = "Compares a network's tensors with a file's: which agree, are missing, or differ.",
    more =
        "Files are safetensors, PyTorch's and others that list tensors by name. A prefix such as"
            + " module., tied and transposed weights, and a head of another size are recognised.",
    example = "%match lenet model.safetensors")
public record MatchCommand(
    @Offers(NetworkNames.class)
        @Parameters(index = "0", paramLabel = "NAME", description = "the name of a network")
        String name,
    @Parameters(
            index = "1",
            paramLabel = "FILE",
            description = "the file, from the notebook's folder; in quotes if it has spaces")
        String file,
    @Option(names = "--all", description = "the tensors that agree, too") boolean all)
    implements Command {

  @Override
  public Object run(Session session) {
    Network network = session.network(name);
    return MatchTable.of(name, TensorMatch.of(network, inventory()), all);
  }

  private Inventory inventory() {
    try {
      Path path = Path.of(file);
      FileForm form = Exchange.form(path);
      return Exchange.read(path)
          .inventory()
          .orElseThrow(
              () ->
                  new CellError(
                      "%s is %s, which holds a network: %%import it, and %%diff compares the two."
                          .formatted(file, form.title())));
    } catch (InvalidPathException e) {
      throw new CellError("“" + file + "” is not the name of a file.");
    }
  }
}
