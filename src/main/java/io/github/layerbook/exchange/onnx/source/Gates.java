package io.github.layerbook.exchange.onnx.source;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.convolution.SqueezeExcitation;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.BlockPath;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.Node;
import io.github.layerbook.network.OutputAddress;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Squeeze-and-excitation as the layers that it is, in a block of its name. */
final class Gates {
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, String> outputs = new HashMap<>();

  private Gates() {}

  static Network expanded(Network network) {
    Gates gates = new Gates();
    network.applied().forEach(gates::add);
    return Network.of(network.name(), gates.nodes);
  }

  private void add(Applied applied) {
    Node node =
        applied
            .node()
            .reading(
                read ->
                    new OutputAddress(
                        outputs.getOrDefault(read.layer(), read.layer()), read.output()));
    if (node.layer() instanceof SqueezeExcitation gate && node.weightsOf().isEmpty()) {
      expand(node, gate, applied.inputs().get(0));
    } else {
      nodes.add(node);
    }
  }

  private void expand(Node node, SqueezeExcitation gate, Shape input) {
    BlockPath block = node.blockPath().block(node.name());
    Extents one = new Extents(Collections.nCopies(input.spatial().size(), Size.of(1)));
    Size channels = Size.of(input.channels().size().value());
    OutputAddress start = node.reads().get(0);
    OutputAddress last = start;
    last = step(block, "avgpool", new GlobalPool(GlobalPool.Kind.AVERAGE, true), last);
    last = step(block, "fc1", Convolution.of(one, gate.squeezed()).bias(gate.bias()), last);
    last = step(block, "activation", new Activation(gate.activation(), true), last);
    last = step(block, "fc2", Convolution.of(one, channels).bias(gate.bias()), last);
    last = step(block, "scale_activation", new Activation(gate.gate(), true), last);
    Node product =
        new Node("scale", Merge.of(Merge.Kind.MULTIPLY), List.of(last, start), block, "");
    nodes.add(product);
    outputs.put(node.path(), product.path());
  }

  private OutputAddress step(BlockPath block, String name, Layer layer, OutputAddress read) {
    Node node = new Node(name, layer, List.of(read), block, "");
    nodes.add(node);
    return node.output();
  }
}
