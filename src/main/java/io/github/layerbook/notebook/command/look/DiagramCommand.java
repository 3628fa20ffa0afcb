package io.github.layerbook.notebook.command.look;

import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.NetworkReference;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.Columns;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.Counting;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.QuantityName;
import io.github.layerbook.notebook.command.Takes;
import io.github.layerbook.notebook.offer.NameOffers;
import io.github.layerbook.notebook.offer.Offers;
import io.github.layerbook.report.Report;
import io.github.layerbook.view.diagram.Diagram;
import io.github.layerbook.view.diagram.PaperDiagram;
import io.github.layerbook.view.diagram.PaperStyle;
import java.util.Optional;

/** Draws a network with what flows through it. */
@Magic(
    name = "diagram",
    purpose = Magic.Purpose.LOOK,
    line = "Draws a network, or one of its blocks, with the shapes of what flows through it.",
    more = "Large networks are folded into blocks.",
    example = "%diagram lenet")
public record DiagramCommand(
    @Takes("NAME[.BLOCK]: a network, or one of its blocks") @Offers(NameOffers.Blocks.class)
        String address,
    @Takes("--by: what each box stands for") Optional<Diagram.By> by,
    @Takes("--style: feature maps to scale, as papers draw them, instead of boxes")
        Optional<PaperStyle> style,
    @Takes(
            "--area QUANTITY: with --style: disks with areas in proportion to what"
                + " the maps cost")
        Optional<QuantityName> area,
    Columns columns,
    Counting counting)
    implements Command {

  @Override
  public Object run(Session session) {
    NetworkReference place = NetworkReference.of(address);
    Report report = counting.report(session.entry(place.name()));
    String block = place.block(report);
    if (style.isPresent()) {
      return paper(session, report, block, style.get());
    } else if (area.isPresent()) {
      throw new CellError("--area is for feature maps: add --style volumes.");
    }
    Diagram diagram =
        by.map(box -> Diagram.ofBlock(report, block, box))
            .orElseGet(() -> Diagram.ofBlock(report, block));
    return columns.in(session).map(diagram::showing).orElse(diagram);
  }

  private PaperDiagram paper(Session session, Report report, String block, PaperStyle drawn) {
    if (by.isPresent()) {
      throw new CellError("--by is for boxes, --style draws feature maps: leave one out.");
    }
    PaperDiagram plain = PaperDiagram.ofBlock(report, block, drawn);
    PaperDiagram maps = columns.in(session).map(plain::showing).orElse(plain);
    return area.map(name -> maps.area(name.in(session))).orElse(maps);
  }
}
