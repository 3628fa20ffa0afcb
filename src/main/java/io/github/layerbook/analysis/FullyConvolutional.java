package io.github.layerbook.analysis;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Convolution;
import io.github.layerbook.layer.Extents;
import io.github.layerbook.layer.Flatten;
import io.github.layerbook.layer.FullyConnected;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.Node;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rewrites fully connected layers as convolutions (Simonyan and Zisserman 2015, section 3.2).
 *
 * <p>The first one becomes a convolution whose kernel covers its whole input, 7×7 in VGG; the
 * others become 1×1 convolutions. Weights and biases are the same numbers in tensors of other
 * shapes, and the network takes larger images, over which it then slides.
 */
public final class FullyConvolutional {
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, String> replaced = new HashMap<>();
  private final Map<String, Shape> shapes = new HashMap<>();

  private FullyConvolutional() {}

  /** Returns the network with its fully connected layers as convolutions, under the same names. */
  public static Network of(Network network) {
    FullyConvolutional rewriting = new FullyConvolutional();
    network.applied().forEach(rewriting::rewrite);
    return Network.of(network.name(), rewriting.nodes);
  }

  private void rewrite(Applied applied) {
    Node node = applied.node();
    List<String> inputs =
        node.inputs().stream().map(name -> replaced.getOrDefault(name, name)).toList();
    if (node.layer() instanceof Flatten) {
      replaced.put(node.path(), inputs.get(0));
      return;
    }
    Layer layer = node.layer();
    if (layer instanceof FullyConnected fullyConnected) {
      layer = convolution(fullyConnected, inputs.get(0));
    }
    shapes.put(node.path(), applied.output());
    nodes.add(new Node(node.name(), layer, inputs, node.block(), node.weightsOf()));
  }

  private Layer convolution(FullyConnected layer, String input) {
    List<Size> extents =
        shapes.getOrDefault(input, Shape.features(Size.of(1))).spatial().stream()
            .map(Axis::size)
            .toList();
    Extents kernel = extents.isEmpty() ? Extents.square(1) : new Extents(extents);
    return Convolution.of(kernel, layer.out()).bias(layer.bias());
  }
}
