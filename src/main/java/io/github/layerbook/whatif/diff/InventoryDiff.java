package io.github.layerbook.whatif.diff;

import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.inventory.InventoryLayer;
import io.github.layerbook.report.Report;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Two inventories laid side by side: layers are paired in their order by names, outputs and
 * parameters, as a text diff pairs lines.
 *
 * @param before the earlier
 * @param after the later
 * @param pairs every layer of both, in order; one that both have stands once
 */
public record InventoryDiff(Inventory before, Inventory after, List<LayerPair> pairs) {
  /** Copies the pairs. */
  public InventoryDiff {
    pairs = List.copyOf(pairs);
  }

  /** Lists a network, so that it can be laid beside an inventory. */
  public static Inventory listed(Report report) {
    return NetworkListing.of(report);
  }

  /**
   * Pairs the rows of a text with a network's layers, and a row that stands for a whole block with
   * this.
   */
  public static InventoryDiff ofText(Inventory text, Inventory network) {
    return of(text, GroupedRows.as(text, network));
  }

  /** Pairs the layers of two inventories. */
  public static InventoryDiff of(Inventory before, Inventory after) {
    List<InventoryLayer> left = before.layers();
    List<InventoryLayer> right = after.layers();
    boolean many = (long) left.size() * right.size() > Alignment.PAIRS;
    return new InventoryDiff(before, after, many ? byName(left, right) : byLikeness(left, right));
  }

  /** Returns the pairs that differ. */
  public List<LayerPair> differences() {
    return pairs.stream().filter(pair -> !pair.isSame()).toList();
  }

  private static List<LayerPair> byName(List<InventoryLayer> left, List<InventoryLayer> right) {
    Map<String, InventoryLayer> named = new HashMap<>();
    right.forEach(layer -> named.put(layer.path(), layer));
    List<LayerPair> pairs = new ArrayList<>();
    for (InventoryLayer layer : left) {
      pairs.add(new LayerPair(Optional.of(layer), Optional.ofNullable(named.remove(layer.path()))));
    }
    right.stream()
        .filter(layer -> named.containsKey(layer.path()))
        .forEach(layer -> pairs.add(new LayerPair(Optional.empty(), Optional.of(layer))));
    return pairs;
  }

  private static List<LayerPair> byLikeness(List<InventoryLayer> left, List<InventoryLayer> right) {
    List<LayerPair> pairs = new ArrayList<>();
    Alignment.byLikeness(
        left.size(),
        right.size(),
        (i, j) -> LayerPair.likeness(left.get(i), right.get(j)),
        (i, j) -> pairs.add(new LayerPair(Alignment.at(left, i), Alignment.at(right, j))));
    return pairs;
  }
}
