package io.github.layerbook.exchange.source;

import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.Invocation;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.network.Node;
import java.util.List;

/**
 * A layer as one class or function of a framework says it.
 *
 * @param node the layer at its place; where the framework says one layer by several, one of these
 * @param entry the class or function
 * @param invocation its name and arguments
 * @param inputs the shapes of its inputs
 * @param outputs the shapes of its outputs
 * @param tensors how many tensors it has
 */
public record Said(
    Node node,
    Entry entry,
    Invocation invocation,
    List<Shape> inputs,
    List<Shape> outputs,
    int tensors)
    implements Item {
  /** Copies the lists. */
  public Said {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  @Override
  public List<Said> layers() {
    return List.of(this);
  }

  /** Returns the layer. */
  public Layer layer() {
    return node.layer();
  }
}
