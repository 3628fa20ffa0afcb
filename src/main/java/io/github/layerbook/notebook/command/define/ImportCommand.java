package io.github.layerbook.notebook.command.define;

import io.github.layerbook.exchange.container.FileNames;
import io.github.layerbook.exchange.file.Exchange;
import io.github.layerbook.exchange.form.FileForm;
import io.github.layerbook.exchange.form.FileOptions;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.export.Export;
import io.github.layerbook.network.Network;
import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.ReadModel;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.DimSizes;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.Takes;
import io.github.layerbook.notebook.offer.FilePaths;
import io.github.layerbook.notebook.offer.Offers;
import io.github.layerbook.notebook.outcome.Entry;
import io.github.layerbook.report.Settings;
import java.nio.file.Path;
import java.util.Optional;

/** Defines what a model's file holds. */
@Magic(
    name = "import",
    purpose = Magic.Purpose.DEFINE,
    line = "Reads a model's file: the network, or the layers and tensors that it lists.",
    more =
        "Its form is recognised from its first bytes; a folder is read by its"
            + " config.json and the names of its weights. Values are never read, and nothing in"
            + " the file is executed.",
    example = "%import model.py --as imported --input 3x32x32")
public record ImportCommand(
    @Takes(
            "FILE: the file or folder, relative to the notebook's folder; in"
                + " quotes if it has spaces")
        @Offers(FilePaths.class)
        String file,
    @Takes("--as NAME: the notebook variable to declare, if not the file's name")
        Optional<String> as,
    Inputs inputs,
    DimSizes open,
    @Takes("--raw: the file's graph as it is, with everything that its exporter added") boolean raw)
    implements Command {

  @Override
  public Object run(Session session) {
    Path path = Export.path(file);
    String name =
        as.orElseGet(() -> Session.nameLike(FileNames.stem(path.toAbsolutePath().normalize())));
    session.requireFree(name);
    FileForm form = Exchange.form(path);
    ReadNetwork read = Exchange.read(path, form, options());
    return new ReadModel(session, name, form.title())
        .define(read.network().map(network -> entry(network, read)), read)
        .orElseThrow(() -> new CellError(path + " holds no network."));
  }

  private static Entry entry(Network network, ReadNetwork read) {
    return new Entry(network, read.claims(), Settings.DEFAULT.frozen(read.frozen()));
  }

  private FileOptions options() {
    return new FileOptions(inputs.extents(), open.sizes(), raw, "");
  }
}
