package io.github.layerbook.network;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.form.NearestWords;
import io.github.layerbook.size.SizeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Applies the nodes of a network one after the other, in time linear in their number. */
final class ShapeInference {
  private static final Pattern OUTPUT = Pattern.compile("(.+)\\[([0-9]{1,3})]");

  /** Layers with more inputs are seldom met twice: what they declare is not looked for. */
  private static final int MOST_INPUTS = 2;

  private final List<Node> nodes;
  private final Map<String, Applied> byPath;
  private final Map<String, Integer> uses;
  private final Set<String> blocks = new HashSet<>();
  private final Map<Place, Placed> placed = new HashMap<>();
  private final List<Applied> applied;

  /** A layer and the inputs that reach it. */
  private record Place(Layer layer, List<Shape> inputs) {
    /** Mixes the extents alone: their names tell little and cost much. */
    @Override
    public int hashCode() {
      int hash = layer.hashCode();
      for (Shape input : inputs) {
        for (Axis axis : input.axes()) {
          hash = 31 * hash + axis.size().hashCode();
        }
      }
      return hash;
    }
  }

  /** What a layer declares there, and its output shapes as the next layers read them. */
  private record Placed(Declaration declaration, List<Shape> outputs) {}

  private ShapeInference(List<Node> nodes) {
    this.nodes = nodes;
    byPath = new HashMap<>(nodes.size() * 2);
    uses = new HashMap<>(nodes.size() * 2);
    applied = new ArrayList<>(nodes.size());
    nodes.forEach(node -> uses.merge(node.name(), 1, Integer::sum));
  }

  /** Applies all nodes, or throws {@link NetworkException} at the first that cannot be. */
  static List<Applied> of(List<Node> nodes, List<String> paths) {
    ShapeInference inference = new ShapeInference(nodes);
    for (int i = 0; i < nodes.size(); i++) {
      inference.apply(nodes.get(i), paths.get(i));
    }
    return List.copyOf(inference.applied);
  }

  private void apply(Node node, String path) {
    try {
      checkNames(node);
      Applied result = result(node, path, inputs(node));
      if (byPath.put(path, result) != null) {
        throw new LayerException("two layers have this name: give one of them another");
      }
      applied.add(result);
    } catch (LayerException | SizeException e) {
      throw new NetworkException(path, applied.size(), String.valueOf(e.getMessage()));
    }
  }

  private void checkNames(Node node) {
    String wrong = Paths.isName(node.name()) ? wrongBlock(node.block()) : node.name();
    if (wrong != null) {
      throw new LayerException(
          "\"%s\" is not the name of a layer or block: use letters, digits, _ and -, such as conv1_1"
              .formatted(wrong));
    }
  }

  private @Nullable String wrongBlock(String block) {
    if (!block.isEmpty() && blocks.add(block)) {
      for (String name : block.split("\\.", -1)) {
        if (!Paths.isName(name)) {
          return name;
        }
      }
    }
    return null;
  }

  private List<Shape> inputs(Node node) {
    Shape[] inputs = new Shape[node.inputs().size()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = input(node.inputs().get(i));
    }
    return List.of(inputs);
  }

  private Shape input(String input) {
    if (input.endsWith("]")) {
      Matcher output = OUTPUT.matcher(input);
      if (output.matches()) {
        return output(output.group(1), Integer.parseInt(output.group(2)));
      }
    }
    return before(input, "input").output();
  }

  private Shape output(String path, int index) {
    List<Shape> outputs = before(path, "input").outputs();
    if (index >= outputs.size()) {
      throw new LayerException(
          "its input %s has %d outputs, from [0] on: there is no [%d]"
              .formatted(path, outputs.size(), index));
    }
    return outputs.get(index);
  }

  private Applied before(String path, String role) {
    Applied source = byPath.get(path);
    if (source == null) {
      throw new LayerException(
          nodes.stream().anyMatch(node -> ("." + node.path()).endsWith("." + path))
              ? "its %s \"%s\" is not before it: a layer reads layers above it, never in a circle"
                  .formatted(role, path)
              : "its %s \"%s\" is not a layer before it: %s".formatted(role, path, nearest(path)));
    }
    return source;
  }

  private String nearest(String path) {
    List<String> near = NearestWords.to(path, byPath.keySet());
    return near.isEmpty()
        ? "write the name of a layer above, with its blocks: block.name"
        : "did you mean " + String.join(" or ", near) + "?";
  }

  private Applied result(Node node, String path, List<Shape> inputs) {
    Placed found = placed(node.layer(), inputs);
    Declaration declaration = found.declaration();
    List<Tensor> own = ownTensors(node, declaration);
    Integer namesakes = uses.get(node.name());
    String label = namesakes != null && namesakes > 1 ? path : node.name();
    Node settled = own == declaration.tensors() ? node.withOwnWeights() : node;
    return new Applied(settled, label, inputs, declaration, found.outputs(), own);
  }

  /** What a layer declares on inputs; equal layers on equal inputs declare once. */
  private Placed placed(Layer layer, List<Shape> inputs) {
    if (inputs.size() > MOST_INPUTS || !areEvaluated(inputs)) {
      return place(layer, inputs);
    }
    Place place = new Place(layer, inputs);
    Placed found = placed.get(place);
    if (found == null) {
      found = place(layer, inputs);
      placed.put(place, found);
    }
    return found;
  }

  private static boolean areEvaluated(List<Shape> inputs) {
    for (Shape input : inputs) {
      if (!input.isEvaluated()) {
        return false;
      }
    }
    return true;
  }

  private static Placed place(Layer layer, List<Shape> inputs) {
    Declaration declaration = layer.on(inputs);
    for (Requirement requirement : declaration.requirements()) {
      if (requirement.isKnown() && !requirement.holds()) {
        throw new LayerException(requirement.violation());
      }
    }
    Shape[] outputs = new Shape[declaration.outputs().size()];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = declaration.outputs().get(i).evaluated();
    }
    return new Placed(declaration, List.of(outputs));
  }

  /**
   * The tensors without those that a node before it has under the same name; where neither has any,
   * nothing is shared.
   */
  private List<Tensor> ownTensors(Node node, Declaration declaration) {
    if (node.weightsOf().isEmpty()) {
      return declaration.tensors();
    }
    List<Tensor> theirs = before(node.weightsOf(), "weights of").declaration().tensors();
    if (theirs.isEmpty() && declaration.tensors().isEmpty()) {
      return declaration.tensors();
    }
    Map<String, Tensor> others = new HashMap<>();
    theirs.forEach(tensor -> others.put(tensor.name(), tensor));
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
      throw new LayerException(
          "it has no weights in common with %s: name a layer of the same kind"
              .formatted(node.weightsOf()));
    }
    return own;
  }
}
