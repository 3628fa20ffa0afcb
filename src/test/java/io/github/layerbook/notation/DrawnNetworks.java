package io.github.layerbook.notation;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.activation.Dropout;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.normalization.BatchNormalization;
import io.github.layerbook.layer.pooling.MaxPool;
import io.github.layerbook.layer.shape.Chunk;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.network.BlockPath;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.Node;
import io.github.layerbook.network.OutputAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Draws networks node by node, without the builder and its customs: flat or in blocks and stages
 * that are left and entered again, with several inputs and outputs, shared weights, and names of
 * any kind. Every layer gives 8×8×4, so that all of them can be built.
 */
final class DrawnNetworks {
  /** Names that are words of the notation, look like parts of it, or are the custom's. */
  private static final List<String> NAMES =
      List.of(
          "input", "conv1_1", "pool1", "conv1", "conv", "relu", "block", "stage", "and", "of",
          "from", "weights", "x2", "x", "shared", "total", "total-2", "network", "add", "0", "1",
          "007", "a1", "a2", "a3", "b9", "b10", "é", "Ω1", "memory", "params", "image", "A", "a-b",
          "_", "fc");

  private static final List<String> TITLES =
      List.of(
          "net",
          "",
          "my net",
          "a: b",
          "x{1}",
          "#5",
          "it's",
          "\"q\"",
          "back\\slash",
          "a,b",
          "a|b",
          "tab\there",
          "two\nlines",
          "×-–",
          "ＷＩＤＥ",
          "conv3-64",
          " led",
          "network",
          "[1]",
          "é");

  private final Random random;
  private final boolean flat;
  private final List<Node> nodes = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();
  private BlockPath block = BlockPath.NONE;

  private DrawnNetworks(Random random) {
    this.random = random;
    this.flat = random.nextInt(3) == 0;
  }

  /** Draws a network. */
  static Network network(Random random) {
    DrawnNetworks drawn = new DrawnNetworks(random);
    drawn.add(Input.of(8, 8, 4), List.of(), "");
    for (int i = 3 + random.nextInt(25); i > 0; i--) {
      drawn.move();
      drawn.node();
    }
    return Network.of(TITLES.get(random.nextInt(TITLES.size())), drawn.nodes);
  }

  /** Enters a block, leaves one, goes anywhere or stays. */
  private void move() {
    if (flat) {
      return;
    }
    switch (random.nextInt(8)) {
      case 0 -> block = block.block(name());
      case 1 -> block = block.block(name());
      case 2 -> block = random.nextInt(3) == 0 ? block.stage(name()) : block;
      case 3, 4 -> block = block.outer();
      case 5 -> block = nodes.get(random.nextInt(nodes.size())).blockPath();
      default -> {
        // the next layer stands in the same block
      }
    }
    block = block.at(4);
  }

  private void node() {
    Node last = nodes.get(nodes.size() - 1);
    OutputAddress read = flat || random.nextInt(5) > 0 ? last.output() : any();
    switch (random.nextInt(12)) {
      case 0 -> add(new Merge(Merge.Kind.ADD, random.nextBoolean()), List.of(read, any()), "");
      case 1 -> add(Merge.of(Merge.Kind.ADD), List.of(any(), any(), read), "");
      case 2 -> halves(read);
      case 3 -> sharing(read);
      case 4 -> add(Input.of(8, 8, 4), List.of(), "");
      case 5, 6 -> add(MaxPool.of(3).stride(1).padding(1), List.of(read), "");
      case 7 -> add(BatchNormalization.of(), List.of(read), "");
      case 8 -> add(new Dropout(random.nextInt(9) / 10.0), List.of(read), "");
      case 9 -> add(new Activation(Activation.Kind.RELU, random.nextBoolean()), List.of(read), "");
      default -> add(convolution(), List.of(read), "");
    }
  }

  private void halves(OutputAddress read) {
    Node both = add(new Chunk(2, 1), List.of(read), "");
    OutputAddress one = new OutputAddress(both.path(), random.nextInt(2));
    add(Convolution.of(1, 4), List.of(one), "");
  }

  private void sharing(OutputAddress read) {
    List<Node> owners = nodes.stream().filter(node -> node.layer().equals(convolution())).toList();
    String weights = owners.isEmpty() ? "" : owners.get(random.nextInt(owners.size())).path();
    add(convolution(), List.of(read), weights);
  }

  private static Layer convolution() {
    return Convolution.of(3, 4).padding(1);
  }

  /** Any output before that has four channels. */
  private OutputAddress any() {
    List<Node> whole = nodes.stream().filter(node -> !(node.layer() instanceof Chunk)).toList();
    return whole.get(random.nextInt(whole.size())).output();
  }

  private Node add(Layer layer, List<OutputAddress> reads, String weightsOf) {
    String name = name();
    while (!taken.add(block.layer(name))) {
      name += random.nextInt(10);
    }
    nodes.add(new Node(name, layer, reads, block, weightsOf));
    return nodes.get(nodes.size() - 1);
  }

  private String name() {
    return NAMES.get(random.nextInt(NAMES.size()));
  }
}
