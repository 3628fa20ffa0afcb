package io.github.layerbook.layer.statespace;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Cached;
import io.github.layerbook.layer.Composite;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Steps;
import io.github.layerbook.layer.Steps.Value;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.normalization.RootMeanSquareNormalization;
import io.github.layerbook.size.Size;
import java.util.List;
import java.util.Map;

/**
 * Selective state space in heads: {@code mamba2 24 headsize=64 state=128}, each head of whose
 * features fades at one pace (Dao and Gu 2024, section 7).
 *
 * <p>Input and output: a sequence of vectors of the same width. One projection makes a gate, the
 * heads' features, an input and an output vector of the state for each group of heads, and a step
 * for each head; features and both vectors pass a causal convolution. In the scan the product with
 * the output vector is multiply-adds, as in {@link SelectiveStateSpace}; the sum is gated,
 * normalised and projected back. The scan in chunks that a graphics processor prefers, which takes
 * more products of matrices, is not what is counted.
 *
 * <p>A cache keeps {@code heads*headsize*state} values of the state and {@code kernel} inputs of
 * the convolution, however long the sequence is.
 *
 * @param heads number of heads
 * @param headsize features of each
 * @param state numbers in the state of a feature
 * @param groups how many groups of heads have an input and an output vector each
 * @param kernel positions that the convolution sees
 * @param bias whether the projections have biases
 * @param convbias whether the convolution has biases
 */
@Word(value = "mamba2 headedstatespace", title = "state space in heads")
public record HeadedStateSpace(
    Size heads,
    @Default("64") Size headsize,
    @Default("128") Size state,
    @Default("1") Size groups,
    @Default("4") Size kernel,
    @Default("false") boolean bias,
    @Default("true") boolean convbias)
    implements Composite {
  @Override
  public Map<String, String> symbols() {
    return Map.of(
        "N", "numbers in a feature's state", "L", "length", "C_in", "inner features", "h", "heads");
  }

  @Override
  public void compose(Steps steps) {
    Shape input = Inputs.sequence(steps.shapes(), "a state space in heads");
    steps.require(
        Requirement.positive("heads", heads),
        Requirement.positive("headsize", headsize),
        Requirement.positive("state", state),
        Requirement.positive("groups", groups),
        Requirement.positive("kernel", kernel),
        Requirement.that("heads", heads).multipleOf("groups", groups, "use groups that divide"));
    Size width = input.channels().size();
    Size inner = Size.product(heads, headsize).evaluated();
    Size vectors = Size.product(groups, state).evaluated();
    Size mixed = inner.plus(vectors.times(2)).evaluated();
    Size all = inner.plus(mixed).plus(heads).evaluated();
    Value made = steps.add("in_proj", new Linear(all, bias), steps.input());
    Value gate = steps.part(made, inner);
    Value passing = steps.part(made, mixed);
    Value times = steps.part(made, heads);
    steps.add("conv1d", new CausalConvolution(kernel, convbias), passing);
    Value convolved = steps.add(new Activation(Activation.Kind.SILU, false));
    Value features = steps.part(convolved, inner);
    Value in = steps.part(convolved, vectors);
    Value out = steps.part(convolved, vectors);
    Value scanned = steps.add("scan", scan(features.shape()), features, times, in, out);
    Value opened = steps.add(new Activation(Activation.Kind.SILU, false), gate);
    steps.add("gate", "", Merge.of(Merge.Kind.MULTIPLY), scanned, opened);
    steps.add("norm", RootMeanSquareNormalization.of());
    steps.add("out_proj", new Linear(width, bias));
  }

  /**
   * At each position a step is softened for each head; every number of the state is faded by it and
   * added to; the output is the state's product with the output vector, and a share of the input.
   */
  private Declaration scan(Shape inner) {
    Size positions = inner.positions("in");
    Size values = Size.product(positions, inner.channels().as("in"));
    Size steps = Size.product(positions, heads.named("h"));
    Size numbers = Size.product(List.of(positions, inner.channels().as("in"), state.named("N")));
    Axis each = new Axis("heads", "h", heads);
    return Declaration.of(inner)
        .with(FieldOfView.WHOLE)
        .with(Tensor.bias("dt_bias", each))
        .with(Tensor.scale("A_log", List.of(each)))
        .with(Tensor.scale("D", List.of(each)))
        .with(Work.Kind.EXPONENTIALS, steps.times(3))
        .with(Work.Kind.MULTIPLICATIONS, Size.product(Size.of(2), numbers).plus(values.times(2)))
        .with(Work.Kind.ADDITIONS, numbers.plus(values).plus(steps.times(2)))
        .with(Work.Kind.MULTIPLY_ADDS, numbers)
        .with(
            Cached.state(
                "state",
                Size.product(inner.channels().as("in"), state.named("N")),
                Tensor.Element.SINGLE));
  }
}
