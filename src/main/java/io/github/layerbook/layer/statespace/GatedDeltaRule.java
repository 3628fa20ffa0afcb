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
 * Linear attention by the gated delta rule: {@code gateddelta 16 valueheads=32}, in which each head
 * keeps a matrix that every position fades and corrects at its key (Yang et al. 2025, equation 10),
 * as Qwen3-Next has it.
 *
 * <p>Input and output: a sequence of vectors of the same width. One projection makes queries, keys,
 * values and a gate, one the strength and the fading of each value head; a causal convolution over
 * the first three; the rule; a normalisation of each head that is multiplied with the gate; a
 * projection back. A position takes three products of a head's matrix with a vector: with the key,
 * of the correction with the key, with the query.
 *
 * <p>A cache keeps {@code h_v*d_k*d_v} values of the matrices and {@code kernel} positions of the
 * convolution's channels, however long the sequence is.
 *
 * @param keyheads number of heads of queries and keys
 * @param valueheads number of heads of values, each with a matrix of its own
 * @param keysize features of a query and a key
 * @param valuesize features of a value
 * @param kernel positions that the convolution sees
 */
@Word(value = "gateddelta gateddeltarule", title = "gated delta rule")
public record GatedDeltaRule(
    Size keyheads,
    @Default("32") Size valueheads,
    @Default("128") Size keysize,
    @Default("128") Size valuesize,
    @Default("4") Size kernel)
    implements Composite {
  @Override
  public Map<String, String> symbols() {
    return Map.of(
        "h_k", "heads of keys",
        "h_v", "heads of values",
        "d_k", "size of a key",
        "d_v", "size of a value",
        "L", "length");
  }

  @Override
  public void compose(Steps steps) {
    Shape input = Inputs.sequence(steps.shapes(), "the gated delta rule");
    steps.require(
        Requirement.positive("keyheads", keyheads),
        Requirement.positive("keysize", keysize),
        Requirement.positive("valuesize", valuesize),
        Requirement.positive("kernel", kernel),
        Requirement.that("valueheads", valueheads)
            .multipleOf(
                "keyheads", keyheads, "use a number of value heads that the key heads divide"));
    Size keys = Size.product(keyheads.named("h", "k"), keysize.named("d", "k"));
    Size values = Size.product(valueheads.named("h", "v"), valuesize.named("d", "v"));
    Size mixed = Size.product(Size.of(2), keys).plus(values);
    Size width = input.channels().size();
    Value all = steps.add("in_proj_qkvz", linear(mixed.plus(values)), steps.input());
    Value both = steps.add("in_proj_ba", linear(valueheads.times(2)), steps.input());
    steps.add("conv1d", new CausalConvolution(kernel, false), steps.part(all, mixed));
    Value seen = steps.add(new Activation(Activation.Kind.SILU, false));
    Value ruled = steps.add("rule", rule(input.channels(values)), seen, both);
    Shape heads =
        new Shape(
            List.of(
                Axis.channels(valuesize),
                Axis.length(input.spatial().get(0).size()),
                new Axis("heads of values", "h_v", valueheads)));
    Value apart = steps.view(ruled, heads);
    Value normal = steps.add("norm", RootMeanSquareNormalization.of(), apart);
    Value together = steps.view(normal, input.channels(values));
    Value gate = steps.add(new Activation(Activation.Kind.SILU, false), steps.part(all, values));
    Value gated = steps.add("gate", "", Merge.of(Merge.Kind.MULTIPLY), together, gate);
    steps.add("out_proj", linear(width), gated);
  }

  private static Linear linear(Size out) {
    return new Linear(out, false);
  }

  private Declaration rule(Shape output) {
    Axis heads = new Axis("heads of values", "h_v", valueheads.named("h", "v"));
    Size length = output.positions("in");
    Size each = Size.product(length, valueheads.named("h", "v"));
    Size matrix = Size.product(keysize.named("d", "k"), valuesize.named("d", "v"));
    return Declaration.of(output)
        .with(FieldOfView.WHOLE)
        .with(Tensor.bias("dt_bias", heads))
        .with(Tensor.scale("A_log", List.of(heads)))
        .with(Work.Kind.EXPONENTIALS, each.times(3))
        .with(Work.Kind.MULTIPLICATIONS, Size.product(each, matrix))
        .with(Work.Kind.MULTIPLY_ADDS, Size.product(List.of(Size.of(3), each, matrix)))
        .with(
            Cached.state(
                "matrices",
                Size.product(valueheads.named("h", "v"), matrix),
                Tensor.Element.SINGLE));
  }
}
