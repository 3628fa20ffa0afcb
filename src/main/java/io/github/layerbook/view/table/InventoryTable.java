package io.github.layerbook.view.table;

import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.inventory.InventoryLayer;
import io.github.layerbook.inventory.StoredTensor;
import io.github.layerbook.inventory.StoredTensor.Role;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Grid.Cell;
import io.github.layerbook.view.display.Grid.Head;
import io.github.layerbook.view.display.Grid.Kind;
import io.github.layerbook.view.display.Grid.Line;
import io.github.layerbook.view.display.LayerTitle;
import io.github.layerbook.view.display.ResultTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The tables of an inventory: its layers or blocks with their parameters, and how each count comes
 * about.
 *
 * <p>Columns: {@code Layer}, {@code Type}, {@code Output} and {@code Derivation} are texts; {@code
 * Parameters} and {@code Buffers} exact numbers.
 */
public final class InventoryTable {
  /** More blocks are summed up to those around them. */
  private static final int MOST_BLOCKS = 30;

  private InventoryTable() {}

  /** A line's layer or block, with what is counted of it. */
  private record Entry(String name, String type, String output, long parameters, String sum) {}

  /** Makes the table with a line for each layer. */
  public static ResultTable of(Inventory inventory) {
    return table(inventory, layers(inventory), blocks(inventory));
  }

  /** Makes the table with a line for each block: what stands before the last dot of names. */
  public static ResultTable byBlock(Inventory inventory) {
    List<Entry> blocks = blocks(inventory);
    return table(inventory, blocks, blocks);
  }

  private static ResultTable table(Inventory inventory, List<Entry> entries, List<Entry> brief) {
    return ResultTable.folded(
        inventory.name(),
        form(inventory, entries).columns(entries),
        form(inventory, brief).grid(brief),
        form(inventory, entries).grid(entries));
  }

  private static TableForm<Entry> form(Inventory inventory, List<Entry> entries) {
    return parameters("Layer", "Type", "Output", entries)
        .quiet("Derivation", Entry::sum)
        .caption(caption(inventory))
        .notes(inventory.unknown().stream().map(what -> "not stated: " + what).toList())
        .below(Line.of(Kind.TOTAL, "Total", "", "", Numbers.count(inventory.parameters()), ""));
  }

  /** What entries are, and their parameters with bars as parts of the largest number. */
  private static TableForm<Entry> parameters(
      String name, String type, String output, List<Entry> entries) {
    double most = entries.stream().mapToDouble(Entry::parameters).max().orElse(0);
    return new TableForm<Entry>()
        .text(name, Entry::name)
        .text(type, Entry::type)
        .text(output, Entry::output)
        .number(
            Head.bars(Quantity.PARAMETERS),
            Entry::parameters,
            entry ->
                Cell.of(Numbers.count(entry.parameters())).bar((double) entry.parameters(), most));
  }

  private static List<Entry> layers(Inventory inventory) {
    return inventory.layers().stream()
        .map(
            layer ->
                new Entry(
                    layer.path().isEmpty() ? "(the model itself)" : layer.path(),
                    layer.type(),
                    layer.output().map(LayerTitle::extents).orElse(""),
                    layer.parameters(),
                    layer.tensors().stream()
                        .filter(tensor -> tensor.role() != Role.BUFFER)
                        .map(InventoryTable::product)
                        .collect(Collectors.joining(" + "))))
        .toList();
  }

  /** Sums over the first names of paths, as many as give few blocks. */
  private static List<Entry> blocks(Inventory inventory) {
    for (int names = 3; names >= 1; names--) {
      List<Entry> blocks = blocks(inventory, names);
      if (blocks.size() <= MOST_BLOCKS || names == 1) {
        return blocks;
      }
    }
    throw new IllegalStateException("there is a block for one name");
  }

  private static List<Entry> blocks(Inventory inventory, int names) {
    Map<String, List<InventoryLayer>> blocks = new LinkedHashMap<>();
    for (InventoryLayer layer : inventory.layers()) {
      String[] parts = layer.path().split("\\.", -1);
      int kept = Math.max(1, Math.min(names, parts.length - 1));
      String block = String.join(".", List.of(parts).subList(0, kept));
      blocks.computeIfAbsent(block, any -> new ArrayList<>()).add(layer);
    }
    List<Entry> entries = new ArrayList<>();
    blocks.forEach(
        (block, layers) ->
            entries.add(
                new Entry(
                    block,
                    layers.size() == 1 ? layers.get(0).type() : layers.size() + " layers",
                    layers.get(layers.size() - 1).output().map(LayerTitle::extents).orElse(""),
                    layers.stream().mapToLong(InventoryLayer::parameters).sum(),
                    "")));
    return entries;
  }

  private static String[] caption(Inventory inventory) {
    long frozen = inventory.count(Role.FROZEN);
    long buffers = inventory.count(Role.BUFFER);
    String trained =
        " (%s trainable, %s frozen)"
            .formatted(Numbers.count(inventory.count(Role.TRAINED)), Numbers.count(frozen));
    return new String[] {
      inventory.name(),
      " — an inventory from " + inventory.source() + " · ",
      Numbers.count(inventory.parameters()),
      " parameters"
          + (frozen > 0 ? trained : "")
          + (buffers > 0 ? " · " + Numbers.count(buffers, "value") + " of buffers" : "")
    };
  }

  /** Makes the table of several inventories, a line each. */
  public static ResultTable ofSeveral(List<Inventory> inventories) {
    List<Entry> entries =
        inventories.stream()
            .map(
                each ->
                    new Entry(
                        each.name(),
                        each.source(),
                        Numbers.count(each.layers().size(), "layer"),
                        each.parameters(),
                        ""))
            .toList();
    return parameters("Inventory", "From", "Layers", entries)
        .caption(entries.size() == 1 ? "1 inventory" : entries.size() + " inventories")
        .table("inventories", entries);
  }

  /**
   * Makes the table of how counts are computed: each tensor the product of its extents, each layer
   * the sum of its tensors.
   *
   * @param path a layer or block; empty for all
   */
  public static ResultTable explained(Inventory inventory, String path) {
    long all = inventory.at(path).stream().mapToLong(InventoryLayer::parameters).sum();
    List<Entry> entries = new ArrayList<>();
    TableForm<Entry> form =
        new TableForm<Entry>()
            .text("Tensor", Entry::name)
            .text("Product", Entry::sum)
            .quiet("Is", Entry::type)
            .count("Values", Entry::parameters)
            .caption(
                inventory.name() + (path.isEmpty() ? "" : "." + path),
                " — " + Numbers.count(all, "parameter"));
    for (InventoryLayer layer : inventory.at(path)) {
      if (layer.tensors().isEmpty()) {
        continue;
      }
      form.below(line(Kind.GROUP, layer.path(), "", layer.type(), layer.parameters()));
      for (StoredTensor tensor : layer.tensors()) {
        String is =
            tensor
                .tiedTo()
                .map(other -> "tied to " + other)
                .orElse(tensor.role().name().toLowerCase(Locale.ROOT));
        form.below(line(Kind.MEMBER, tensor.name(), product(tensor), is, tensor.values()));
        entries.add(new Entry(layer.nameOf(tensor), is, "", tensor.values(), product(tensor)));
      }
    }
    form.below(line(Kind.TOTAL, "Parameters", "", "", all));
    return ResultTable.of(inventory.name(), form.columns(entries), form.grid(List.of()));
  }

  private static Line line(Kind kind, String name, String product, String is, long values) {
    return Line.of(kind, name, product, is, Numbers.count(values));
  }

  private static String product(StoredTensor tensor) {
    return tensor.shape().isEmpty()
        ? "1"
        : tensor.shape().stream().map(String::valueOf).collect(Collectors.joining("*"));
  }
}
