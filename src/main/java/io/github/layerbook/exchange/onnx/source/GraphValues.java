package io.github.layerbook.exchange.onnx.source;

import ai.onnx.proto.OnnxMl.GraphProto;
import io.github.layerbook.exchange.source.Layout;
import io.github.layerbook.exchange.source.Said;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.network.OutputAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** The tensors of a graph that hold a network's values, and their axes in the order one wants. */
final class GraphValues {
  private final GraphProto.Builder graph;
  private final Weights weights;
  private final Map<OutputAddress, Held> values = new HashMap<>();

  /**
   * How a value is held.
   *
   * @param tensor the tensor's name
   * @param layout the order of its axes
   * @param single whether it is one for all examples: its batch is 1
   */
  private record Held(String tensor, Layout layout, boolean single) {}

  GraphValues(GraphProto.Builder graph, Weights weights) {
    this.graph = graph;
    this.weights = weights;
  }

  /** A value's name: the layer's path, with the output's place if it is not the first. */
  static String name(OutputAddress address) {
    return address.output() == 0
        ? address.layer()
        : address.layer() + "_output_" + address.output();
  }

  /** Holds a value that each example has. */
  void input(OutputAddress address, Layout layout) {
    values.put(address, new Held(name(address), layout, false));
  }

  /** Holds what a layer gives: one for all examples if all that it reads is so. */
  void output(Said said, int output, String tensor, Layout layout) {
    boolean single = said.node().reads().stream().allMatch(read -> held(read).single());
    values.put(new OutputAddress(said.node().path(), output), new Held(tensor, layout, single));
  }

  private Held held(OutputAddress address) {
    return Objects.requireNonNull(values.get(address), () -> "no tensor holds " + address);
  }

  /** Returns how the inputs of a layer are held. */
  List<Layout> layouts(Said said) {
    return said.node().reads().stream().map(read -> held(read).layout()).toList();
  }

  /** Returns the tensor of a value, and its layout, with all examples. */
  Map.Entry<String, Layout> whole(OutputAddress address, OutputAddress like) {
    Held held = held(address);
    if (held.single()) {
      StepWriter to = new StepWriter(graph, weights, held.tensor(), held.tensor());
      String each = to.each("each", held.tensor(), held(like).tensor(), held.layout().rank());
      held = new Held(each, held.layout(), false);
      values.put(address, held);
    }
    return Map.entry(held.tensor(), held.layout());
  }

  /** Returns the inputs of a layer with their axes in other orders. */
  List<String> tensors(Said said, List<Layout> wanted) {
    List<OutputAddress> reads = said.node().reads();
    List<OutputAddress> batches = reads.stream().filter(read -> !held(read).single()).toList();
    List<String> tensors = new ArrayList<>();
    for (int i = 0; i < reads.size(); i++) {
      String tensor =
          batches.isEmpty() || said.layer() instanceof Merge
              ? held(reads.get(i)).tensor()
              : whole(reads.get(i), batches.get(0)).getKey();
      tensors.add(placed(said, i, tensor, wanted.get(i)));
    }
    return tensors;
  }

  private String placed(Said said, int index, String tensor, Layout wanted) {
    List<Integer> order = held(said.node().reads().get(index)).layout().order(wanted.at());
    if (order.equals(IntStream.range(0, order.size()).boxed().toList())) {
      return tensor;
    }
    String moved = said.node().path() + "_transposed" + (index == 0 ? "" : "_" + index);
    graph.addNode(
        Protos.node("Transpose", moved, List.of(tensor), List.of(moved))
            .addAttribute(
                Protos.integers("perm", order.stream().map(Integer::longValue).toList())));
    return moved;
  }
}
