package io.github.layerbook.network;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Experts;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.adaptation.Adaptation;
import io.github.layerbook.layer.form.NearestWords;
import io.github.layerbook.network.NetworkException.Reference;
import io.github.layerbook.size.SizeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Applies the nodes of a network one after the other, in time linear in their number. */
final class ShapeInference {
  /** Layers with more inputs are seldom met twice: what they declare is not looked for. */
  private static final int MOST_INPUTS = 2;

  private final List<Node> nodes;
  private final Map<String, Applied> byPath;
  private final Set<String> repeated;
  private final ExpertLayers experts;
  private final Set<BlockPath> blocks = new HashSet<>();

  /** The block whose names were checked last: mostly the next layer's too. */
  private BlockPath checked = BlockPath.NONE;

  private final Map<Place, Placed> placed;
  private final List<Applied> applied;

  /** A layer and the inputs that reach it. */
  private record Place(
      Layer layer, @Nullable Adaptation adaptation, @Nullable Experts experts, List<Shape> inputs) {
    /** Mixes the extents alone: their names tell little and cost much. */
    @Override
    public int hashCode() {
      int hash = layer.hashCode();
      for (int i = 0; i < inputs.size(); i++) {
        List<Axis> axes = inputs.get(i).axes();
        for (int axis = 0; axis < axes.size(); axis++) {
          hash = 31 * hash + axes.get(axis).size().hashCode();
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
    placed = new HashMap<>(nodes.size());
    repeated = repeatedNames(nodes);
    experts = ExpertLayers.of(nodes);
    applied = new ArrayList<>(nodes.size());
  }

  /** The names that nodes of several blocks have. */
  private static Set<String> repeatedNames(List<Node> nodes) {
    Set<String> names = new HashSet<>(nodes.size());
    Set<String> again = new HashSet<>();
    for (Node node : nodes) {
      if (!names.add(node.name())) {
        again.add(node.name());
      }
    }
    return again;
  }

  /** Applies all nodes, or throws {@link NetworkException} at the first that cannot be. */
  static List<Applied> of(List<Node> nodes) {
    ShapeInference inference = new ShapeInference(nodes);
    nodes.forEach(inference::apply);
    return List.copyOf(inference.applied);
  }

  private void apply(Node node) {
    try {
      checkNames(node);
      Applied result = result(node, inputs(node));
      if (byPath.put(node.path(), result) != null) {
        throw wrong(node, "two layers have this name: give one of them another", null);
      }
      applied.add(result);
    } catch (LayerException e) {
      boolean read = e.input() >= 0 && e.input() < node.reads().size();
      throw wrong(node, e.getMessage(), read ? input(node, e.input()) : null);
    } catch (SizeException e) {
      throw wrong(node, e.getMessage(), null);
    }
  }

  private NetworkException wrong(
      Node node, @Nullable String problem, @Nullable Reference reference) {
    return new NetworkException(node.path(), applied.size(), String.valueOf(problem), reference);
  }

  private static Reference input(Node node, int place) {
    return new Reference(node.reads().get(place), place);
  }

  private void checkNames(Node node) {
    String wrong = Paths.isName(node.name()) ? wrongBlock(node.blockPath()) : node.name();
    if (wrong != null) {
      throw new LayerException(
          "\"%s\" is not the name of a layer or block: use letters, digits, _ and -, such as conv1_1"
              .formatted(wrong));
    }
  }

  private @Nullable String wrongBlock(BlockPath block) {
    if (block.equals(checked)) {
      return null;
    }
    checked = block;
    for (BlockPath each = block; !each.isNone() && blocks.add(each); each = each.outer()) {
      if (!Paths.isName(each.name())) {
        return each.name();
      }
    }
    return null;
  }

  private List<Shape> inputs(Node node) {
    Shape[] inputs = new Shape[node.reads().size()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = shape(node, i);
    }
    return List.of(inputs);
  }

  private Shape shape(Node node, int place) {
    OutputAddress read = node.reads().get(place);
    Applied source = source(read.layer());
    if (source == null) {
      throw missing(node, input(node, place));
    } else if (read.output() >= source.outputs().size()) {
      throw wrong(
          node,
          "its input %s has %d outputs, from [0] on: there is no [%d]"
              .formatted(read.layer(), source.outputs().size(), read.output()),
          input(node, place));
    }
    return source.outputs().get(read.output());
  }

  /** The layer of a path so far: mostly the last. */
  private @Nullable Applied source(String path) {
    Applied last = applied.isEmpty() ? null : applied.get(applied.size() - 1);
    return last != null && last.node().path().equals(path) ? last : byPath.get(path);
  }

  private NetworkException missing(Node node, Reference reference) {
    String path = reference.address().layer();
    String what = "its %s \"%s\"".formatted(reference.isWeights() ? "weights of" : "input", path);
    boolean later = nodes.stream().anyMatch(other -> LayerNames.endsWith(other.path(), path));
    return wrong(
        node,
        later
            ? what + " is not before it: a layer reads layers above it, never in a circle"
            : what + " is not a layer before it: " + nearest(path),
        reference);
  }

  private String nearest(String path) {
    List<String> near = NearestWords.to(path, byPath.keySet());
    return near.isEmpty()
        ? "write the name of a layer above, with its blocks: block.name"
        : "did you mean " + String.join(" or ", near) + "?";
  }

  private Applied result(Node node, List<Shape> inputs) {
    Placed found = placed(node, inputs);
    List<Requirement> shared = new ArrayList<>();
    List<Tensor> own = ownTensors(node, found.declaration(), shared);
    Declaration declaration = found.declaration().with(shared);
    String label = repeated.contains(node.name()) ? node.path() : node.name();
    Node settled = own == declaration.tensors() ? node.withOwnWeights() : node;
    return new Applied(settled, label, inputs, declaration, found.outputs(), own);
  }

  /** What a layer declares on inputs; equal layers on equal inputs declare once. */
  private Placed placed(Node node, List<Shape> inputs) {
    Place here = new Place(node.layer(), node.adaptation().orElse(null), experts.of(node), inputs);
    return inputs.size() > MOST_INPUTS || !areEvaluated(inputs)
        ? place(here)
        : placed.computeIfAbsent(here, ShapeInference::place);
  }

  private static boolean areEvaluated(List<Shape> inputs) {
    for (int i = 0; i < inputs.size(); i++) {
      if (!inputs.get(i).isEvaluated()) {
        return false;
      }
    }
    return true;
  }

  private static Placed place(Place place) {
    Experts experts = place.experts;
    List<Shape> inputs =
        experts == null ? place.inputs : place.inputs.stream().map(Experts::taken).toList();
    Declaration layer = declared(place.layer, inputs);
    Adaptation adaptation = place.adaptation;
    Declaration tuned = adaptation == null ? layer : adaptation.of(layer, inputs);
    Declaration declaration = experts == null ? tuned : experts.of(tuned, inputs.get(0));
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

  /** What a layer declares; one that does not look how many inputs there are may miss one. */
  private static Declaration declared(Layer layer, List<Shape> inputs) {
    try {
      return layer.on(inputs);
    } catch (IndexOutOfBoundsException e) {
      LayerException missing =
          new LayerException(
              inputs.isEmpty()
                  ? "it has no input: start with a line such as input 224x224x3"
                  : "it reads more inputs than the %d that it has: name all of them after from"
                      .formatted(inputs.size()));
      missing.initCause(e);
      throw missing;
    }
  }

  /**
   * The tensors without those that a node before it has under the same name.
   *
   * @param shared gets what must hold of shapes that are not known yet
   */
  private List<Tensor> ownTensors(Node node, Declaration declaration, List<Requirement> shared) {
    if (node.weightsOf().isEmpty()) {
      return declaration.tensors();
    }
    Reference weights = new Reference(new OutputAddress(node.weightsOf()), -1);
    Applied source = byPath.get(node.weightsOf());
    if (source == null) {
      throw missing(node, weights);
    }
    try {
      return SharedWeights.without(
          declaration.tensors(), source.declaration().tensors(), node.weightsOf(), shared);
    } catch (LayerException e) {
      throw wrong(node, e.getMessage(), weights);
    }
  }
}
