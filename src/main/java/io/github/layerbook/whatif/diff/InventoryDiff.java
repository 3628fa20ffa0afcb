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
  /**
   * The most pairs aligned by content; above it, layers are paired by name only, in linear time.
   */
  private static final long PAIRS = 4_000_000;

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
    boolean many = (long) left.size() * right.size() > PAIRS;
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
    int[][] best = new int[left.size() + 1][right.size() + 1];
    for (int i = left.size() - 1; i >= 0; i--) {
      for (int j = right.size() - 1; j >= 0; j--) {
        int likeness = LayerPair.likeness(left.get(i), right.get(j));
        int paired = likeness == 0 ? 0 : likeness + best[i + 1][j + 1];
        best[i][j] = Math.max(paired, Math.max(best[i + 1][j], best[i][j + 1]));
      }
    }
    List<LayerPair> pairs = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < left.size() || j < right.size()) {
      boolean both = i < left.size() && j < right.size();
      int likeness = both ? LayerPair.likeness(left.get(i), right.get(j)) : 0;
      if (likeness > 0 && best[i][j] == likeness + best[i + 1][j + 1]) {
        pairs.add(new LayerPair(Optional.of(left.get(i++)), Optional.of(right.get(j++))));
      } else if (i < left.size() && (!both || best[i][j] == best[i + 1][j])) {
        pairs.add(new LayerPair(Optional.of(left.get(i++)), Optional.empty()));
      } else {
        pairs.add(new LayerPair(Optional.empty(), Optional.of(right.get(j++))));
      }
    }
    return pairs;
  }
}
