package io.github.layerbook.memory;

import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Part;
import io.github.layerbook.layer.SavedTensor;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.BlockPath;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.Node;
import io.github.layerbook.network.OutputAddress;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which layers of a network read which, by their places in the order of execution. A layer that is
 * run in several steps stands there once for each.
 */
final class ExecutionPlan {
  private final List<Applied> layers = new ArrayList<>();

  /** Layers of which others than the first output are read; steps give the first only. */
  private final Set<String> branching = new HashSet<>();

  private final List<int[]> inputs = new ArrayList<>();
  private final List<Integer> firsts = new ArrayList<>();
  private final List<Integer> wholes = new ArrayList<>();
  private final BitSet read = new BitSet();
  private final Map<Integer, BitSet> readOutputs = new HashMap<>();
  private final BitSet indices = new BitSet();
  private final Map<String, Integer> places = new HashMap<>();
  private final Map<String, Node> nodes = new HashMap<>();
  private final Map<String, Node> owners = new HashMap<>();
  private final Map<String, Tensor> wholeTensors = new HashMap<>();
  private final Map<BlockPath, Integer> lastOfBlock = new HashMap<>();

  ExecutionPlan(Network network) {
    for (Applied layer : network.applied()) {
      for (OutputAddress read : layer.node().reads()) {
        if (read.output() > 0) {
          branching.add(read.layer());
        }
      }
    }
    for (Applied layer : network.applied()) {
      firsts.add(layers.size());
      Node node = layer.node();
      String path = node.path();
      if (!node.weightsOf().isEmpty()) {
        owners.put(
            path,
            owners.getOrDefault(node.weightsOf(), nodes.getOrDefault(node.weightsOf(), node)));
      }
      place(layer);
      places.put(path, size() - 1);
      nodes.put(path, node);
      for (BlockPath block = node.blockPath(); !block.isNone(); block = block.outer()) {
        lastOfBlock.put(block, size() - 1);
      }
    }
    firsts.add(size());
  }

  private void place(Applied layer) {
    List<Integer> values = new ArrayList<>();
    for (OutputAddress read : layer.node().reads()) {
      int place = places.getOrDefault(read.layer(), 0);
      if (layers.get(place).outputs().size() > 1) {
        readOutputs.computeIfAbsent(place, of -> new BitSet()).set(read.output());
      }
      values.add(place);
    }
    if (branching.contains(layer.node().path())) {
      add(layer, values);
      return;
    }
    place(layer, Part.whole(layer.node().layer()), layer.inputs(), values);
  }

  /** Places a layer, or a step of one, which may have steps itself. */
  private void place(Applied whole, Part part, List<Shape> inputs, List<Integer> reads) {
    List<Part> parts = part.layer().parts(inputs);
    boolean isWhole = part.layer() == whole.node().layer();
    if (isWhole && (!parts.isEmpty() || !whole.node().weightsOf().isEmpty())) {
      whole.declaration().tensors().forEach(t -> wholeTensors.put(path(whole, t), t));
    }
    if (parts.isEmpty()) {
      add(isWhole ? whole : step(whole, part, inputs), reads);
      return;
    }
    List<Shape> shapes = new ArrayList<>(inputs);
    List<Integer> values = new ArrayList<>(reads);
    for (Part each : parts) {
      List<Shape> in = each.reads().stream().map(shapes::get).toList();
      place(whole, each.within(part.prefix()), in, each.reads().stream().map(values::get).toList());
      values.add(size() - 1);
      shapes.add(layers.get(size() - 1).output());
    }
  }

  /** A step of a layer; those tensors are its own that are the layer's own. */
  private static Applied step(Applied whole, Part part, List<Shape> in) {
    Declaration declaration = part.on(in);
    List<Shape> outputs = declaration.outputs().stream().map(Shape::evaluated).toList();
    return new Applied(
        whole.node(),
        whole.label(),
        in,
        declaration,
        outputs,
        declaration.tensors().stream().filter(whole.tensors()::contains).toList());
  }

  private void add(Applied step, List<Integer> reads) {
    boolean readsIndices = isIndices(step);
    for (int input : reads) {
      read.set(input);
      if (readsIndices) {
        indices.set(input);
      }
    }
    wholes.add(firsts.size() - 1);
    layers.add(step);
    inputs.add(reads.stream().mapToInt(Integer::intValue).toArray());
  }

  private static boolean isIndices(Applied step) {
    for (SavedTensor kept : step.declaration().backward().kept()) {
      if (kept.isIndices()) {
        return true;
      }
    }
    return false;
  }

  List<Applied> layers() {
    return layers;
  }

  int size() {
    return layers.size();
  }

  /** The layers that a layer reads. */
  int[] inputs(int layer) {
    return inputs.get(layer);
  }

  /** The place of the first step of one of the network's layers; the number of steps after all. */
  int first(int ofNetwork) {
    return firsts.get(ofNetwork);
  }

  /** Whether nobody reads a layer, so that it is an output of the network. */
  boolean isOutput(int layer) {
    return !read.get(layer);
  }

  /** The outputs of a layer that others read, or that nobody reads. */
  List<Shape> outputs(int layer, boolean whichAreRead) {
    List<Shape> all = layers.get(layer).outputs();
    BitSet some = readOutputs.get(layer);
    if (some == null || all.size() == 1) {
      return whichAreRead ? all : List.of();
    }
    return IntStream.range(0, all.size())
        .filter(i -> some.get(i) == whichAreRead)
        .mapToObj(all::get)
        .toList();
  }

  /** Whether what a layer gives is read as indices. */
  boolean givesIndices(int layer) {
    return indices.get(layer);
  }

  /** The node that a parameter of a layer belongs to: another one before it if it is shared. */
  Node owner(Applied layer, Tensor tensor) {
    Node node = layer.node();
    return node.weightsOf().isEmpty() || layer.tensors().contains(tensor)
        ? node
        : owners.getOrDefault(node.path(), node);
  }

  /** A parameter's name in the network. */
  String path(Applied layer, Tensor tensor) {
    return owner(layer, tensor).path() + "." + tensor.name();
  }

  /** The tensor of a name in the network, of which a step may read a part. */
  Tensor whole(String path) {
    return Objects.requireNonNull(wholeTensors.get(path));
  }

  /**
   * The last layer during which an input of a layer is held: the layer itself, or the last one of
   * the outermost block that the input comes into from outside. A stage holds nothing.
   */
  int holder(int layer, int input) {
    int whole = wholes.get(layer);
    int last = wholes.get(input) == whole ? layer : first(whole + 1) - 1;
    BlockPath maker = layers.get(input).node().blockPath();
    for (BlockPath block = layers.get(layer).node().blockPath();
        !block.isNone();
        block = block.outer()) {
      if (!block.isStage() && !maker.isIn(block)) {
        last = Math.max(last, lastOfBlock.getOrDefault(block, layer));
      }
    }
    return last;
  }
}
