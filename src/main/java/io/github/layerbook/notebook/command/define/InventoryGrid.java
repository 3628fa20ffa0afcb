package io.github.layerbook.notebook.command.define;

import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.inventory.InventoryLayer;
import io.github.layerbook.inventory.StoredTensor;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Display;
import io.github.layerbook.view.display.Displayable;
import io.github.layerbook.view.display.Grid;
import io.github.layerbook.view.display.Grid.Cell;
import io.github.layerbook.view.display.Grid.Head;
import io.github.layerbook.view.display.Grid.Kind;
import io.github.layerbook.view.display.Grid.Line;
import io.github.layerbook.view.display.Grid.Phrase;
import io.github.layerbook.view.display.GridDisplay;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The plain table of an inventory's tensors. */
record InventoryGrid(Grid grid) implements Displayable {
  private static final List<Head> HEADS =
      List.of(
          Head.text("Tensor"),
          Head.text("Shape"),
          Head.quiet("Type"),
          Head.number("Values"),
          Head.quiet("Is"));

  static InventoryGrid of(Inventory inventory, ReadNetwork read) {
    List<Line> lines = new ArrayList<>();
    for (InventoryLayer layer : inventory.layers()) {
      layer.tensors().forEach(tensor -> lines.add(line(layer, tensor)));
    }
    List<String> notes = new ArrayList<>(inventory.unknown());
    notes.addAll(read.notes());
    read.problems().forEach(problem -> notes.add("not understood: " + problem));
    return new InventoryGrid(
        new Grid(
            List.of(
                Phrase.strong(inventory.name()),
                Phrase.of(" — " + inventory.source() + " · "),
                Phrase.strong(Numbers.count(inventory.parameters())),
                Phrase.of(" parameters")),
            HEADS,
            lines,
            notes));
  }

  private static Line line(InventoryLayer layer, StoredTensor tensor) {
    String shape = tensor.shape().stream().map(String::valueOf).collect(Collectors.joining("x"));
    return new Line(
        Kind.ROW,
        List.of(
            Cell.of(layer.nameOf(tensor)),
            Cell.of(shape),
            Cell.of(tensor.type()),
            Cell.of(Numbers.count(tensor.values())),
            Cell.of(
                tensor
                    .tiedTo()
                    .map(other -> "tied to " + other)
                    .orElse(tensor.role().name().toLowerCase(Locale.ROOT)))));
  }

  @Override
  public Display display() {
    return GridDisplay.of(grid);
  }

  @Override
  public String toString() {
    return display().text();
  }
}
