package io.github.layerbook.memory;

import io.github.layerbook.network.Applied;
import io.github.layerbook.network.BlockPath;
import io.github.layerbook.network.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * A network's layers cut into the segments of activation checkpointing.
 *
 * @param starts the first layer of each
 * @param layers how many layers there are
 */
record Segments(List<Integer> starts, int layers) {
  /** Cuts into a number of segments, about as many units each; into one for none. */
  static Segments of(Network network, int segments) {
    List<Integer> units = units(network);
    int count = Math.max(1, Math.min(segments, units.size()));
    List<Integer> starts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      starts.add(i == 0 ? 0 : units.get((int) ((long) i * units.size() / count)));
    }
    return new Segments(starts, network.applied().size());
  }

  /** The same segments of the steps of a network's layers. */
  Segments in(ExecutionPlan wiring) {
    return new Segments(starts.stream().map(wiring::first).toList(), wiring.size());
  }

  /** How many there are. */
  int count() {
    return starts.size();
  }

  /** The first layer of one. */
  int first(int segment) {
    return starts.get(segment);
  }

  /** The layer after the last of one. */
  int end(int segment) {
    return segment + 1 < starts.size() ? starts.get(segment + 1) : layers;
  }

  /**
   * The first layers of what is not cut: blocks in blocks, and layers in no block but inputs, which
   * belong to what follows. Stages are cut.
   */
  static List<Integer> units(Network network) {
    List<Integer> starts = new ArrayList<>();
    BlockPath open = BlockPath.NONE;
    for (int i = 0; i < network.applied().size(); i++) {
      Applied layer = network.applied().get(i);
      BlockPath block = layer.node().blockPath().module().at(2);
      if (!layer.node().reads().isEmpty() && (block.isNone() || !block.equals(open))) {
        starts.add(i);
      }
      open = block;
    }
    return starts;
  }
}
