package io.github.layerbook.network;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.activation.Softmax;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.pooling.AveragePool;
import io.github.layerbook.layer.pooling.MaxPool;
import io.github.layerbook.layer.shape.Flatten;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.network.Draft.Drafted;
import io.github.layerbook.network.Draft.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Builds a network layer by layer, each on the one before it unless {@link #from} says otherwise.
 *
 * <p>Layers that are given no name get the field's: {@code conv1_1}, {@code pool1}, {@code fc1};
 * see {@link Naming}. Nothing is checked until {@link #build()}.
 *
 * <pre>{@code
 * Network residual = Network.named("residual")
 *     .input(32, 32, 16)
 *     .branches("sum", Merge.of(Merge.Kind.ADD), List.of(
 *         main -> main.add(Convolution.of(3, 16).padding(1)).relu(),
 *         shortcut -> {}))
 *     .build();
 * residual.find("sum").get().node().inputs()   // [relu1, input]
 * }</pre>
 */
public final class NetworkBuilder {
  private final String name;
  private final List<Draft> drafts = new ArrayList<>();

  /** What the next layer reads; null for the layer before it. */
  private @Nullable List<Source> next;

  private BlockPath block = BlockPath.NONE;
  private int ids;

  NetworkBuilder(String name) {
    this.name = name;
  }

  /** A place in the network that later layers can read: the output of a layer. */
  public static final class Point {
    private final Source source;

    private Point(Source source) {
      this.source = source;
    }

    /** Returns a further output of the same layer, from 0. */
    public Point output(int index) {
      return new Point(source.further(index));
    }
  }

  /** Adds a layer, named by the field's custom. */
  public NetworkBuilder add(Layer layer) {
    return add("", layer);
  }

  /** Adds a layer with a name that is unique in its block. */
  public NetworkBuilder add(String layerName, Layer layer) {
    return add(layerName, layer, List.of());
  }

  /** Adds a layer that uses the weights of an earlier one, which are counted there. */
  public NetworkBuilder addShared(String layerName, Layer layer, Point weightsOf) {
    return add(layerName, layer, List.of(weightsOf.source));
  }

  /**
   * Adds a layer that uses the weights of an earlier one.
   *
   * @param weightsOf the earlier layer's name, looked for in this block first, then in those around
   */
  public NetworkBuilder addShared(String layerName, Layer layer, String weightsOf) {
    return add(layerName, layer, List.of(new Draft.Addressed(OutputAddress.of(weightsOf))));
  }

  private NetworkBuilder add(String layerName, Layer layer, List<Source> weightsOf) {
    drafts.add(new Draft(ids++, layerName, layer, next, block, weightsOf));
    next = null;
    return this;
  }

  /**
   * Lets the next layer read the given places, in order, in place of the layer before it; without
   * places, nothing.
   */
  public NetworkBuilder from(Point... places) {
    Source[] sources = new Source[places.length];
    for (int i = 0; i < places.length; i++) {
      sources[i] = places[i].source;
    }
    next = List.of(sources);
    return this;
  }

  /**
   * Lets the next layer read the layers of the given names, in order. A name is looked for in this
   * block first, then in those around it; {@code lstm[1]} is a further output, and {@code .conv1}
   * the path from the outermost block.
   */
  public NetworkBuilder from(List<String> paths) {
    next = paths.stream().map(OutputAddress::of).<Source>map(Draft.Addressed::new).toList();
    return this;
  }

  /**
   * Returns the place after the last layer, or the one that {@link #from} has just chosen.
   *
   * @throws NetworkException if there is no layer yet
   */
  public Point here() {
    if (next != null && next.size() == 1) {
      return new Point(next.get(0));
    } else if (drafts.isEmpty()) {
      throw new NetworkException("", -1, "there is no layer yet: start with an input");
    }
    return new Point(new Drafted(drafts.get(drafts.size() - 1).id(), 0));
  }

  /** Adds the layers of a block with a name; blocks in blocks have dotted names. */
  public NetworkBuilder block(String blockName, Consumer<NetworkBuilder> layers) {
    return in(block.block(blockName), layers);
  }

  /** Adds the layers of a block that has a path in this one. */
  public NetworkBuilder block(BlockPath path, Consumer<NetworkBuilder> layers) {
    return in(block.isNone() ? path : block.block(path.toString()), layers);
  }

  /**
   * Adds layers under a name of their own, which only puts them together: it is no module, so that
   * it changes no figure.
   */
  public NetworkBuilder stage(String stageName, Consumer<NetworkBuilder> layers) {
    return in(block.stage(stageName), layers);
  }

  private NetworkBuilder in(BlockPath inner, Consumer<NetworkBuilder> layers) {
    BlockPath outer = block;
    block = inner;
    layers.accept(this);
    block = outer;
    return this;
  }

  /**
   * Adds a block a number of times, one after the other, each with weights of its own. The number
   * at the end of the name counts on: {@code repeat("1", 2, …)} adds the blocks {@code 1} and
   * {@code 2}; a name without one gets the numbers from 1.
   *
   * @throws NetworkException if the number of times is smaller than 1
   */
  public NetworkBuilder repeat(String blockName, int times, Consumer<NetworkBuilder> layers) {
    Naming.counted(blockName, times).forEach(name -> block(name, layers));
    return this;
  }

  /**
   * Adds a block a number of times, as {@link #repeat} does, all with the weights of the first:
   * recursion through one module.
   *
   * @throws NetworkException if the number of times is smaller than 1, or a repetition does not
   *     have as many layers as the first
   */
  public NetworkBuilder repeatShared(String blockName, int times, Consumer<NetworkBuilder> layers) {
    int first = drafts.size();
    List<String> names = Naming.counted(blockName, times);
    block(names.get(0), layers);
    int count = drafts.size() - first;
    for (String name : names.subList(1, times)) {
      int start = drafts.size();
      block(name, layers);
      if (drafts.size() - start != count) {
        throw new NetworkException(
            block.layer(name),
            start,
            "it has %d layers, %s has %d: blocks share weights only if they have the same layers"
                .formatted(drafts.size() - start, names.get(0), count));
      }
      for (int i = 0; i < count; i++) {
        Source weights = new Drafted(drafts.get(first + i).id(), 0);
        drafts.set(start + i, drafts.get(start + i).sharing(weights));
      }
    }
    return this;
  }

  /**
   * Adds branches that all start here and a layer that merges their ends, in order; a branch that
   * adds nothing is the identity, as in a residual block.
   */
  public NetworkBuilder branches(
      String mergeName, Layer merge, List<Consumer<NetworkBuilder>> branches) {
    return branches(branches).add(mergeName, merge);
  }

  /** Adds branches that all start here; the next layer reads their ends, in order. */
  public NetworkBuilder branches(List<Consumer<NetworkBuilder>> branches) {
    Point start = here();
    List<Point> ends = new ArrayList<>();
    for (Consumer<NetworkBuilder> branch : branches) {
      from(start);
      branch.accept(this);
      ends.add(here());
    }
    return from(ends.toArray(new Point[0]));
  }

  /** Adds layers and the sum of their output and what the first of them reads: a residual block. */
  public NetworkBuilder residual(Consumer<NetworkBuilder> layers) {
    return residual(layers, shortcut -> {});
  }

  /**
   * Adds a residual block whose input goes through a shortcut's layers, such as a projection to
   * more channels, before it is added.
   */
  public NetworkBuilder residual(
      Consumer<NetworkBuilder> layers, Consumer<NetworkBuilder> shortcut) {
    return branches("", Merge.of(Merge.Kind.ADD), List.of(layers, shortcut));
  }

  /** Adds an input of the given extents, channels last: height, width, channels. */
  public NetworkBuilder input(long... extents) {
    return add(Input.of(extents));
  }

  /** Adds a convolution with a square kernel, stride 1 and no padding. */
  public NetworkBuilder convolution(long kernel, long out) {
    return add(Convolution.of(kernel, out));
  }

  /** Adds max pooling over adjacent squares. */
  public NetworkBuilder maxPool(long kernel) {
    return add(MaxPool.of(kernel));
  }

  /** Adds average pooling over adjacent squares. */
  public NetworkBuilder averagePool(long kernel) {
    return add(AveragePool.of(kernel));
  }

  /** Adds a fully connected layer. */
  public NetworkBuilder fullyConnected(long out) {
    return add(FullyConnected.of(out));
  }

  /** Adds a ReLU in place. */
  public NetworkBuilder relu() {
    return add(Activation.relu());
  }

  /** Adds a softmax. */
  public NetworkBuilder softmax() {
    return add(new Softmax());
  }

  /** Adds a flatten layer. */
  public NetworkBuilder flatten() {
    return add(new Flatten());
  }

  /**
   * Adds layers in the place of a block's layers, or at the end if the network has no such block.
   * What read the old block's last layer reads the new one's.
   */
  public NetworkBuilder replaceBlock(String blockName, Consumer<NetworkBuilder> layers) {
    BlockPath place = BlockPath.of(blockName);
    int oldLast = -1;
    List<Draft> before = new ArrayList<>();
    List<Draft> after = new ArrayList<>();
    for (Draft draft : drafts) {
      if (draft.isIn(place)) {
        place = draft.block().at(place.depth());
        oldLast = draft.id();
      } else {
        (oldLast < 0 ? before : after).add(draft);
      }
    }
    drafts.clear();
    drafts.addAll(before);
    in(place, layers);
    Source newLast = here().source;
    for (Draft draft : after) {
      drafts.add(draft.reading(rewired(draft.inputs(), oldLast, newLast)));
    }
    return this;
  }

  private static @Nullable List<Source> rewired(
      @Nullable List<Source> inputs, int oldId, Source replacement) {
    return inputs == null
        ? null
        : inputs.stream()
            .map(input -> input instanceof Drafted d && d.id() == oldId ? replacement : input)
            .toList();
  }

  /**
   * Builds the network.
   *
   * @throws NetworkException naming the first layer that does not accept its inputs
   */
  public Network build() {
    return Assembly.network(name, drafts, ids);
  }

  /** Says that the network is not built yet, which a notebook shows where that was forgotten. */
  @Override
  public String toString() {
    return "the network %s, not built yet, with %d layers so far: add .build() at its end"
        .formatted(name, drafts.size());
  }

  /** Returns a builder that holds a network's nodes. */
  static NetworkBuilder of(Network network) {
    NetworkBuilder builder = new NetworkBuilder(network.name());
    Map<String, Integer> ids = new HashMap<>();
    for (Node node : network.nodes()) {
      builder.block = node.blockPath();
      builder.next = node.reads().stream().map(read -> drafted(read, ids)).toList();
      List<Source> weightsOf =
          node.weightsOf().isEmpty()
              ? List.of()
              : List.of(drafted(new OutputAddress(node.weightsOf()), ids));
      ids.put(node.path(), builder.ids);
      builder.add(node.name(), node.layer(), weightsOf);
    }
    builder.block = BlockPath.NONE;
    return builder;
  }

  private static Source drafted(OutputAddress read, Map<String, Integer> ids) {
    return new Drafted(ids.getOrDefault(read.layer(), -1), read.output());
  }
}
