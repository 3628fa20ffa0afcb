package io.github.layerbook.network;

import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Shape;
import java.util.List;

/**
 * A node applied to the shapes that reach it.
 *
 * @param node the node
 * @param inputs the shapes of its inputs
 * @param declaration what its layer declares there; its output shapes are derivations
 * @param outputs the output shapes with settled extents, as the next layers read them
 */
public record Applied(Node node, List<Shape> inputs, Declaration declaration, List<Shape> outputs) {
  /** Copies the lists. */
  public Applied {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** Returns the first output's shape. */
  public Shape output() {
    return outputs.get(0);
  }
}
