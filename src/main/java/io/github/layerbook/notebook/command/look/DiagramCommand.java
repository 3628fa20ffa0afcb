package io.github.layerbook.notebook.command.look;

import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.NetworkReference;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.By;
import io.github.layerbook.notebook.command.Columns;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.Counting;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.Purpose;
import io.github.layerbook.notebook.command.QuantityName;
import io.github.layerbook.notebook.offer.NameOffers;
import io.github.layerbook.notebook.offer.Offers;
import io.github.layerbook.report.Report;
import io.github.layerbook.view.diagram.Diagram;
import io.github.layerbook.view.diagram.PaperDiagram;
import io.github.layerbook.view.diagram.PaperStyle;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws a network with what flows through it. */
@Magic(
    name = "diagram",
    purpose = Purpose.LOOK,
    line = "Draws a network, or one of its blocks, with the shapes of what flows through it.",
    more = "Large ones are folded to blocks.",
    example = "%diagram lenet")
public record DiagramCommand(
    @Parameters(
            index = "0",
            paramLabel = "NAME[.BLOCK]",
            description = "a network, or one of its blocks")
        @Offers(NameOffers.Blocks.class)
        String address,
    @Option(names = "--by", description = "what a box stands for") Optional<By> by,
    @Option(
            names = "--style",
            description = "feature maps to scale, as papers draw them, not boxes")
        Optional<PaperStyle> style,
    @Option(
            names = "--area",
            paramLabel = "QUANTITY",
            description = "with --style: disks whose area is what the maps cost")
        Optional<QuantityName> area,
    Columns columns,
    Counting counting)
    implements Command {

  @Override
  public Object run(Session session) {
    if (style.isPresent()) {
      return paper(session, style.get());
    } else if (area.isPresent()) {
      throw new CellError("--area is for feature maps: add --style volumes.");
    }
    Diagram diagram = diagram(session);
    return columns.in(session).map(diagram::showing).orElse(diagram);
  }

  private PaperDiagram paper(Session session, PaperStyle drawn) {
    if (by.isPresent()) {
      throw new CellError("--by is for boxes, --style draws feature maps: leave one out.");
    }
    NetworkReference place = NetworkReference.of(address);
    Report report = counting.report(session.entry(place.name()));
    String block = place.block(report);
    PaperDiagram plain =
        block.isEmpty()
            ? PaperDiagram.of(report, drawn)
            : PaperDiagram.ofBlock(report, block, drawn);
    PaperDiagram maps = columns.in(session).map(plain::showing).orElse(plain);
    return area.map(name -> maps.area(name.in(session))).orElse(maps);
  }

  private Diagram diagram(Session session) {
    NetworkReference place = NetworkReference.of(address);
    Report report = counting.report(session.entry(place.name()));
    String block = place.block(report);
    Optional<Diagram.By> boxes =
        by.map(word -> word == By.LAYER ? Diagram.By.LAYER : Diagram.By.BLOCK);
    if (block.isEmpty()) {
      return boxes.map(word -> Diagram.of(report, word)).orElseGet(() -> Diagram.of(report));
    }
    return boxes
        .map(word -> Diagram.ofBlock(report, block, word))
        .orElseGet(() -> Diagram.ofBlock(report, block));
  }
}
