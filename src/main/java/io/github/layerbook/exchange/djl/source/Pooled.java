package io.github.layerbook.exchange.djl.source;

import io.github.layerbook.layer.activation.Dropout;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.layer.pooling.AdaptivePool;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.layer.shape.Flatten;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.Node;
import io.github.layerbook.network.OutputAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Global pooling as DJL has it, which gives vectors: the flattening that follows elsewhere is part
 * of it.
 */
final class Pooled {
  private Pooled() {}

  static Network network(Network network) {
    Map<OutputAddress, List<Node>> readers = new HashMap<>();
    for (Node node : network.nodes()) {
      node.reads()
          .forEach(read -> readers.computeIfAbsent(read, each -> new ArrayList<>()).add(node));
    }
    List<Node> nodes = new ArrayList<>();
    Map<String, OutputAddress> flattened = new HashMap<>();
    for (Applied applied : network.applied()) {
      Node node = applied.node().reading(read -> flattened.getOrDefault(read.layer(), read));
      GlobalPool.Kind kind = kind(applied);
      Node after = kind == null ? null : after(applied.node(), readers);
      if (kind != null && after != null) {
        nodes.add(node.with(new GlobalPool(kind, false)));
        if (after.layer() instanceof Flatten) {
          flattened.put(after.path(), after.reads().get(0));
        }
      } else if (!flattened.containsKey(node.path())) {
        nodes.add(node);
      }
    }
    return Network.of(network.name(), nodes);
  }

  /** What makes one vector of a layer's output, maybe behind dropout; null if nothing does. */
  private static @Nullable Node after(Node pool, Map<OutputAddress, List<Node>> readers) {
    Node at = pool;
    while (true) {
      List<Node> all = readers.getOrDefault(at.output(), List.of());
      if (all.size() != 1) {
        return null;
      }
      at = all.get(0);
      if (at.layer() instanceof FullyConnected || at.layer().equals(new Flatten())) {
        return at;
      } else if (!(at.layer() instanceof Dropout)) {
        return null;
      }
    }
  }

  /** Which global pooling a layer is that keeps its axes; null for another layer. */
  private static GlobalPool.@Nullable Kind kind(Applied applied) {
    if (applied.node().layer() instanceof GlobalPool pool && pool.keepdims()) {
      return pool.kind();
    } else if (applied.node().layer() instanceof AdaptivePool pool) {
      boolean one =
          applied.declaration().outputs().get(0).evaluated().spatial().stream()
              .allMatch(axis -> axis.size().is(1));
      return !one
          ? null
          : pool.kind() == AdaptivePool.Kind.MAX ? GlobalPool.Kind.MAX : GlobalPool.Kind.AVERAGE;
    }
    return null;
  }
}
