package io.github.layerbook.notebook.command.define;

import io.github.layerbook.exchange.container.FileNames;
import io.github.layerbook.exchange.file.Exchange;
import io.github.layerbook.exchange.form.FileForm;
import io.github.layerbook.exchange.form.FileOptions;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.network.Network;
import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.Entry;
import io.github.layerbook.notebook.Listed;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.DimSizes;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.Purpose;
import io.github.layerbook.notebook.offer.FilePaths;
import io.github.layerbook.notebook.offer.Offers;
import io.github.layerbook.report.Settings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Defines what a model's file holds. */
@Magic(
    name = "import",
    purpose = Purpose.DEFINE,
    line = "Reads a model's file: the network, or the layers and tensors that it lists.",
    more =
        "The file's own first bytes tell its form; a folder is read by its"
            + " config.json and the names of its weights. Values are never read, and nothing in"
            + " the file is executed.",
    example = "%import model.py --as imported --input 3x32x32")
public record ImportCommand(
    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description = "the file or folder, from the notebook's; in quotes if it has spaces")
        @Offers(FilePaths.class)
        String file,
    @Option(
            names = "--as",
            paramLabel = "NAME",
            description = "the notebook variable to declare, if not the file's name")
        Optional<String> as,
    @Option(
            names = "--input",
            paramLabel = "SHAPE",
            description =
                "the input, where the file leaves it open, in the order of the file's axes, without"
                    + " the batch: 3x224x224; several with commas between")
        Optional<String> input,
    @Option(
            names = "--tokens",
            paramLabel = "N",
            description = "how many tokens a language model reads: what --input is of other files")
        Optional<Long> tokens,
    DimSizes open,
    @Option(
            names = "--raw",
            description = "the file's graph as it is, with all that its exporter added")
        boolean raw)
    implements Command {

  @Override
  public Object run(Session session) {
    Path path = path();
    String name =
        as.orElseGet(() -> Session.nameLike(FileNames.stem(path.toAbsolutePath().normalize())));
    session.requireFree(name);
    FileForm form = Exchange.form(path);
    ReadNetwork read = Exchange.read(path, form, options());
    return read.network()
        .<Object>map(network -> session.fromText(name, entry(network, read), form.title(), read))
        .or(
            () ->
                read.inventory()
                    .map(inventory -> new Listed(inventory, read.claims()))
                    .map(listed -> session.define(name, listed, form.title(), read)))
        .orElseThrow(() -> new CellError(path + " holds no network."));
  }

  private static Entry entry(Network network, ReadNetwork read) {
    return new Entry(network, read.claims(), Settings.DEFAULT.frozen(read.frozen()));
  }

  private FileOptions options() {
    return new FileOptions(
        input.or(() -> tokens.map(String::valueOf)).map(CodeCell::inputs).orElse(List.of()),
        open.sizes(),
        raw,
        "");
  }

  private Path path() {
    try {
      return Path.of(file);
    } catch (InvalidPathException e) {
      throw new CellError("“" + file + "” is not the name of a file.");
    }
  }
}
