package io.github.layerbook.notebook.outcome;

import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.view.display.Display;
import io.github.layerbook.view.display.Displayable;
import io.github.layerbook.view.display.Grid;
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

  /**
   * Says what a text or a file was read as.
   *
   * @param name what the network or inventory is called there
   * @param wired whether it is a network, not an inventory
   */
  public static Provenance of(String title, String name, ReadNetwork read, boolean wired) {
    List<String> remarks = new ArrayList<>();
    read.problems().forEach(problem -> remarks.add("not understood: " + problem));
    remarks.addAll(read.notes());
    if (wired && read.isWhole() && read.unusedParameters() > 0) {
      remarks.add(
          "these %,d are parameters of the model too; the table leaves them out"
              .formatted(read.unusedParameters()));
    }
    String ending = wired ? read.isWhole() ? "" : ", as far as understood" : ", an inventory";
    return new Provenance("Read as %s: %s%s".formatted(title, name, ending), remarks);
  }

  @Override
  public Display display() {
    List<Line> lines = remarks.stream().map(remark -> Line.of(Kind.ROW, remark)).toList();
    return GridDisplay.of(new Grid(List.of(), List.of(Head.text(readAs)), lines, List.of()));
  }

  @Override
  public String toString() {
    return display().text();
  }
}
