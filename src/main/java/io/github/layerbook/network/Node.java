package io.github.layerbook.network;

import io.github.layerbook.layer.Layer;
import java.util.List;

/**
 * A layer at its place in a network.
 *
 * @param name unique in its block, such as {@code conv1_1}; without dots
 * @param layer the layer
 * @param inputs the outputs that it reads, in order, each the path of a node before it; a further
 *     output of a layer has its index in brackets, {@code lstm[1]}; none for a source
 * @param block the block that it stands in, such as {@code conv1}; empty for none; dots nest
 * @param weightsOf the path of the node whose weights it shares; empty for weights of its own
 */
public record Node(String name, Layer layer, List<String> inputs, String block, String weightsOf) {
  /** Copies the inputs. */
  public Node {
    inputs = List.copyOf(inputs);
  }

  /** Makes a node with weights of its own. */
  public Node(String name, Layer layer, List<String> inputs, String block) {
    this(name, layer, inputs, block, "");
  }

  /** Returns this with weights of its own. */
  Node withOwnWeights() {
    return weightsOf.isEmpty() ? this : new Node(name, layer, inputs, block, "");
  }

  /** Returns the name with its blocks, unique in the network: {@code layer1.0.conv1}. */
  public String path() {
    return Paths.join(block, name);
  }

  /**
   * Returns the path of the node that an input is an output of: {@code lstm} of {@code lstm[1]}.
   */
  public static String maker(String input) {
    int bracket = input.indexOf('[');
    return bracket < 0 ? input : input.substring(0, bracket);
  }

  /** Returns whether it stands in a block, or in a block in that. */
  public boolean isIn(String other) {
    return block.equals(other) || block.startsWith(other + ".");
  }
}
