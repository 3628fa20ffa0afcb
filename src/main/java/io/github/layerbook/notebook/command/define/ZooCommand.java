package io.github.layerbook.notebook.command.define;

import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.Purpose;
import io.github.layerbook.view.chart.Charts;
import io.github.layerbook.view.table.ZooTable;
import io.github.layerbook.zoo.Zoo;
import io.github.layerbook.zoo.ZooEntry;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the networks of papers and libraries, or defines one of them. */
@Magic(
    name = "zoo",
    purpose = Purpose.DEFINE,
    line = "Lists the networks of papers and libraries; defines the one of a name and shows it.",
    example = "%zoo resnet18")
public record ZooCommand(
    @Parameters(
            index = "0",
            paramLabel = "NAME|FAMILY|YEAR",
            description = "a network's name, or a word to choose rows by")
        Optional<String> word,
    @Option(
            names = "--plot",
            description = "a chart, not the table: parameters, multiply-adds and years")
        boolean plot,
    @Option(
            names = "--as",
            paramLabel = "NAME",
            description = "the notebook variable to declare, if not the network's own name")
        Optional<String> as)
    implements Command {

  @Override
  public Object run(Session session) {
    Optional<ZooEntry> entry = word.flatMap(Zoo::find);
    if (entry.isPresent() && !plot) {
      return session.fromZoo(entry.get(), as.orElse(entry.get().name()));
    }
    List<ZooEntry> matching = word.map(Zoo::matching).orElse(Zoo.entries());
    if (matching.isEmpty() || as.isPresent()) {
      throw new CellError(
          word.map(name -> String.valueOf(Zoo.unknown(name).getMessage()))
              .orElse("%zoo --as needs the name of a network too: %zoo resnet18 --as mine."));
    }
    return plot ? Charts.zoo(matching) : ZooTable.of(matching);
  }
}
