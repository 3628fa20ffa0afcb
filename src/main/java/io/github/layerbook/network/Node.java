package io.github.layerbook.network;

import io.github.layerbook.layer.Layer;
import java.util.List;

/**
 * A layer at its place in a network.
 *
 * @param name unique in the network, such as {@code conv1_1}
 * @param layer the layer
 * @param inputs the names of the nodes that it reads, in order; none for an input
 * @param block the block that it stands in, such as {@code conv1}; empty for none; dots nest
 */
public record Node(String name, Layer layer, List<String> inputs, String block) {
  /** Copies the inputs. */
  public Node {
    inputs = List.copyOf(inputs);
  }
}
