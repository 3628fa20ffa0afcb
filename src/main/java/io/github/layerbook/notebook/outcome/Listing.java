package io.github.layerbook.notebook.outcome;

import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.view.display.Display;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.view.table.InventoryDiffTable;
import io.github.layerbook.view.table.InventoryTable;
import io.github.layerbook.whatif.diff.InventoryDiff;
import java.util.Optional;

/**
 * An inventory that a cell has defined; shown as what it was read from, its table, and what
 * changed.
 *
 * @param listed the inventory
 * @param previous what the name stood for before, if that was another inventory
 * @param provenance what it was read from
 */
public record Listing(Listed listed, Optional<Inventory> previous, Provenance provenance)
    implements Defined {
  @Override
  public Inventory value() {
    return listed.inventory();
  }

  @Override
  public Listing ofItsOwn() {
    return new Listing(listed.renamed(value().name()), previous, provenance);
  }

  /** The table of the inventory. */
  public ResultTable table() {
    return InventoryTable.of(value());
  }

  @Override
  public Display display() {
    Display display = provenance.display().above(table().display());
    return previous
        .filter(before -> !before.equals(value()))
        .map(
            before ->
                display.above(InventoryDiffTable.of(InventoryDiff.of(before, value())).display()))
        .orElse(display);
  }

  @Override
  public String toString() {
    return display().text();
  }
}
