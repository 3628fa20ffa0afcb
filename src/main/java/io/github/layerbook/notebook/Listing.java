package io.github.layerbook.notebook;

import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.view.display.Display;
import io.github.layerbook.view.display.Displayable;
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
    implements Displayable {
  /** The inventory. */
  public Inventory inventory() {
    return listed.inventory();
  }

  /** The same with a new inventory object, which identifies the listing when it is displayed. */
  Listing ofItsOwn() {
    return new Listing(listed.renamed(inventory().name()), previous, provenance);
  }

  /** Whether an inventory is the very object that this gave to a cell. */
  @SuppressWarnings("ReferenceEquality") // an equal inventory elsewhere is shown by itself
  boolean gave(Inventory inventory) {
    return inventory() == inventory;
  }

  /** The table of the inventory. */
  public ResultTable table() {
    return InventoryTable.of(inventory());
  }

  @Override
  public Display display() {
    Display display = provenance.display().above(table().display());
    return previous
        .filter(before -> !before.equals(inventory()))
        .map(
            before ->
                display.above(
                    InventoryDiffTable.of(InventoryDiff.of(before, inventory())).display()))
        .orElse(display);
  }

  @Override
  public String toString() {
    return display().text();
  }
}
