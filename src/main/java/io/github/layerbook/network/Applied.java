package io.github.layerbook.network;

import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import java.util.List;

/**
 * A node applied to the shapes that reach it.
 *
 * @param node the node
 * @param label the shortest name that only it has: {@code conv1_1}, or its path where other blocks
 *     have a layer of that name
 * @param inputs the shapes of its inputs
 * @param declaration what its layer declares there; its output shapes are derivations
 * @param outputs the output shapes with settled extents, as the next layers read them
 * @param tensors the parameters and buffers that it does not share with a node before it
 */
public record Applied(
    Node node,
    String label,
    List<Shape> inputs,
    Declaration declaration,
    List<Shape> outputs,
    List<Tensor> tensors) {
  /** Copies the lists. */
  public Applied {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    tensors = List.copyOf(tensors);
  }

  /** Returns the first output's shape. */
  public Shape output() {
    return outputs.get(0);
  }

  /**
   * Returns the name of one of its tensors in the network, as a file of parameters has it: the
   * node's path before the tensor's own name, if it has one.
   */
  public String name(Tensor tensor) {
    return tensor.name().isEmpty() ? node.path() : node.path() + "." + tensor.name();
  }
}
