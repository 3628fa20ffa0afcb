package io.github.layerbook.notebook.command.look;

import io.github.layerbook.export.Export;
import io.github.layerbook.network.Network;
import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.Counting;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.Takes;
import io.github.layerbook.notebook.offer.FilePaths;
import io.github.layerbook.notebook.offer.NameOffers;
import io.github.layerbook.notebook.offer.Offers;
import io.github.layerbook.notebook.outcome.Receipt;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.document.ExportForm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Writes a network, or what the last command has shown, to a file. */
@Magic(
    name = "export",
    purpose = Magic.Purpose.LOOK,
    line = "Writes a network, or what the last command has shown, to a file.",
    more =
        "The file's ending decides the form. Without a name, what the last command has shown is"
            + " written: a table, a chart, a diagram, a derivation.",
    example = "%export lenet --to lenet.py --overwrite")
public record ExportCommand(
    @Offers(NameOffers.Networks.class)
        @Takes("NAME: the name of a network; what was shown last if left out")
        Optional<String> name,
    @Takes(
            "--to FILE: the file, relative to the notebook's folder: .py, .java,"
                + " .onnx, .txt, .json, .md, .tex, .html, .csv, .xlsx, .svg, .tikz, .png")
        @Offers(FilePaths.class)
        Optional<String> to,
    @Takes(
            "--form FORM: the form, where the ending leaves it open: keras, onnx-graph (ONNX"
                + " without weights), pytorch, notation, json, latex")
        @Offers(NameOffers.Forms.class)
        Optional<String> form,
    @Takes("--overwrite: replace an existing file") boolean overwrite,
    Counting counting)
    implements Command {
  @Override
  public Object run(Session session) {
    String file =
        to.orElseThrow(
            () -> new CellError("Say where to export, such as --to net.py; --help lists forms."));
    name.ifPresent(network -> requireNoAdapters(network, session.entry(network).network()));
    Export export =
        name.map(network -> Export.of(counting.report(session.entry(network))))
            .orElseGet(session.shown()::last);
    export = form.isPresent() ? export.as(form.get()) : export;
    Path path = Export.path(file);
    ExportForm written = (overwrite ? export.overwriting() : export).write(path);
    return new Receipt("Wrote %s: %s, %s.".formatted(path, written.title(), size(path)));
  }

  /** No form that networks are written in has adapters, and without them it is another network. */
  private static void requireNoAdapters(String name, Network network) {
    if (network.nodes().stream().anyMatch(node -> node.adaptation().isPresent())) {
      throw new CellError(
          name
              + " has low-rank adapters, which no exported form holds: export the network without"
              + " them, or show it (%summary) and export what was shown.");
    }
  }

  private static String size(Path file) {
    try {
      return Numbers.plainBytes(Files.size(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
