package io.github.layerbook.layer.attention;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Part;
import io.github.layerbook.layer.PrimitiveStep;
import io.github.layerbook.layer.SavedTensor;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * The steps of attention, as PyTorch's module runs it without its fast path: a projection to
 * queries, keys and values, which are sorted in a copy, or one to queries and one to keys and
 * values; the products, which are fused unless the weights are an output; and the projection of
 * what they sum up.
 *
 * @param layer the attention
 * @param query what queries are made of
 * @param asked what keys and values are made of; the query if it attends to itself
 */
record AttentionSteps(Attention layer, Shape query, Shape asked) {
  /** Makes the steps; none if an attention is not run in these. */
  static List<Part> of(Attention layer, List<Shape> inputs) {
    boolean plain = layer.isPacked() && !layer.addedbias() && !layer.zeroattention();
    if (!plain || layer.window() != null || layer.rotary() || inputs.size() > 2) {
      return List.of();
    }
    AttentionSteps steps = new AttentionSteps(layer, inputs.get(0), inputs.get(inputs.size() - 1));
    if (inputs.size() == 1) {
      return steps.toItself();
    }
    return steps.isOfOneWidth() ? steps.toAnother() : List.of();
  }

  /** Whether one tensor projects to queries, keys and values. */
  private boolean isOfOneWidth() {
    return packed(3).stream().anyMatch(tensor -> tensor.name().equals("in_proj_weight"));
  }

  private List<Part> toItself() {
    List<Part> parts = new ArrayList<>();
    parts.add(Part.of(projection(query, 3), 0));
    parts.add(Part.of(PrimitiveStep.of(Backward.OF_NOTHING), 1));
    for (int i = 0; i < 3; i++) {
      parts.add(Part.of(PrimitiveStep.of(query, Backward.OF_PART), 2));
    }
    return products(parts, 3, 4);
  }

  private List<Part> toAnother() {
    List<Part> parts = new ArrayList<>();
    parts.add(Part.of(projection(query, 1), 0));
    parts.add(Part.of(projection(asked, 2), 1));
    parts.add(Part.of(PrimitiveStep.of(Backward.OF_NOTHING), 3));
    for (int i = 0; i < 2; i++) {
      parts.add(Part.of(PrimitiveStep.of(asked, Backward.OF_PART), 4));
    }
    return products(parts, 2, 5);
  }

  /** Adds the products of queries with keys, and of those with values, which follow on the keys. */
  private List<Part> products(List<Part> parts, int queries, int keys) {
    int next = keys + 2;
    if (layer.weights() == Attention.Weights.NONE) {
      parts.add(Part.of(PrimitiveStep.of(query, ofFused()), queries, keys, keys + 1));
      parts.add(Part.of("out_proj.", toOutput(), next));
      return parts;
    }
    Size rows = rows();
    Shape weights = Shape.maps(rows, List.of(asked.positions("in")));
    parts.add(Part.of(PrimitiveStep.of(Backward.OF_NOTHING), queries));
    parts.add(Part.of(PrimitiveStep.of(weights, Backward.OF_INPUTS), next, keys));
    parts.add(Part.of(PrimitiveStep.of(Backward.keeping(SavedTensor.output())), next + 1));
    parts.add(Part.of(PrimitiveStep.of(query, Backward.OF_INPUTS), next + 2, keys + 1));
    parts.add(Part.of(PrimitiveStep.of(Backward.OF_SUM.and(untilTheEnd(rows))), next + 3));
    parts.add(Part.of("out_proj.", toOutput(), next + 4));
    parts.add(
        Part.of(
            PrimitiveStep.of(Backward.OF_VIEW.and(SavedTensor.beside("means", means()))),
            next + 5));
    return parts;
  }

  /** A projection to one, two or all of queries, keys and values. */
  private PrimitiveStep projection(Shape input, int parts) {
    Shape output = input.channels(Size.product(Size.of(parts), input.channels().size()));
    SavedTensor inputs = SavedTensor.inputsInOrder(input.values("in"));
    return new PrimitiveStep(output, packed(parts), Backward.keeping(inputs));
  }

  /** As many parts of three of the tensors that project to all. */
  private List<Tensor> packed(int parts) {
    List<Tensor> packed = new ArrayList<>();
    for (Tensor tensor : layer.on(List.of(query, asked)).tensors()) {
      if (tensor.name().startsWith("in_proj_")) {
        List<Axis> axes = new ArrayList<>(tensor.axes());
        axes.set(0, axes.get(0).sized(Size.product(Size.of(parts), query.channels().size())));
        packed.add(parts == 3 ? tensor : new Tensor(tensor.name(), tensor.kind(), axes, 0));
      }
    }
    return packed;
  }

  private Linear toOutput() {
    return new Linear(query.channels().size(), layer.bias() && layer.outbias(), null);
  }

  private Size rows() {
    return Size.product(layer.heads(), query.positions("in"));
  }

  /** How many means of weights over the heads there are; none if they are not averaged. */
  private Size means() {
    return layer.weights() == Attention.Weights.AVERAGE
        ? Size.product(query.positions("in"), asked.positions("in"))
        : Size.of(0);
  }

  /** Views, weights and the sums in order or the means of the weights over the heads. */
  private SavedTensor untilTheEnd(Size rows) {
    Size views = query.values("in").plus(asked.values("in").times(2));
    Size weights = Size.product(rows, asked.positions("in"));
    Size last = query.values("in").atLeast(means());
    return SavedTensor.inPassing("views, weights and sums", views.plus(weights).plus(last));
  }

  private Backward ofFused() {
    return Backward.keeping(
        SavedTensor.inputs(),
        SavedTensor.output(),
        SavedTensor.always("logarithms of sums", rows(), Tensor.Element.VALUE));
  }
}
