package io.github.layerbook.view.diagram;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.network.BlockPath;
import io.github.layerbook.report.Group;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.view.diagram.DiagramPlan.Box;
import io.github.layerbook.view.diagram.DiagramPlan.Edge;
import io.github.layerbook.view.diagram.DiagramWords.Line;
import io.github.layerbook.view.display.Grid;
import io.github.layerbook.view.display.Grid.Cell;
import io.github.layerbook.view.display.Grid.Head;
import io.github.layerbook.view.display.Grid.Kind;
import io.github.layerbook.view.display.Grid.Phrase;
import io.github.layerbook.view.display.LayerTitle;
import io.github.layerbook.view.display.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A diagram as a list: each box with the boxes that it reads, if not just the one before it. */
record DiagramText(DiagramPlan plan, BlockPath scope) {
  /** The text of a diagram of a block, or of a whole network if the scope is none. */
  static String of(DiagramPlan plan, BlockPath scope, String caption) {
    DiagramText text = new DiagramText(plan, scope);
    List<Grid.Line> lines = new ArrayList<>();
    for (int i = 0; i < plan.boxes().size(); i++) {
      if (plan.boxes().get(i).kind() != DiagramPlan.Kind.OUTSIDE) {
        lines.add(text.line(i));
      }
    }
    List<Head> heads =
        List.of(
            Head.text("Box"),
            Head.text("What it is"),
            Head.text("Reads"),
            Head.text("Output"),
            Head.number(plan.quantities().get(0).heading()));
    return Text.of(new Grid(List.of(Phrase.of(caption)), heads, lines, List.of()));
  }

  private Grid.Line line(int index) {
    Box box = plan.boxes().get(index);
    return new Grid.Line(
        Kind.ROW,
        List.of(
            Cell.of(name(box)),
            Cell.of(
                DiagramWords.of(box, BlockPath.NONE, plan.quantities()).stream()
                    .map(Line::title)
                    .filter(title -> !title.isEmpty())
                    .findFirst()
                    .orElse("")),
            Cell.of(reads(index)),
            Cell.of(LayerTitle.of(box.last().output(), AxisOrder.HWC)),
            cost(new Group("", box.rows()), plan.quantities().get(0))));
  }

  private static Cell cost(Group group, Quantity quantity) {
    return quantity.hasTotal() ? Cell.of(quantity, group.total(quantity).number()) : Cell.of("–");
  }

  private String reads(int index) {
    List<Integer> from =
        plan.edges().stream().filter(edge -> edge.to() == index).map(Edge::from).toList();
    return from.equals(List.of(index - 1)) || from.isEmpty()
        ? ""
        : from.stream().map(i -> name(plan.boxes().get(i))).collect(Collectors.joining(", "));
  }

  private String name(Box box) {
    BlockPath frame = box.kind() == DiagramPlan.Kind.OUTSIDE ? BlockPath.NONE : scope;
    return switch (box.kind()) {
      case LAYERS, OUTSIDE ->
          box.rows().stream()
              .map(row -> DiagramWords.name(row.node().path(), frame))
              .collect(Collectors.joining(" + "));
      case BLOCK ->
          DiagramWords.name(box.block().toString(), frame)
              + (box.times() == 1 ? "" : " × " + box.times());
      case GAP -> "…";
    };
  }
}
