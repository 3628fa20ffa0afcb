package io.github.layerbook.exchange.source;

import io.github.layerbook.layer.linear.Embedding;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.network.BlockPath;
import io.github.layerbook.network.Node;
import io.github.layerbook.network.OutputAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the blocks that can be modules of their own: those whose layers follow each other, and
 * whose weights no layer outside uses, unless the whole block is used again.
 */
public final class Regions {
  private final List<Said> layers;
  private final boolean reusable;
  private final Map<String, Integer> places = new HashMap<>();
  private final Map<BlockPath, List<Integer>> blocks = new LinkedHashMap<>();
  private final Set<BlockPath> open = new HashSet<>();
  private final Map<BlockPath, BlockPath> again = new HashMap<>();

  private Regions(List<Said> layers, boolean reusable) {
    this.layers = layers;
    this.reusable = reusable;
    for (int i = 0; i < layers.size(); i++) {
      Node node = layers.get(i).node();
      places.put(node.path(), i);
      for (BlockPath block : around(node.blockPath())) {
        blocks.computeIfAbsent(block, key -> new ArrayList<>()).add(i);
      }
    }
  }

  /** Returns a network's layers by the blocks that can be modules. */
  public static Region of(List<Said> layers) {
    return of(layers, true, Set.of());
  }

  /**
   * Returns a network's layers by the blocks that can be modules or functions.
   *
   * @param reusable whether what a block makes can be called again, with the same weights
   * @param opened blocks that are to be none
   */
  public static Region of(List<Said> layers, boolean reusable, Set<BlockPath> opened) {
    Regions regions = new Regions(layers, reusable);
    regions.open.addAll(opened);
    regions.blocks.forEach(
        (block, own) -> {
          if (own.get(own.size() - 1) - own.get(0) >= own.size()) {
            regions.open.add(block);
          }
        });
    int before;
    do {
      before = regions.open.size();
      regions.share();
    } while (regions.open.size() > before);
    return new Region(
        BlockPath.NONE, regions.items(BlockPath.NONE, 0, layers.size()), Optional.empty());
  }

  /** The blocks around a place, outermost first. */
  private static List<BlockPath> around(BlockPath block) {
    List<BlockPath> all = new ArrayList<>();
    for (BlockPath each = block; !each.isNone(); each = each.outer()) {
      all.add(0, each);
    }
    return all;
  }

  /** Opens the blocks between layers that share weights, and finds those that are used again. */
  private void share() {
    again.clear();
    int next = 0;
    while (next < layers.size()) {
      Said said = layers.get(next);
      Optional<BlockPath> whole =
          around(said.node().blockPath()).stream()
              .filter(block -> reusable && isClosed(block) && isSame(block))
              .findFirst();
      if (whole.isPresent()) {
        open(whole.get().outer(), earlier(whole.get()).outer());
        next += layersOf(whole.get()).size();
        continue;
      }
      if (!said.node().weightsOf().isEmpty() && !(reusable && isTied(said, owner(said)))) {
        open(said.node().blockPath(), owner(said).node().blockPath());
      }
      next++;
    }
  }

  /** Whether one matrix is all that a layer has, so that it can be another's, wherever that is. */
  static boolean isTied(Said said, Said owner) {
    return isMatrix(said) && said.tensors() == 1 && isMatrix(owner);
  }

  private static boolean isMatrix(Said said) {
    return said.layer() instanceof Linear || said.layer() instanceof Embedding;
  }

  private List<Integer> layersOf(BlockPath block) {
    return Objects.requireNonNull(blocks.get(block));
  }

  /** The block that a block is again. */
  private BlockPath earlier(BlockPath block) {
    return Objects.requireNonNull(again.get(block));
  }

  private boolean isClosed(BlockPath block) {
    return !open.contains(block);
  }

  /** Opens the blocks around two places that are not around both. */
  private void open(BlockPath one, BlockPath other) {
    List<BlockPath> first = around(one);
    List<BlockPath> second = around(other);
    first.stream().filter(block -> !second.contains(block)).forEach(open::add);
    second.stream().filter(block -> !first.contains(block)).forEach(open::add);
  }

  /** The layer whose weights a layer uses, itself for its own. */
  private Said owner(Said said) {
    Said owner = said;
    while (!owner.node().weightsOf().isEmpty()) {
      owner = layers.get(Objects.requireNonNull(places.get(owner.node().weightsOf())));
    }
    return owner;
  }

  /** Whether a block, all of it, is an earlier one again; which, is noted. */
  private boolean isSame(BlockPath block) {
    List<Integer> own = layersOf(block);
    for (int place : own) {
      Said said = layers.get(place);
      if (!said.node().weightsOf().isEmpty()) {
        for (BlockPath other : around(owner(said).node().blockPath())) {
          if (!other.equals(block) && isClosed(other) && isSame(block, other)) {
            again.put(block, other);
            return true;
          }
        }
        return false;
      }
    }
    return false;
  }

  private boolean isSame(BlockPath block, BlockPath other) {
    List<Integer> own = layersOf(block);
    List<Integer> earlier = layersOf(other);
    if (own.size() != earlier.size() || earlier.get(0) >= own.get(0)) {
      return false;
    }
    Map<OutputAddress, OutputAddress> outside = new HashMap<>();
    for (int i = 0; i < own.size(); i++) {
      Said mine = layers.get(own.get(i));
      Said theirs = layers.get(earlier.get(i));
      if (!mine.layer().equals(theirs.layer())
          || (!owner(mine).equals(owner(theirs)) && mine.tensors() > 0)
          || !mine.inputs().equals(theirs.inputs())
          || !within(block, mine).equals(within(other, theirs))
          || !readAlike(mine, own.get(0), theirs, earlier.get(0), outside)) {
        return false;
      }
    }
    return new HashSet<>(outside.values()).size() == outside.size();
  }

  /** The blocks in a block in which a layer stands. */
  private static String within(BlockPath block, Said said) {
    String inner = said.node().block();
    return inner.substring(Math.min(inner.length(), block.toString().length()));
  }

  private boolean readAlike(
      Said mine, int start, Said theirs, int earlier, Map<OutputAddress, OutputAddress> outside) {
    List<OutputAddress> reads = mine.node().reads();
    List<OutputAddress> others = theirs.node().reads();
    if (reads.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < reads.size(); i++) {
      OutputAddress read = reads.get(i);
      OutputAddress other = others.get(i);
      int place = places.getOrDefault(read.layer(), -1) - start;
      int otherPlace = places.getOrDefault(other.layer(), -1) - earlier;
      boolean inside = place >= 0;
      if (inside != otherPlace >= 0
          || (inside && (place != otherPlace || read.output() != other.output()))
          || (!inside && !outside.computeIfAbsent(other, key -> read).equals(read))) {
        return false;
      }
    }
    return true;
  }

  private List<Item> items(BlockPath outer, int from, int to) {
    List<Item> items = new ArrayList<>();
    int next = from;
    while (next < to) {
      Said said = layers.get(next);
      Optional<BlockPath> inner =
          around(said.node().blockPath()).stream()
              .filter(block -> block.depth() > outer.depth() && isClosed(block))
              .findFirst();
      if (inner.isEmpty()) {
        items.add(said);
        next++;
      } else {
        int end = next + layersOf(inner.get()).size();
        items.add(
            new Region(
                inner.get(),
                items(inner.get(), next, end),
                Optional.ofNullable(again.get(inner.get()))));
        next = end;
      }
    }
    return items;
  }
}
