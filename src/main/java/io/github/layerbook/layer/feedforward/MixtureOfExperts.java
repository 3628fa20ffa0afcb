package io.github.layerbook.layer.feedforward;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Composite;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.ExpertChoice;
import io.github.layerbook.layer.Experts;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Steps;
import io.github.layerbook.layer.Steps.Value;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.activation.Softmax;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.size.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Mixture of experts: {@code moe 8-14336 top=2}, gated feed-forward layers of which a router
 * chooses a few for each token (Shazeer et al. 2017, section 2; Fedus et al. 2022), and with {@code
 * shared} one more that every token takes (DeepSeek-V2, 2024, section 2.2).
 *
 * <p>Experts of other layers stand in braces, <code>moe 8 top=2 { linear 64 … }</code>: the layer
 * then reads what these give and what they read, see {@link ExpertChoice}. A token's experts give
 * vectors of one width, which is the output's.
 *
 * <p>Input and output: a sequence of vectors of the same width. Parameters are those of all
 * experts; multiply-adds and values those of the chosen ones, which is what a token takes, however
 * a library's kernels compute them. The experts' tensors are banks, one entry for each expert, as
 * they lie in memory; files mostly hold a matrix for each.
 *
 * @param experts how many experts there are
 * @param hidden hidden features of each; none where the experts are layers in braces
 * @param top how many a token takes
 * @param activation the activation of the gates
 * @param shared hidden features of the expert that every token takes; none if none is given
 * @param sharedgate whether a gate weighs the shared expert for each token (Qwen)
 * @param sharedbias whether the shared expert's layers have biases
 * @param routing what is added to the experts' scores
 * @param normalized whether the weights of a token's experts are divided by their sum
 * @param factor what these weights are multiplied with (DeepSeek-V3)
 * @param groups into how many groups the experts fall (DeepSeek-V3)
 * @param topgroups of how many of these a token's experts are
 * @param bias whether the experts' layers have biases, and their gates gpt-oss's bounds
 * @param transposed whether the experts' weights lie inputs before outputs (gpt-oss, Llama 4)
 * @param names the names of router, experts and shared expert, with {@code +} between them
 */
@Word(value = "moe mixtureofexperts", title = "mixture of experts")
public record MixtureOfExperts(
    Size experts,
    @Default(value = "", head = true) @Nullable Size hidden,
    @Default("2") Size top,
    @Default("silu") Activation.Kind activation,
    @Default("") @Nullable Size shared,
    @Default("false") boolean sharedgate,
    @Default("false") boolean sharedbias,
    @Default("plain") Routing routing,
    @Default("true") boolean normalized,
    @Default("1") double factor,
    @Default("1") Size groups,
    @Default("1") Size topgroups,
    @Default("false") boolean bias,
    @Default("false") boolean transposed,
    @Default("gate+experts+shared_experts") String names)
    implements Composite, ExpertChoice {
  @Override
  public Experts choice() {
    return new Experts(experts, top);
  }

  @Override
  public Map<String, String> symbols() {
    return Map.of("E", "experts", "k", "experts that a token takes", "I", "hidden features");
  }

  @Override
  public void compose(Steps steps) {
    List<Value> read = steps.inputs();
    Value input = read.size() == 2 ? read.get(1) : steps.input();
    Inputs.checkSequence(input.shape(), "a mixture of experts");
    List<String> each = List.of(names.split("\\+", -1));
    if (each.size() != 3) {
      throw new LayerException(
          "names=%s has %d names: give it those of router, experts and shared expert"
              .formatted(names, each.size()));
    }
    steps.require(
        Requirement.positive("experts", experts),
        Requirement.positive("top", top),
        Requirement.that("experts", experts).multipleOf("groups", groups, "use groups of one size"),
        Requirement.that("topgroups", topgroups)
            .atMost("groups", groups, "choose as many as there are"),
        Requirement.that("top", top).atMost("experts", experts, "choose as many as there are"));
    Value weights = route(steps, each.get(0), input);
    Value chosen =
        read.size() == 2
            ? given(steps, read.get(0), weights)
            : steps.add(each.get(1), bank(), input, weights);
    if (shared != null) {
      addShared(steps, each.get(2), input, chosen);
    }
  }

  private Layer bank() {
    if (hidden == null) {
      throw new LayerException(
          "experts are as wide as is said, or layers in braces: moe 8-14336, or moe 8 top=2 { … }");
    }
    return new ExpertBank(experts, hidden, top, activation, bias, transposed);
  }

  /** What experts give that are layers of their own, summed by weights. */
  private Value given(Steps steps, Value experts, Value weights) {
    if (hidden != null) {
      throw new LayerException(
          "its experts are the layers in braces: leave out the number of hidden features, -%s"
              .formatted(hidden.settled()));
    }
    return steps.add("sum", "", new WeighedSum(top), experts, weights);
  }

  /** Scores of all experts, and for each position the largest of them. */
  private Value route(Steps steps, String name, Value input) {
    steps.add(name, new Router(experts, routing == Routing.BIASED), input);
    if (routing == Routing.CORRECTED) {
      Axis axis = Axis.experts(experts);
      Shape scores = input.shape().channels(experts);
      steps.add(new Activation(Activation.Kind.SIGMOID, false));
      steps.add(
          "correction",
          name + ".",
          inputs ->
              Declaration.of(inputs.get(0))
                  .with(FieldOfView.OWN_PLACE)
                  .with(Tensor.buffer("e_score_correction_bias", List.of(axis)))
                  .with(Work.Kind.ADDITIONS, scores.values("in")));
    } else {
      steps.add(new Softmax());
    }
    return steps.add(
        "choice",
        Declaration.of(input.shape().channels(top))
            .with(FieldOfView.OWN_PLACE)
            .with(
                Work.Kind.COMPARISONS,
                Size.product(input.shape().positions("in"), experts.named("E"))));
  }

  private void addShared(Steps steps, String name, Value input, Value chosen) {
    Size width = shared == null ? Size.of(0) : shared;
    FeedForward expert = new FeedForward(width, activation, true, sharedbias, false, "");
    Value always = steps.add(name, expert, input);
    if (sharedgate) {
      steps.add(name + "_gate", new Linear(Size.of(1), false), input);
      Value gate = steps.add(new Activation(Activation.Kind.SIGMOID, false));
      always = steps.add("gate", "", Merge.of(Merge.Kind.MULTIPLY), always, gate);
    }
    steps.add("sum", "", Merge.of(Merge.Kind.ADD), chosen, always);
  }
}
