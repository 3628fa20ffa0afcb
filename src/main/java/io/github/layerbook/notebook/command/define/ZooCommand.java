package io.github.layerbook.notebook.command.define;

import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.Columns;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.Takes;
import io.github.layerbook.notebook.offer.NameOffers;
import io.github.layerbook.notebook.offer.Offers;
import io.github.layerbook.notebook.outcome.Outcome;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.view.chart.Charts;
import io.github.layerbook.view.table.ZooTable;
import io.github.layerbook.zoo.Zoo;
import io.github.layerbook.zoo.ZooEntry;
import java.util.List;
import java.util.Optional;

/** Lists the networks of papers and libraries, or defines one of them. */
@Magic(
    name = "zoo",
    purpose = Magic.Purpose.DEFINE,
    line = "Lists the networks of papers and libraries; defines the one of a name and shows it.",
    example = "%zoo resnet18")
public record ZooCommand(
    @Takes("NAME|FAMILY|YEAR: a network's name, or a word to choose rows by")
        @Offers(NameOffers.ZooNetworks.class)
        Optional<String> word,
    @Takes(
            "--plot: a chart instead of the table: the first column against the"
                + " second, by year")
        boolean plot,
    Columns columns,
    @Takes("--as NAME: the notebook variable to declare, if not the network's own name")
        Optional<String> as)
    implements Command {

  @Override
  public Object run(Session session) {
    Optional<ZooEntry> entry = word.flatMap(Zoo::find);
    if (entry.isPresent() && !plot) {
      Optional<List<Quantity>> asked = columns.in(session);
      String name = as.orElse(entry.get().variable());
      session.requireFree(name);
      Outcome outcome = session.define(name, entry.get().network().renamed(name));
      return asked.map(outcome::showing).orElse(outcome);
    }
    List<ZooEntry> matching = word.map(Zoo::matching).orElse(Zoo.entries());
    if (matching.isEmpty() || as.isPresent()) {
      throw new CellError(
          word.map(name -> String.valueOf(Zoo.unknown(name).getMessage()))
              .orElse("%zoo --as needs the name of a network too: %zoo resnet18 --as mine."));
    }
    return columns
        .in(session)
        .map(asked -> shown(matching, asked))
        .orElseGet(() -> usual(matching));
  }

  private Object usual(List<ZooEntry> matching) {
    return plot ? Charts.zoo(matching) : ZooTable.of(matching);
  }

  private Object shown(List<ZooEntry> matching, List<Quantity> asked) {
    if (plot && asked.size() != 2) {
      throw new CellError("%zoo --plot draws two quantities: write --columns parameters,macs.");
    }
    return plot ? Charts.zoo(matching, asked.get(0), asked.get(1)) : ZooTable.of(matching, asked);
  }
}
