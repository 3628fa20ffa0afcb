package io.github.layerbook.exchange.source;

import io.github.layerbook.network.BlockPath;
import io.github.layerbook.network.OutputAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A block whose layers follow each other, so that it can be a module that is called; also the
 * network itself. Blocks in it of which that is not so are part of it.
 *
 * @param block the block; {@link BlockPath#NONE} for the network
 * @param items what it does, in order
 * @param again the block that it is again, with all its weights
 */
public record Region(BlockPath block, List<Item> items, Optional<BlockPath> again) implements Item {
  /** Copies the list. */
  public Region {
    items = List.copyOf(items);
  }

  @Override
  public List<Said> layers() {
    return items.stream().flatMap(item -> item.layers().stream()).toList();
  }

  /** Returns the outputs of other layers that are read in it, each once, in order. */
  public List<OutputAddress> reads() {
    List<Said> layers = layers();
    Set<String> own = paths(layers);
    Set<OutputAddress> reads = new LinkedHashSet<>();
    for (Said said : layers) {
      for (OutputAddress read : said.node().reads()) {
        if (!own.contains(read.layer())) {
          reads.add(read);
        }
      }
    }
    return List.copyOf(reads);
  }

  /**
   * Returns the outputs of its layers that others read, in order, and those of layers that nothing
   * reads, unless these are tensors that are only kept.
   *
   * @param reads how often each output is read in the network
   */
  public List<OutputAddress> gives(Map<OutputAddress, Integer> reads) {
    Map<OutputAddress, Integer> inside = new HashMap<>();
    for (Said said : layers()) {
      said.node().reads().forEach(read -> inside.merge(read, 1, Integer::sum));
    }
    List<OutputAddress> gives = new ArrayList<>();
    for (Said said : layers()) {
      boolean unread = true;
      for (int i = 0; i < said.outputs().size(); i++) {
        OutputAddress output = new OutputAddress(said.node().path(), i);
        unread &= !reads.containsKey(output);
        if (reads.getOrDefault(output, 0) > inside.getOrDefault(output, 0)) {
          gives.add(output);
        }
      }
      if (unread && !said.layer().isSource()) {
        gives.add(said.node().output());
      }
    }
    return gives;
  }

  private static Set<String> paths(List<Said> layers) {
    Set<String> paths = new HashSet<>();
    layers.forEach(said -> paths.add(said.node().path()));
    return paths;
  }
}
