package io.github.layerbook.notebook;

import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.network.Network;
import io.github.layerbook.view.display.Display;
import io.github.layerbook.view.display.Displayable;
import io.github.layerbook.view.display.Grid;
import io.github.layerbook.view.display.Grid.Cell;
import io.github.layerbook.view.display.Grid.Head;
import io.github.layerbook.view.display.Grid.Kind;
import io.github.layerbook.view.display.Grid.Line;
import io.github.layerbook.view.display.GridDisplay;
import java.util.ArrayList;
import java.util.List;

/**
 * What a network was read from, shown above its table.
 *
 * @param readAs what kind of text it was taken for, and what the network is called there
 * @param remarks what was not understood, what was assumed and what was left out, in this order
 */
public record Provenance(String readAs, List<String> remarks) implements Displayable {
  /** Copies the list. */
  public Provenance {
    remarks = List.copyOf(remarks);
  }

  /** Tells what a text or a file was read as. */
  static Provenance of(String title, Network network, ReadNetwork read) {
    List<String> remarks = new ArrayList<>();
    read.problems().forEach(problem -> remarks.add("not understood: " + problem));
    remarks.addAll(read.notes());
    if (read.isWhole() && read.unusedParameters() > 0) {
      remarks.add(
          "these %,d are parameters of the model too; the table leaves them out"
              .formatted(read.unusedParameters()));
    }
    return new Provenance(
        "Read as %s: %s%s"
            .formatted(title, network.name(), read.isWhole() ? "" : ", as far as understood"),
        remarks);
  }

  /** Tells what an inventory was read from. */
  static Provenance of(String title, Inventory inventory, ReadNetwork read) {
    List<String> remarks = new ArrayList<>();
    read.problems().forEach(problem -> remarks.add("not understood: " + problem));
    remarks.addAll(read.notes());
    return new Provenance(
        "Read as %s: %s, an inventory".formatted(title, inventory.name()), remarks);
  }

  @Override
  public Display display() {
    List<Line> lines =
        remarks.stream().map(remark -> new Line(Kind.ROW, List.of(Cell.of(remark)))).toList();
    return GridDisplay.of(new Grid(List.of(), List.of(Head.text(readAs)), lines, List.of()));
  }

  @Override
  public String toString() {
    return display().text();
  }
}
