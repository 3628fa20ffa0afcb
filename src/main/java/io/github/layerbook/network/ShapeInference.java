package io.github.layerbook.network;

import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.size.SizeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Applies the nodes of a network one after the other, in time linear in their number. */
final class ShapeInference {
  private final Map<String, Applied> byName = new HashMap<>();
  private final List<Applied> applied = new ArrayList<>();

  /** Applies all nodes, or throws {@link NetworkException} at the first that cannot be. */
  static List<Applied> of(List<Node> nodes) {
    ShapeInference inference = new ShapeInference();
    nodes.forEach(inference::apply);
    return List.copyOf(inference.applied);
  }

  private void apply(Node node) {
    try {
      Applied result = result(node, inputs(node));
      if (byName.put(node.name(), result) != null) {
        throw new LayerException("two layers have this name: give one of them another");
      }
      applied.add(result);
    } catch (LayerException | SizeException e) {
      throw new NetworkException(node.name(), applied.size(), String.valueOf(e.getMessage()));
    }
  }

  private List<Shape> inputs(Node node) {
    List<Shape> inputs = new ArrayList<>(node.inputs().size());
    for (String name : node.inputs()) {
      inputs.add(output(name));
    }
    return inputs;
  }

  private Shape output(String name) {
    Applied source = byName.get(name);
    if (source == null) {
      throw new LayerException("its input \"" + name + "\" is not a layer before it");
    }
    return source.output();
  }

  private static Applied result(Node node, List<Shape> inputs) {
    Declaration declaration = node.layer().on(inputs);
    for (Requirement requirement : declaration.requirements()) {
      if (requirement.isKnown() && !requirement.holds()) {
        throw new LayerException(requirement.violation());
      }
    }
    List<Shape> outputs = new ArrayList<>(declaration.outputs().size());
    for (Shape output : declaration.outputs()) {
      outputs.add(output.evaluated());
    }
    return new Applied(node, inputs, declaration, outputs);
  }
}
