package io.github.layerbook.notebook;

import io.github.layerbook.notebook.Command.Kind;
import io.github.layerbook.view.chart.Charts;
import io.github.layerbook.view.table.ZooTable;
import io.github.layerbook.zoo.Zoo;
import io.github.layerbook.zoo.ZooEntry;
import java.util.List;
import java.util.Optional;

/** The command that knows the networks of papers and libraries by name. */
final class ZooCommands {
  private ZooCommands() {}

  static List<Command> all() {
    return List.of(
        new Command(
            Kind.LINE,
            "zoo",
            "Lists the networks that Layerbook knows, all or those of a family or year; defines the"
                + " one of a name and shows it.",
            "%zoo resnet18",
            Arguments.of(
                Arguments.maybe(
                    0, "NAME|FAMILY|YEAR", "a network's name, or a word to choose rows by"),
                Arguments.plot("parameters, multiply-adds and years"),
                Arguments.as("the notebook variable to declare, if not the network's own name")),
            ZooCommands::zoo));
  }

  private static Object zoo(Call call) {
    Optional<String> word = call.maybe(0);
    Optional<ZooEntry> entry = word.flatMap(Zoo::find);
    Optional<String> as = call.option(Arguments.AS);
    if (entry.isPresent() && !call.has(Arguments.PLOT)) {
      return call.session().fromZoo(entry.get(), as.orElse(entry.get().name()));
    }
    List<ZooEntry> matching = word.map(Zoo::matching).orElse(Zoo.entries());
    if (matching.isEmpty() || as.isPresent()) {
      throw new CellError(
          word.map(name -> String.valueOf(Zoo.unknown(name).getMessage()))
              .orElse("%zoo --as needs the name of a network too: %zoo resnet18 --as mine."));
    }
    return call.has(Arguments.PLOT) ? Charts.zoo(matching) : ZooTable.of(matching);
  }
}
