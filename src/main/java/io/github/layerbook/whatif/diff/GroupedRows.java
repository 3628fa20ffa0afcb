package io.github.layerbook.whatif.diff;

import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.inventory.InventoryLayer;
import io.github.layerbook.inventory.StoredTensor;
import io.github.layerbook.network.BlockPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lists a network as a text does that gives some blocks as one row each, as torchinfo's tables do
 * below their depth and Keras's summaries of models inside others.
 */
final class GroupedRows {
  private static final InventoryLayer HIDDEN =
      new InventoryLayer("", "", Optional.empty(), List.of());

  private GroupedRows() {}

  /**
   * Returns an inventory with a block as one layer wherever a row of the text, of which nothing but
   * a count is known, has just its parameters and its output, and no single layer has.
   */
  static Inventory as(Inventory text, Inventory network) {
    List<InventoryLayer> layers = new ArrayList<>(network.layers());
    List<Block> blocks = blocks(layers);
    int from = 0;
    for (InventoryLayer row : text.layers()) {
      if (isOpen(row) && network.layers().stream().noneMatch(each -> isLike(row, each))) {
        for (Block block : blocks) {
          if (block.from() >= from && block.parameters() == row.parameters() && block.ends(row)) {
            from = block.to();
            for (int i = block.from(); i < block.to(); i++) {
              layers.set(i, HIDDEN);
            }
            layers.set(block.from(), block.layer());
            break;
          }
        }
      }
    }
    layers.removeIf(layer -> layer.equals(HIDDEN));
    return new Inventory(network.name(), network.source(), layers, network.unknown());
  }

  /** A row that tells how many parameters there are, and not in which tensors. */
  private static boolean isOpen(InventoryLayer row) {
    return row.tensors().size() == 1
        && row.parameters() > 0
        && row.tensors().get(0).shape().size() == 1;
  }

  private static boolean isLike(InventoryLayer row, InventoryLayer layer) {
    return layer.parameters() == row.parameters() && LayerPair.sameOutputIfStated(row, layer);
  }

  /** The blocks of several layers with parameters, in order, an outer one before its inner ones. */
  private static List<Block> blocks(List<InventoryLayer> layers) {
    Map<BlockPath, Span> spans = new LinkedHashMap<>();
    for (int i = 0; i < layers.size(); i++) {
      BlockPath block = BlockPath.of(layers.get(i).path()).outer();
      Span own = new Span(i, i + 1);
      for (int depth = 1; depth <= block.depth(); depth++) {
        spans.merge(block.at(depth), own, (all, more) -> new Span(all.from, more.to));
      }
    }
    List<Block> blocks = new ArrayList<>();
    spans.forEach(
        (path, span) ->
            blocks.add(
                new Block(
                    path.toString(), span.from, span.to, layers.subList(span.from, span.to))));
    return blocks.stream().filter(block -> block.weighted() > 1).toList();
  }

  /** The places of a block's layers. */
  private record Span(int from, int to) {}

  /** A block with its layers, those from a place to another. */
  private record Block(String path, int from, int to, List<InventoryLayer> layers) {
    Block {
      layers = List.copyOf(layers);
    }

    long parameters() {
      return layers.stream().mapToLong(InventoryLayer::parameters).sum();
    }

    long weighted() {
      return layers.stream().filter(layer -> layer.parameters() > 0).count();
    }

    boolean ends(InventoryLayer row) {
      return LayerPair.sameOutputIfStated(row, layers.get(layers.size() - 1));
    }

    InventoryLayer layer() {
      return new InventoryLayer(
          path,
          "block of " + layers.size(),
          layers.get(layers.size() - 1).output(),
          List.of(StoredTensor.trained("weights", List.of(parameters()))));
    }
  }
}
