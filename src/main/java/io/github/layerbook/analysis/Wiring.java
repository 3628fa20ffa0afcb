package io.github.layerbook.analysis;

import io.github.layerbook.network.Applied;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which layers of a network read which, by their places in the order of execution. */
final class Wiring {
  private final List<Applied> layers;
  private final int[][] inputs;
  private final boolean[] read;
  private final Map<String, Integer> lastOfBlock = new HashMap<>();

  Wiring(Network network) {
    this.layers = network.applied();
    this.inputs = new int[layers.size()][];
    this.read = new boolean[layers.size()];
    Map<String, Integer> index = new HashMap<>();
    for (int i = 0; i < layers.size(); i++) {
      Node node = layers.get(i).node();
      inputs[i] = new int[node.inputs().size()];
      for (int j = 0; j < inputs[i].length; j++) {
        String path = node.inputs().get(j);
        int bracket = path.indexOf('[');
        inputs[i][j] = index.getOrDefault(bracket < 0 ? path : path.substring(0, bracket), 0);
        read[inputs[i][j]] = true;
      }
      index.put(node.path(), i);
      for (String block = node.block(); !block.isEmpty(); block = outer(block)) {
        lastOfBlock.put(block, i);
      }
    }
  }

  private static String outer(String block) {
    int dot = block.lastIndexOf('.');
    return dot < 0 ? "" : block.substring(0, dot);
  }

  List<Applied> layers() {
    return layers;
  }

  int size() {
    return layers.size();
  }

  /** The layers that a layer reads. */
  int[] inputs(int layer) {
    return inputs[layer];
  }

  /** Whether nobody reads a layer, so that it is an output of the network. */
  boolean isOutput(int layer) {
    return !read[layer];
  }

  /**
   * The last layer during which an input of a layer is held: the layer itself, or the last one of
   * the outermost block that the input comes into from outside.
   */
  int holder(int layer, int input) {
    int last = layer;
    for (String block = layers.get(layer).node().block(); !block.isEmpty(); block = outer(block)) {
      if (!layers.get(input).node().isIn(block)) {
        last = Math.max(last, lastOfBlock.getOrDefault(block, layer));
      }
    }
    return last;
  }
}
