package io.github.layerbook.notebook;

import io.github.layerbook.notebook.Command.Kind;
import io.github.layerbook.report.Report;
import io.github.layerbook.view.diagram.Diagram;
import java.util.List;
import java.util.Optional;

/** The commands that draw networks. */
final class DrawingCommands {
  private DrawingCommands() {}

  static List<Command> all() {
    return List.of(
        new Command(
            Kind.LINE,
            "diagram",
            "Draws a network, or one of its blocks, with the shapes of what flows through it; large"
                + " ones folded to blocks.",
            "%diagram lenet",
            Arguments.of(
                Arguments.word(0, "NAME[.BLOCK]", "a network, or one of its blocks"),
                Arguments.by(),
                Arguments.batch(),
                Arguments.type()),
            DrawingCommands::diagram));
  }

  private static Diagram diagram(Call call) {
    NetworkReference place = NetworkReference.of(call.word(0));
    Entry entry = call.session().entry(place.name());
    Report report = Report.of(entry.network(), Definitions.settings(call, entry.settings()));
    String block = place.block(report);
    Optional<Diagram.By> by =
        call.<Arguments.By>option(Arguments.BY)
            .map(word -> word == Arguments.By.LAYER ? Diagram.By.LAYER : Diagram.By.BLOCK);
    if (block.isEmpty()) {
      return by.map(word -> Diagram.of(report, word)).orElseGet(() -> Diagram.of(report));
    }
    return by.map(word -> Diagram.ofBlock(report, block, word))
        .orElseGet(() -> Diagram.ofBlock(report, block));
  }
}
