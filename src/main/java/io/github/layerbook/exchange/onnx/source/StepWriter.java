package io.github.layerbook.exchange.onnx.source;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.github.layerbook.layer.activation.Activation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Writes the operators of one layer, named by the layer's path and what each does.
 *
 * @param graph the model's graph
 * @param weights the model's weights
 * @param path the layer's path, which its last operator's output has as a name
 * @param owner the path of the layer whose weights it uses
 */
record StepWriter(GraphProto.Builder graph, Weights weights, String path, String owner) {
  static final String RESHAPE = "Reshape";
  static final String MATMUL = "MatMul";

  /** What keeps a root from zero. */
  private static final double SMALL = 1e-6;

  /** Adds an operator and returns its output's name; the layer's own if the step has none. */
  String add(String type, String step, String... inputs) {
    return add(node(type, step, List.of(inputs)));
  }

  /** Begins an operator of one output. */
  NodeProto.Builder node(String type, String step, List<String> inputs) {
    String output = step.isEmpty() ? name() : path + "_" + step;
    return Protos.node(type, output, inputs, List.of(output));
  }

  /** What the layer gives: its path, unless it holds a tensor of that name. */
  private String name() {
    return weights.has(path) ? path + "_value" : path;
  }

  /** Adds an operator and returns its first output's name. */
  String add(NodeProto.Builder node) {
    graph.addNode(node);
    return node.getOutput(0);
  }

  /** Orders axes. */
  String moved(String step, String input, Long... order) {
    return add(
        node("Transpose", step, List.of(input))
            .addAttribute(Protos.integers("perm", List.of(order))));
  }

  /** Gives a tensor other extents: 0 as they are, -1 what is left. */
  String reshaped(String step, String input, Long... sizes) {
    return add(RESHAPE, step, input, numbers(step + "_sizes", sizes));
  }

  /** What each position has in other extents. */
  String ofPositions(String step, String input, long length, Long... extents) {
    List<Long> sizes = new ArrayList<>(List.of(0L, length));
    sizes.addAll(List.of(extents));
    return reshaped(step, input, sizes.toArray(Long[]::new));
  }

  /** Takes places from one to before another along an axis. */
  String part(String step, String input, long axis, long first, long last) {
    return add(
        "Slice",
        step,
        input,
        numbers(step + "_first", first),
        numbers(step + "_last", last),
        numbers(step + "_axis", axis));
  }

  /** Joins tensors along an axis. */
  String joined(String step, long axis, List<String> inputs) {
    return add(node("Concat", step, inputs).addAttribute(Protos.attribute("axis", axis)));
  }

  /** The same for each example of a batch: a tensor of so many axes, the first of which is one. */
  String each(String step, String one, String like, int rank) {
    return add("Expand", step, one, batched(step, like, Collections.nCopies(rank - 1, 1L)));
  }

  /** Extents of something that each example of a batch has. */
  String batched(String step, String like, List<Long> extents) {
    String shape = add("Shape", step + "_shape", like);
    String batch = add("Gather", step + "_batch", shape, numbers(step + "_axis", 0L));
    String rest = numbers(step + "_rest", extents.toArray(Long[]::new));
    return joined(step + "_size", 0, List.of(batch, rest));
  }

  /** Adds whole numbers along one axis. */
  String numbers(String step, Long... numbers) {
    return weights.integers(path + "/" + step, List.of(numbers));
  }

  /** Adds a number. */
  String decimal(String step, double number) {
    return weights.decimal(path + "/" + step, (float) number);
  }

  /** Adds a weight of the layer. */
  String weight(String name, Long... extents) {
    return weights.weight(owner, name, List.of(extents));
  }

  /** A layer's activation of all values. */
  String activated(String step, Activation.Kind kind, String input) {
    return ActivationWriter.write(this, step + "_activated", kind, input);
  }

  /** Vectors divided by the root of the mean of their squares, and scaled. */
  String scaledByRoot(String name, String vectors, long size) {
    return add(
        "Mul", name + "_scaled", divided(name, vectors, vectors), weight(name + ".weight", size));
  }

  /** Vectors less their mean, divided by their deviation. */
  String centred(String name, String vectors) {
    String less = add("Sub", name + "_less", vectors, mean(name + "_mean", vectors));
    return divided(name, less, less);
  }

  /** Vectors divided by the root of the mean of others' squares. */
  String divided(String name, String vectors, String squared) {
    String mean = mean(name + "_squares_mean", add("Mul", name + "_squares", squared, squared));
    String root =
        add(
            "Sqrt",
            name + "_root",
            add("Add", name + "_least", mean, decimal(name + "_small", SMALL)));
    return add("Div", name + "_divided", vectors, root);
  }

  private String mean(String step, String vectors) {
    return add("ReduceMean", step, vectors, numbers(step + "_axis", -1L));
  }

  /** A product with a matrix, and a bias if there is one; the layer's own output without a name. */
  String projected(String name, String input, long in, long out, boolean bias) {
    String product = add(MATMUL, name + "_product", input, weight(name + ".weight", in, out));
    return bias ? add("Add", name + "_biased", product, weight(name + ".bias", out)) : product;
  }
}
