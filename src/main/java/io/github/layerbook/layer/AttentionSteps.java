package io.github.layerbook.layer;

import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * The steps of attention whose weights are no output, as PyTorch's module runs it without its fast
 * path: a projection to queries, keys and values, which are sorted in a copy, or one to queries and
 * one to keys and values; the fused products; and the projection of what they sum up.
 *
 * @param layer the attention
 * @param query what queries are made of
 * @param asked what keys and values are made of; the query if it attends to itself
 */
record AttentionSteps(Attention layer, Shape query, Shape asked) {
  /** Makes the steps; none if an attention is not run in these. */
  static List<Part> of(Attention layer, List<Shape> inputs) {
    boolean plain = layer.isPacked() && !layer.addedbias() && !layer.zeroattention();
    boolean fused = layer.weights() == Attention.Weights.NONE && layer.window() == null;
    if (!plain || !fused || layer.rotary() || inputs.size() > 2) {
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
    return List.of(
        Part.of(projection(query, 3), 0),
        Part.of(Elementary.of(Backward.OF_NOTHING), 1),
        Part.of(Elementary.of(ofViews(4)), 2),
        Part.of(Elementary.of(query, ofProducts()), 3),
        Part.of("out_proj.", toOutput(), 4));
  }

  private List<Part> toAnother() {
    return List.of(
        Part.of(projection(query, 1), 0),
        Part.of(projection(asked, 2), 1),
        Part.of(Elementary.of(Backward.OF_NOTHING), 3),
        Part.of(Elementary.of(ofViews(2)), 4),
        Part.of(Elementary.of(query, ofProducts()), 2, 5),
        Part.of("out_proj.", toOutput(), 6));
  }

  /** A projection to one, two or all of queries, keys and values. */
  private Elementary projection(Shape input, int parts) {
    Shape output = input.channels(Size.product(Size.of(parts), input.channels().size()));
    Kept inputs = Kept.inputsInOrder(input.values("in"));
    return new Elementary(output, packed(parts), Backward.keeping(inputs));
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

  /** Each of the views has a gradient of the size of all, and two of these are added at a time. */
  private Backward ofViews(int parts) {
    Size values = Size.product(Size.of(parts), asked.values("in"));
    return Backward.OF_PART.and(Kept.inBackward("gradients of each", values, Kept.Element.VALUE));
  }

  private Backward ofProducts() {
    Size rows = Size.product(layer.heads(), query.positions("in"));
    return Backward.keeping(
        Kept.inputs(), Kept.output(), Kept.always("logarithms of sums", rows, Kept.Element.VALUE));
  }
}
