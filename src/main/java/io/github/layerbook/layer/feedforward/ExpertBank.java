package io.github.layerbook.layer.feedforward;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Composite;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Experts;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Steps;
import io.github.layerbook.layer.Steps.Value;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.size.Size;
import java.util.List;

/**
 * Experts in one tensor for each of their layers, of which each position takes a few; what they
 * give is summed by weights.
 *
 * <p>Inputs: a sequence of vectors, and for each the weights of its experts.
 */
record ExpertBank(
    Size experts,
    Size hidden,
    Size top,
    Activation.Kind activation,
    boolean bias,
    boolean transposed)
    implements Composite {
  @Override
  public void compose(Steps steps) {
    Value input = steps.inputs().get(0);
    Value weights = steps.inputs().get(1);
    Size width = input.shape().channels().size();
    Size both = Size.product(Size.of(2), hidden.named("I"));
    Value opened = steps.add("", step("gate_up_proj", input.shape(), width, both), input);
    Value gate = steps.add(new Activation(activation, false), steps.part(opened, hidden));
    Value up = steps.part(opened, hidden);
    Value inner = steps.add(Merge.of(Merge.Kind.MULTIPLY), gate, up);
    Value given = steps.add("", step("down_proj", input.shape(), hidden.named("I"), width), inner);
    steps.add("", "", new WeighedSum(top), given, weights);
  }

  /** One of the experts' layers on as many experts as a position takes. */
  private Declaration step(String name, Shape sequence, Size in, Size out) {
    Size few = top.named("k");
    Size length = sequence.spatial().get(0).size();
    Axis inputs = new Axis("input features", "C_in", in.named("C", "in"));
    Axis outputs = new Axis("output features", "C_out", out);
    Axis each = Axis.experts(experts.named("E"));
    Tensor weights =
        transposed
            ? new Tensor(name, Tensor.Kind.WEIGHT, List.of(each, inputs, outputs), -1)
            : new Tensor(name, Tensor.Kind.WEIGHT, List.of(each, outputs, inputs), -1);
    Shape given = new Experts(experts, top).given(sequence.channels(out));
    Declaration declaration =
        Declaration.of(given, Backward.OF_MATRIX)
            .with(FieldOfView.OWN_PLACE)
            .with(weights.choosing(few))
            .with(
                Work.Kind.MULTIPLY_ADDS,
                Size.product(List.of(length.named("L"), few, in.named("C", "in"), out)));
    return bias
        ? declaration
            .with(
                new Tensor(name + "_bias", Tensor.Kind.BIAS, List.of(each, outputs), -1)
                    .choosing(few))
            .with(Work.Kind.ADDITIONS, Size.product(List.of(length.named("L"), few, out)))
        : declaration;
  }
}
