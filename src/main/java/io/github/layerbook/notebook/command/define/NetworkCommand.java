package io.github.layerbook.notebook.command.define;

import io.github.layerbook.claim.Claims;
import io.github.layerbook.notation.Definition;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.notebook.Entry;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.Biases;
import io.github.layerbook.notebook.command.CellText;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.Counting;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.Purpose;
import io.github.layerbook.report.Settings;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Defines the network that a cell's text describes. */
@Magic(
    name = "network",
    purpose = Purpose.DEFINE,
    line = "Defines a network from the cell's text and shows its table; again: what changed.",
    more =
        "The text is a lecture's table, the VGG paper's, or one layer a line. Declares the notebook"
            + " variable NAME; a text with several networks declares NAME_A, NAME_B and so on.",
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
        FC-10""")
public record NetworkCommand(
    @Parameters(index = "0", paramLabel = "NAME", description = "the notebook variable to declare")
        String name,
    @Option(
            names = "--input",
            paramLabel = "SHAPE",
            description = "the input, where the text has none: 224x224x3")
        Optional<String> input,
    Biases biases,
    Counting counting,
    @CellText("the network's layers, one a line, or a table of them") String text)
    implements Command {

  @Override
  public Object run(Session session) {
    session.requireFree(name);
    Notation notation = session.notation();
    List<Entry> entries =
        input.map(notation::input).orElse(notation).parseAll(text).stream()
            .map(this::entry)
            .toList();
    return entries.size() == 1
        ? session.define(name, entries.get(0).renamed(name))
        : session.defineAll(name, entries);
  }

  private Entry entry(Definition read) {
    return new Entry(
        biases.of(read.network()), Claims.of(read), counting.settings(Settings.DEFAULT));
  }
}
