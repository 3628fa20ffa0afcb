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
import org.jspecify.annotations.Nullable;

/**
 * Selective state space: {@code mamba state=16}, in which each channel has a state of a few numbers
 * that every position fades and adds to as its own features say (Gu and Dao 2023, algorithm 2 and
 * section 3.4).
 *
 * <p>Input and output: a sequence of vectors of the same width. A projection to twice the inner
 * channels, one half of which gates the result; a causal convolution; from that a step, an input
 * and an output vector of the state; the scan; a projection back. In the scan the product with the
 * output vector is multiply-adds, everything else is counted in its own kinds.
 *
 * <p>A cache keeps {@code inner*state} values of the state and {@code inner*kernel} of the
 * convolution, however long the sequence is.
 *
 * @param state numbers in the state of a channel
 * @param expand how many times the width the inner channels are
 * @param kernel positions that the convolution sees
 * @param rank features that the step is made of; a sixteenth of the width, rounded up, if none is
 *     given
 * @param bias whether the projections to and from the inner channels have biases
 * @param convbias whether the convolution has biases
 * @param norms whether step, input and output vector are normalised (Jamba)
 */
@Word(value = "mamba selectivestatespace", title = "selective state space")
public record SelectiveStateSpace(
    @Default("16") Size state,
    @Default("2") Size expand,
    @Default("4") Size kernel,
    @Default("") @Nullable Size rank,
    @Default("false") boolean bias,
    @Default("true") boolean convbias,
    @Default("false") boolean norms)
    implements Composite {
  @Override
  public Map<String, String> symbols() {
    return Map.of("N", "numbers in a channel's state", "L", "length", "C_in", "inner channels");
  }

  @Override
  public void compose(Steps steps) {
    Shape input = Inputs.sequence(steps.shapes(), "a selective state space");
    steps.require(
        Requirement.positive("state", state),
        Requirement.positive("expand", expand),
        Requirement.positive("kernel", kernel));
    Size width = input.channels().size();
    Size inner = Size.product(expand, width).evaluated();
    Size step = rank == null ? width.dividedUpBy(Size.of(16)).evaluated() : rank;
    Value both = steps.add("in_proj", new Linear(inner.times(2), bias), steps.input());
    Value hidden = steps.part(both, inner);
    Value gate = steps.part(both, inner);
    steps.add("conv1d", new CausalConvolution(kernel, convbias), hidden);
    Value mixed = steps.add(new Activation(Activation.Kind.SILU, false));
    Size parameters = step.plus(Size.product(Size.of(2), state));
    Value made = steps.add("x_proj", new Linear(parameters, false), mixed);
    Value time = normalized(steps, "dt_layernorm", steps.part(made, step));
    Value in = normalized(steps, "b_layernorm", steps.part(made, state));
    Value out = normalized(steps, "c_layernorm", steps.part(made, state));
    steps.add("dt_proj", new Linear(inner, true), time);
    Value times = steps.add(new Activation(Activation.Kind.SOFTPLUS, false));
    Value scanned = steps.add("scan", scan(mixed.shape()), mixed, times, in, out);
    Value opened = steps.add(new Activation(Activation.Kind.SILU, false), gate);
    Value gated = steps.add("gate", "", Merge.of(Merge.Kind.MULTIPLY), scanned, opened);
    steps.add("out_proj", new Linear(width, bias), gated);
  }

  private Value normalized(Steps steps, String name, Value vectors) {
    return norms ? steps.add(name, RootMeanSquareNormalization.of(), vectors) : vectors;
  }

  /**
   * At each position and channel every number of the state is faded, by an exponential of the step,
   * and added to; the output is its product with the output vector, and a share of the input.
   */
  private Declaration scan(Shape inner) {
    Size channels = inner.channels().as("in");
    Size positions = inner.positions("in");
    Size numbers = Size.product(List.of(positions, channels, state.named("N")));
    Size values = Size.product(positions, channels);
    Axis states = new Axis("numbers in the state", "N", state.named("N"));
    return Declaration.of(inner)
        .with(FieldOfView.WHOLE)
        .with(new Tensor("A_log", Tensor.Kind.WEIGHT, List.of(inner.channels(), states), -1))
        .with(Tensor.scale("D", List.of(inner.channels())))
        .with(Work.Kind.EXPONENTIALS, numbers)
        .with(Work.Kind.MULTIPLICATIONS, Size.product(Size.of(3), numbers).plus(values.times(2)))
        .with(Work.Kind.ADDITIONS, numbers.plus(values))
        .with(Work.Kind.MULTIPLY_ADDS, numbers)
        .with(
            Cached.state("state", Size.product(channels, state.named("N")), Tensor.Element.SINGLE));
  }
}
