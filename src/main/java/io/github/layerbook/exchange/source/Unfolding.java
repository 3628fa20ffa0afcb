package io.github.layerbook.exchange.source;

import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.layer.Composition;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Part;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Work;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.BlockPath;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.Node;
import io.github.layerbook.network.OutputAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A network for a dialect: a layer of several steps that the dialect has no words for becomes these
 * steps, in a block of its name. Composites of users are written so without an entry of their own.
 */
public final class Unfolding {
  private final Dialect dialect;
  private final List<Node> nodes = new ArrayList<>();

  /** What has taken the place of the outputs of layers that were unfolded. */
  private final Map<OutputAddress, OutputAddress> given = new HashMap<>();

  /** The steps of layers that were unfolded, for those that share their weights. */
  private final Map<String, List<Node>> unfolded = new HashMap<>();

  /** The steps of a layer, and where its outputs are. */
  private record Steps(List<Node> nodes, List<OutputAddress> outputs) {}

  private Unfolding(Dialect dialect) {
    this.dialect = dialect;
  }

  /**
   * Returns a network with the layers unfolded that a dialect says only by their steps; those that
   * it does not say so either stay as they are.
   */
  public static Network of(Network network, Dialect dialect) {
    Unfolding unfolding = new Unfolding(dialect);
    network.applied().forEach(unfolding::add);
    return unfolding.given.isEmpty() ? network : Network.of(network.name(), unfolding.nodes);
  }

  private void add(Applied applied) {
    Node node = applied.node().reading(read -> given.getOrDefault(read, read));
    List<Shape> shapes = applied.inputs().stream().map(Shape::evaluated).toList();
    Optional<Steps> steps =
        node.adaptation().isPresent() || isSaid(node, shapes)
            ? Optional.empty()
            : isSeveral(applied.declaration()) ? steps(node, shapes) : bare(node, shapes);
    if (steps.isEmpty()) {
      nodes.add(node);
      return;
    }
    nodes.addAll(steps.get().nodes());
    unfolded.put(node.path(), steps.get().nodes());
    for (int i = 0; i < steps.get().outputs().size(); i++) {
      given.put(new OutputAddress(node.path(), i), steps.get().outputs().get(i));
    }
  }

  /** The parameter that a layer's tensor is, and what uses it, if the dialect has words for it. */
  private Optional<Steps> bare(Node node, List<Shape> shapes) {
    return BareTensors.of(node, shapes)
        .filter(nodes -> isSaid(nodes.get(0), List.of()))
        .map(nodes -> new Steps(nodes, List.of(nodes.get(nodes.size() - 1).output())));
  }

  private static boolean isSeveral(Declaration declaration) {
    return !declaration.composition().parts().isEmpty();
  }

  private boolean isSaid(Node node, List<Shape> shapes) {
    try {
      dialect.steps(node.layer(), shapes);
      return true;
    } catch (NotExpressibleException | LayerException e) { // inner layers may have no word
      return false;
    }
  }

  /** The steps of a node; none if one of them is no layer, or the dialect has no words for it. */
  private Optional<Steps> steps(Node node, List<Shape> inputs) {
    Declaration declaration = node.layer().on(inputs);
    Composition composition = declaration.composition();
    if (!isSum(declaration)) {
      return Optional.empty();
    }
    BlockPath block = node.blockPath().block(node.name());
    List<Node> owners = unfolded.getOrDefault(node.weightsOf(), List.of());
    List<Node> steps = new ArrayList<>();
    List<OutputAddress> values = new ArrayList<>(node.reads());
    List<Shape> shapes = new ArrayList<>(inputs);
    Set<String> taken = new HashSet<>();
    for (Part part : composition.parts()) {
      Optional<Layer> layer = part.layer();
      if (layer.isEmpty()) {
        return Optional.empty();
      }
      boolean shares = steps.size() < owners.size() && !part.declaration().tensors().isEmpty();
      String path = Names.unique(path(part), taken);
      int last = path.lastIndexOf('.');
      Node step =
          new Node(
              path.substring(last + 1),
              layer.get(),
              part.reads().stream().map(values::get).toList(),
              last < 0 ? block : block.block(path.substring(0, last)),
              shares ? owners.get(steps.size()).path() : "");
      List<Shape> reads = part.reads().stream().map(shapes::get).toList();
      Optional<Steps> said =
          isSaid(step, reads)
              ? Optional.of(new Steps(List.of(step), outputs(step, part.declaration())))
              : steps(step, reads);
      if (said.isEmpty()) {
        return Optional.empty();
      }
      steps.addAll(said.get().nodes());
      values.addAll(said.get().outputs());
      part.declaration().outputs().forEach(output -> shapes.add(output.evaluated()));
    }
    return Optional.of(new Steps(steps, composition.outputs().stream().map(values::get).toList()));
  }

  /** The path in the block: what stands before the names of the step's tensors, or its own name. */
  private static String path(Part part) {
    String prefix = part.prefix();
    String path = prefix.endsWith(".") ? prefix.substring(0, prefix.length() - 1) : part.name();
    return path.replaceAll("[^\\p{L}\\p{N}_.]", "_");
  }

  private static List<OutputAddress> outputs(Node step, Declaration declaration) {
    List<OutputAddress> outputs = new ArrayList<>();
    for (int i = 0; i < declaration.outputs().size(); i++) {
      outputs.add(new OutputAddress(step.path(), i));
    }
    return outputs;
  }

  /** Whether a layer has no tensors and no work but those of its steps, each once. */
  private static boolean isSum(Declaration layer) {
    List<Declaration> parts = layer.composition().parts().stream().map(Part::declaration).toList();
    long tensors = parts.stream().mapToLong(part -> part.tensors().size()).sum();
    return isSeveral(layer)
        && tensors == layer.tensors().size()
        && parts.stream().mapToLong(part -> operations(part.work())).sum()
            == operations(layer.work());
  }

  private static long operations(List<Work> work) {
    return work.stream().mapToLong(each -> each.count().value()).sum();
  }
}
