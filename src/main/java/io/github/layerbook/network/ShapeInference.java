package io.github.layerbook.network;

import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.size.SizeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Applies the nodes of a network one after the other, in time linear in their number. */
final class ShapeInference {
  private final Map<String, Applied> byPath;
  private final Map<String, Integer> uses;
  private final List<Applied> applied;

  private ShapeInference(List<Node> nodes) {
    byPath = new HashMap<>(nodes.size() * 2);
    uses = new HashMap<>(nodes.size() * 2);
    applied = new ArrayList<>(nodes.size());
    nodes.forEach(node -> uses.merge(node.name(), 1, Integer::sum));
  }

  /** Applies all nodes, or throws {@link NetworkException} at the first that cannot be. */
  static List<Applied> of(List<Node> nodes) {
    ShapeInference inference = new ShapeInference(nodes);
    nodes.forEach(inference::apply);
    return List.copyOf(inference.applied);
  }

  private void apply(Node node) {
    try {
      Applied result = result(node, inputs(node));
      if (byPath.put(node.path(), result) != null) {
        throw new LayerException("two layers have this name: give one of them another");
      }
      applied.add(result);
    } catch (LayerException | SizeException e) {
      throw new NetworkException(node.path(), applied.size(), String.valueOf(e.getMessage()));
    }
  }

  private List<Shape> inputs(Node node) {
    List<Shape> inputs = new ArrayList<>(node.inputs().size());
    for (String input : node.inputs()) {
      int bracket = input.indexOf('[');
      inputs.add(
          bracket < 0
              ? before(input, "input").output()
              : output(input.substring(0, bracket), input.substring(bracket + 1)));
    }
    return inputs;
  }

  private Shape output(String path, String index) {
    List<Shape> outputs = before(path, "input").outputs();
    int i = Integer.parseInt(index.substring(0, index.length() - 1));
    if (i >= outputs.size()) {
      throw new LayerException(
          "its input %s has %d outputs, from [0] on: there is no [%d]"
              .formatted(path, outputs.size(), i));
    }
    return outputs.get(i);
  }

  private Applied before(String path, String role) {
    Applied source = byPath.get(path);
    if (source == null) {
      throw new LayerException("its %s \"%s\" is not a layer before it".formatted(role, path));
    }
    return source;
  }

  private Applied result(Node node, List<Shape> inputs) {
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
    Integer namesakes = uses.get(node.name());
    String label = namesakes != null && namesakes > 1 ? node.path() : node.name();
    return new Applied(node, label, inputs, declaration, outputs, ownTensors(node, declaration));
  }

  /** The tensors without those that a node before it has under the same name. */
  private List<Tensor> ownTensors(Node node, Declaration declaration) {
    if (node.weightsOf().isEmpty()) {
      return declaration.tensors();
    }
    Map<String, Tensor> others = new HashMap<>();
    before(node.weightsOf(), "weights of")
        .declaration()
        .tensors()
        .forEach(tensor -> others.put(tensor.name(), tensor));
    List<Tensor> own = new ArrayList<>();
    for (Tensor tensor : declaration.tensors()) {
      Tensor other = others.get(tensor.name());
      if (other == null) {
        own.add(tensor);
      } else if (!other.extents().equals(tensor.extents())) {
        throw new LayerException(
            "its %s has shape %s, that of %s %s: only tensors of one shape can be shared"
                .formatted(tensor.name(), tensor.extents(), node.weightsOf(), other.extents()));
      }
    }
    if (own.size() == declaration.tensors().size()) {
      throw new LayerException("it has no weights in common with " + node.weightsOf());
    }
    return own;
  }
}
