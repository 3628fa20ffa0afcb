package io.github.layerbook.exchange.djl.source;

import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.shape.Chunk;
import io.github.layerbook.layer.shape.Slice;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.Node;
import io.github.layerbook.network.OutputAddress;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Parts of an array, each of which a DJL block of its own takes. */
final class Chunks {
  private Chunks() {}

  static Network network(Network network) {
    List<Node> nodes = new ArrayList<>();
    Map<OutputAddress, OutputAddress> parts = new HashMap<>();
    for (Applied applied : network.applied()) {
      Node node = applied.node().reading(read -> parts.getOrDefault(read, read));
      if (node.layer() instanceof Chunk chunk) {
        Shape input = applied.inputs().get(0).evaluated();
        long from = 0;
        for (int i = 0; i < applied.declaration().outputs().size(); i++) {
          Shape part = applied.declaration().outputs().get(i).evaluated();
          int axis = input.index(chunk.dim());
          long to = from + part.axes().get(axis).size().value();
          Slice slice = new Slice(chunk.dim(), Size.of(from), Size.of(to), Size.of(1));
          Node step =
              new Node(node.name() + "_" + (i + 1), slice, node.reads(), node.blockPath(), "");
          nodes.add(step);
          parts.put(new OutputAddress(node.path(), i), step.output());
          from = to;
        }
      } else {
        nodes.add(node);
      }
    }
    return parts.isEmpty() ? network : Network.of(network.name(), nodes);
  }
}
