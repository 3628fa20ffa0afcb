package io.github.layerbook.exchange.source;

import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.Invocation;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.linear.Embedding;
import io.github.layerbook.layer.linear.EmbeddingBag;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.Node;
import io.github.layerbook.network.OutputAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A network in the words of a dialect: each layer is one class or function; where the framework has
 * no such layer, the layers that together are it stand in its place.
 */
public final class Sayings {
  private final Dialect dialect;
  private final boolean inPairs;
  private final List<Node> inputs = new ArrayList<>();
  private final List<Said> layers = new ArrayList<>();
  private final Map<String, List<String>> paths = new HashMap<>();

  /** The outputs of layers whose last step has another name. */
  private final Map<OutputAddress, OutputAddress> given = new HashMap<>();

  private final Map<String, String> refusals = new LinkedHashMap<>();
  private final Map<Use, List<Layer>> steps = new HashMap<>();
  private final Map<Use, Invocation> invocations = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  /** Equal layers on inputs of the same shapes are said alike. */
  private record Use(Layer layer, List<Shape> inputs) {}

  private Sayings(Dialect dialect, boolean inPairs) {
    this.dialect = dialect;
    this.inPairs = inPairs;
  }

  /**
   * Says a network.
   *
   * @param inPairs whether the framework merges two tensors at a time
   * @throws NotExpressibleException naming all layers that the dialect cannot say, and why
   */
  public static Sayings of(Network network, Dialect dialect, boolean inPairs) {
    Sayings sayings = new Sayings(dialect, inPairs);
    Network unfolded = Unfolding.of(network, dialect);
    unfolded.nodes().forEach(node -> sayings.taken.add(node.path()));
    unfolded.applied().forEach(sayings::add);
    sayings.check(network);
    return sayings;
  }

  /** Returns the network's inputs, in its order. */
  public List<Node> inputs() {
    return List.copyOf(inputs);
  }

  /** Returns the layers but the inputs, in the network's order. */
  public List<Said> layers() {
    return List.copyOf(layers);
  }

  /** Returns whether an input holds indices, which an embedding looks up. */
  public boolean isIndices(Node input) {
    return layers.stream()
        .filter(said -> said.node().reads().contains(input.output()))
        .findFirst()
        .filter(said -> said.layer() instanceof Embedding || said.layer() instanceof EmbeddingBag)
        .isPresent();
  }

  private void check(Network network) {
    if (!refusals.isEmpty()) {
      throw refused(dialect.name(), network, refusals);
    }
  }

  /**
   * Returns what says that layers have no code, each reason once with the first layer that has it.
   *
   * @param refusals reasons by the layers' names
   */
  public static NotExpressibleException refused(
      String dialect, Network network, Map<String, String> refusals) {
    Map<String, List<String>> layers = new LinkedHashMap<>();
    refusals.forEach(
        (layer, reason) -> layers.computeIfAbsent(reason, each -> new ArrayList<>()).add(layer));
    List<String> lines = new ArrayList<>();
    layers.forEach(
        (reason, all) -> {
          String more = all.size() == 1 ? "" : " and %,d more".formatted(all.size() - 1);
          lines.add("%s%s: %s".formatted(all.get(0), more, reason));
        });
    return new NotExpressibleException(
        "%s has no code for %s of %s:\n%s",
        dialect,
        refusals.size() == 1 ? "a layer" : "some layers",
        network.name(),
        String.join("\n", lines));
  }

  private void add(Applied applied) {
    Node node = applied.node().reading(read -> given.getOrDefault(read, read));
    if (node.layer() instanceof Input) {
      inputs.add(node);
      return;
    }
    List<Shape> shapes = applied.inputs().stream().map(Shape::evaluated).toList();
    try {
      if (node.layer() instanceof Merge merge && shapes.size() > 2 && inPairs) {
        pairs(node, merge, shapes);
      } else {
        chain(node, steps(node.layer(), shapes), shapes);
      }
    } catch (NotExpressibleException e) {
      String layer = "%s (%s)".formatted(node.path(), LayerForm.of(node.layer()).words().get(0));
      refusals.put(layer, e.reason());
    }
  }

  /** Frameworks' operators merge two tensors at a time. */
  private void pairs(Node node, Merge merge, List<Shape> shapes) {
    List<OutputAddress> reads = node.reads();
    OutputAddress last = reads.get(0);
    Shape shape = shapes.get(0);
    for (int i = 1; i < reads.size(); i++) {
      boolean end = i == reads.size() - 1;
      String name = end ? node.name() : free(node, node.name() + "_" + i);
      Node step = new Node(name, merge, List.of(last, reads.get(i)), node.blockPath(), "");
      shape = say(step, List.of(shape, shapes.get(i))).get(0);
      last = step.output();
    }
    paths.put(node.path(), List.of(node.path()));
  }

  private List<Layer> steps(Layer layer, List<Shape> shapes) {
    return steps.computeIfAbsent(
        new Use(layer, shapes), use -> dialect.steps(use.layer(), use.inputs()));
  }

  private void chain(Node node, List<Layer> steps, List<Shape> inputShapes) {
    List<Shape> shapes = inputShapes;
    List<OutputAddress> reads = node.reads();
    List<String> own = new ArrayList<>();
    List<String> shared = paths.getOrDefault(node.weightsOf(), List.of());
    int named = named(steps, inputShapes);
    for (int i = 0; i < steps.size(); i++) {
      Layer layer = steps.get(i);
      String word = LayerForm.of(layer).words().get(0);
      String name = i == named ? node.name() : free(node, node.name() + "_" + word);
      boolean holds = i < shared.size() && !layer.on(shapes).tensors().isEmpty();
      Node step = new Node(name, layer, reads, node.blockPath(), holds ? shared.get(i) : "");
      shapes = say(step, shapes).subList(0, 1);
      reads = List.of(step.output());
      own.add(step.path());
    }
    paths.put(node.path(), own);
    if (named < steps.size() - 1) {
      given.put(node.output(), reads.get(0));
    }
  }

  /** Which step has the layer's name: the only one with tensors, else the last. */
  private static int named(List<Layer> steps, List<Shape> inputs) {
    List<Shape> shapes = inputs;
    List<Integer> holders = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      Declaration declaration = steps.get(i).on(shapes);
      if (!declaration.tensors().isEmpty()) {
        holders.add(i);
      }
      shapes = List.of(declaration.output().evaluated());
    }
    return holders.size() == 1 ? holders.get(0) : steps.size() - 1;
  }

  private List<Shape> say(Node node, List<Shape> shapes) {
    Invocation invocation =
        invocations.computeIfAbsent(
            new Use(node.layer(), shapes), use -> dialect.write(use.layer(), shapes).get(0));
    Declaration declaration = node.layer().on(shapes);
    List<Shape> outputs = declaration.outputs().stream().map(Shape::evaluated).toList();
    layers.add(
        new Said(
            node,
            dialect.require(invocation.name()),
            invocation,
            shapes,
            outputs,
            declaration.tensors().size()));
    return outputs;
  }

  private String free(Node node, String name) {
    return Names.unique(name, each -> taken.add(node.blockPath().layer(each)));
  }
}
