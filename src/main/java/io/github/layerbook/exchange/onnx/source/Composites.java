package io.github.layerbook.exchange.onnx.source;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.feedforward.FeedForward;
import io.github.layerbook.layer.linear.Buffer;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.shape.Slice;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.BlockPath;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.Node;
import io.github.layerbook.network.OutputAddress;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Feed-forward layers whose gate is half of a layer, which no step says, in a block each. */
final class Composites {
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, String> outputs = new HashMap<>();

  private Composites() {}

  /** Buffers that nothing reads are left out: nothing comes of them. */
  static Network expanded(Network network) {
    Composites all = new Composites();
    Set<String> read = new HashSet<>();
    network.nodes().forEach(node -> node.reads().forEach(each -> read.add(each.layer())));
    network.applied().stream()
        .filter(
            applied ->
                !(applied.node().layer() instanceof Buffer) || read.contains(applied.node().path()))
        .forEach(all::add);
    return Network.of(network.name(), all.nodes);
  }

  private void add(Applied applied) {
    Node node =
        applied
            .node()
            .reading(
                read ->
                    new OutputAddress(
                        outputs.getOrDefault(read.layer(), read.layer()), read.output()));
    if (node.layer() instanceof FeedForward layer && layer.gated() && layer.layers().size() == 2) {
      expand(node, layer, applied.inputs().get(0).channels().size());
    } else {
      nodes.add(node);
    }
  }

  private void expand(Node node, FeedForward layer, Size out) {
    BlockPath block = node.blockPath().block(node.name());
    List<String> names = layer.layers();
    OutputAddress start = node.reads().get(0);
    Size hidden = layer.hidden();
    Activation activation = new Activation(layer.activation(), false);
    Size both = Size.product(Size.of(2), hidden);
    OutputAddress last = step(node, names.get(0), new Linear(both, layer.bias(), null), start);
    OutputAddress gate = step(block, "gate", new Slice(1, Size.of(0), hidden, Size.of(1)), last);
    OutputAddress up = step(block, "up", new Slice(1, hidden, both, Size.of(1)), last);
    OutputAddress opened = step(block, "activation", activation, gate);
    last = step(block, "product", Merge.of(Merge.Kind.MULTIPLY), opened, up);
    String name = names.get(names.size() - 1);
    OutputAddress result = step(node, name, new Linear(out, layer.bias(), null), last);
    outputs.put(node.path(), result.layer());
  }

  /** A step with weights, which another layer's may be. */
  private OutputAddress step(Node of, String name, Layer layer, OutputAddress read) {
    String weights = of.weightsOf().isEmpty() ? "" : of.weightsOf() + "." + name;
    int last = name.lastIndexOf('.');
    BlockPath own = of.blockPath().block(of.name());
    BlockPath block = last < 0 ? own : own.block(name.substring(0, last));
    Node node = new Node(name.substring(last + 1), layer, List.of(read), block, weights);
    nodes.add(node);
    return node.output();
  }

  private OutputAddress step(BlockPath block, String name, Layer layer, OutputAddress... read) {
    Node node = new Node(name, layer, List.of(read), block, "");
    nodes.add(node);
    return node.output();
  }
}
