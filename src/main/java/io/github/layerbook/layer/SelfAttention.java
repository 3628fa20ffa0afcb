package io.github.layerbook.layer;

import io.github.layerbook.size.Size;
import java.util.List;

/**
 * The steps of attention to one input whose weights are no output, as PyTorch's module runs it
 * without its fast path: one projection to queries, keys and values, which are sorted in a copy,
 * the fused products, and the projection of what they sum up.
 *
 * @param layer the attention
 * @param input its input
 */
record SelfAttention(Attention layer, Shape input) {
  /** Whether an attention is run in these steps. */
  static boolean runs(Attention layer, int inputs) {
    boolean plain = layer.isPacked() && !layer.addedbias() && !layer.zeroattention();
    boolean alone = inputs == 1 && layer.weights() == Attention.Weights.NONE;
    return plain && alone && layer.window() == null && !layer.rotary();
  }

  List<Part> parts() {
    Size width = input.channels().size();
    Shape three = input.channels(Size.product(Size.of(3), width));
    List<Tensor> packed =
        layer.on(List.of(input)).tensors().stream()
            .filter(tensor -> tensor.name().startsWith("in_proj_"))
            .toList();
    return List.of(
        Part.of(new Elementary(three, packed, Backward.OF_MATRIX), 0),
        Part.of(Elementary.of(Backward.OF_NOTHING), 1),
        Part.of(Elementary.of(ofViews()), 2),
        Part.of(Elementary.of(input, ofProducts()), 3),
        Part.of("out_proj.", new Linear(width, layer.bias() && layer.outbias(), null), 4));
  }

  /** Each of the three has a gradient of the size of all, and two of these are added at a time. */
  private Backward ofViews() {
    Size all = Size.product(Size.of(4), input.values("in"));
    return Backward.OF_PART.and(Kept.inBackward("gradients of each", all, Kept.Element.VALUE));
  }

  private Backward ofProducts() {
    Size rows = Size.product(layer.heads(), input.positions("in"));
    return Backward.keeping(
        Kept.inputs(),
        Kept.output(),
        Kept.always("logarithms of sums", rows, Kept.Element.VALUE));
  }
}
