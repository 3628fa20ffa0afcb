package io.github.layerbook.memory;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Composition;
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

  private final List<int[]> inputs = new ArrayList<>();
  private final List<Integer> firsts = new ArrayList<>();
  private final Set<Integer> ends = new HashSet<>();

  /** Steps that read parameters alone, so that what they give is there once for all examples. */
  private final BitSet once = new BitSet();

  /** Until which steps layers hold what they read, and some of what steps of theirs give. */
  private final Map<Integer, Integer> held = new HashMap<>();

  private final Map<Integer, BitSet> readOutputs = new HashMap<>();
  private final BitSet indices = new BitSet();
  private final Map<String, List<Value>> outputs = new HashMap<>();
  private final Map<String, Node> nodes = new HashMap<>();
  private final Map<String, Node> owners = new HashMap<>();
  private final Map<String, Tensor> wholeTensors = new HashMap<>();
  private final Map<BlockPath, Integer> lastOfBlock = new HashMap<>();

  /** What a step gives: one of its outputs. */
  private record Value(int step, int output, Shape shape) {}

  private final boolean eager;

  /**
   * Lays out a network's steps.
   *
   * @param eager whether attention is laid out step by step, where it runs in one kernel
   */
  ExecutionPlan(Network network, boolean eager) {
    this.eager = eager;
    Set<String> unread = new HashSet<>();
    for (Applied layer : network.applied()) {
      firsts.add(layers.size());
      Node node = layer.node();
      String path = node.path();
      if (!node.weightsOf().isEmpty()) {
        owners.put(
            path,
            owners.getOrDefault(node.weightsOf(), nodes.getOrDefault(node.weightsOf(), node)));
      }
      if (isComposite(layer.declaration()) || !node.weightsOf().isEmpty()) {
        layer.declaration().tensors().forEach(t -> wholeTensors.put(path(layer, t), t));
      }
      node.reads().forEach(input -> unread.remove(input.layer()));
      unread.add(path);
      List<Value> reads = node.reads().stream().map(this::value).toList();
      outputs.put(path, place(layer, layer.declaration(), "", reads));
      nodes.put(path, node);
      for (BlockPath block = node.blockPath(); !block.isNone(); block = block.outer()) {
        lastOfBlock.put(block, size() - 1);
      }
    }
    firsts.add(size());
    unread.forEach(path -> ends.add(value(new OutputAddress(path)).step()));
  }

  private Value value(OutputAddress input) {
    return Objects.requireNonNull(outputs.get(input.layer())).get(input.output());
  }

  private boolean isComposite(Declaration declaration) {
    Composition composition = declaration.composition();
    return !composition.parts().isEmpty()
        && (!composition.fused()
            || (eager && composition.parts().stream().anyMatch(ExecutionPlan::isScores)));
  }

  /** Whether a step compares queries with keys. */
  private static boolean isScores(Part part) {
    return part.declaration().output().axes().stream().anyMatch(Axis::isKeys);
  }

  /** Places a layer, or a step of one, which may have steps itself; returns what it gives. */
  @SuppressWarnings("ReferenceEquality") // The declaration of the layer itself, not an equal one.
  private List<Value> place(
      Applied whole, Declaration declaration, String prefix, List<Value> reads) {
    if (!isComposite(declaration)) {
      boolean isWhole = declaration == whole.declaration();
      return add(isWhole ? whole : step(whole, declaration, prefix, reads), isWhole, reads);
    }
    Composition composition = declaration.composition();
    List<Value> values = new ArrayList<>(reads);
    for (Part part : composition.parts()) {
      List<Value> from = part.reads().stream().map(values::get).toList();
      values.addAll(place(whole, part.declaration(), prefix + part.prefix(), from));
    }
    reads.forEach(value -> hold(value, size() - 1));
    composition.held().forEach(value -> hold(values.get(value), size() - 1));
    return composition.outputs().stream().map(values::get).toList();
  }

  private void hold(Value value, int last) {
    held.merge(value.step(), last, Math::max);
  }

  /** A step of a layer; those tensors are its own that are the layer's own. */
  private static Applied step(
      Applied whole, Declaration declaration, String prefix, List<Value> reads) {
    List<Tensor> named =
        declaration.tensors().stream().map(t -> t.renamed(prefix + t.name())).toList();
    return new Applied(
        whole.node(),
        whole.label(),
        reads.stream().map(Value::shape).toList(),
        declaration.with(named, declaration.work()),
        declaration.outputs().stream().map(Shape::evaluated).toList(),
        named.stream().filter(whole.tensors()::contains).toList());
  }

  private List<Value> add(Applied step, boolean isWhole, List<Value> reads) {
    int place = size();
    boolean readsIndices = isIndices(step);
    for (Value input : reads) {
      if (readsIndices) {
        indices.set(input.step());
      }
      if (layers.get(input.step()).outputs().size() > 1) {
        readOutputs.computeIfAbsent(input.step(), of -> new BitSet()).set(input.output());
      }
    }
    once.set(place, !isWhole && reads.stream().allMatch(input -> once.get(input.step())));
    layers.add(step);
    inputs.add(reads.stream().mapToInt(Value::step).toArray());
    List<Shape> shapes = step.outputs();
    return IntStream.range(0, shapes.size())
        .mapToObj(i -> new Value(place, i, shapes.get(i)))
        .toList();
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

  /** Whether a step gives an output of the network, which no layer reads. */
  boolean isOutput(int layer) {
    return ends.contains(layer);
  }

  /** The last step during which a layer of several steps holds what a step gives. */
  int heldUntil(int layer) {
    return held.getOrDefault(layer, layer);
  }

  /** Whether what a step gives is made of parameters alone, once for all examples. */
  boolean isOnce(int layer) {
    return once.get(layer);
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
   * The last step during which an input of a step is held: the step itself, or the last one of the
   * outermost layer of several steps, or block, that the input comes into from outside. A stage
   * holds nothing.
   */
  int holder(int layer, int input) {
    int last = Math.max(layer, heldUntil(input));
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
