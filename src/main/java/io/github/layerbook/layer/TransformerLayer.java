package io.github.layerbook.layer;

import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A layer of the transformer: {@code encoderlayer 8}, attention and two linear layers, each in a
 * residual branch with layer normalisation; {@code decoderlayer 8} also attends to a second input,
 * the encoder's output (Vaswani et al. 2017, section 3.1).
 *
 * <p>Input and output: a sequence of vectors of the same width. PyTorch's {@code
 * TransformerEncoderLayer} and {@code TransformerDecoderLayer}, whose names its tensors have.
 * Normalising before or after ({@code norm_first}) changes no count.
 *
 * @param kind encoder or decoder
 * @param heads number of heads
 * @param feedforward width of the layer between the two linear layers (PyTorch's {@code
 *     dim_feedforward})
 * @param activation the activation between them
 * @param bias whether projections, linear layers and normalisations have biases
 * @param in number of input features, if it is stated (PyTorch's {@code d_model})
 */
public record TransformerLayer(
    Kind kind,
    Size heads,
    @Default("2048") Size feedforward,
    @Default("relu") Activation.Kind activation,
    @Default("true") boolean bias,
    @Default("") @Nullable Size in)
    implements Layer {
  /** Which of the transformer's two layers it is. */
  public enum Kind {
    /** Attends to its input. */
    @Word(
        value = {"encoderlayer", "transformerencoderlayer"},
        title = "encoder layer")
    ENCODER("norm2"),
    /** Attends to its first input, then to its second. */
    @Word(
        value = {"decoderlayer", "transformerdecoderlayer"},
        title = "decoder layer")
    DECODER("norm3");

    private final String lastNorm;

    Kind(String lastNorm) {
      this.lastNorm = lastNorm;
    }
  }

  @Override
  public Map<String, String> symbols() {
    return Attention.of(heads, bias).symbols();
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    int expected = kind == Kind.ENCODER ? 1 : 2;
    if (inputs.size() != expected) {
      throw new LayerException(
          LayerForm.of(this).title() + " takes " + expected + " input(s), not " + inputs.size());
    }
    Shape input = inputs.get(0);
    Inputs.checkSequence(input, "a transformer's layer");
    Attention attention = Attention.of(heads, bias);
    Declaration declaration =
        Declaration.of(input)
            .with(Requirement.positive("heads", heads))
            .with(Requirement.stated("in", in, "input features", input.channels().size()));
    List<Declaration> attentions = new ArrayList<>(List.of(attention.on(List.of(input))));
    declaration = branch(declaration, "self_attn.", attentions.get(0), "norm1", input);
    if (kind == Kind.DECODER) {
      Shape encoded = inputs.get(1);
      Inputs.checkSequence(encoded, "a decoder's layer");
      declaration = declaration.with(asWide(encoded, input));
      Declaration cross = attention.on(List.of(input, encoded));
      attentions.add(cross);
      declaration = branch(declaration, "multihead_attn.", cross, "norm2", input);
    }
    return feedForward(declaration, input).with(backward(input, attentions));
  }

  /**
   * What the attentions keep, what each normalisation reads and finds, what the next layer reads of
   * it, and the values of the activation; without dropout.
   */
  private Backward backward(Shape input, List<Declaration> attentions) {
    List<Kept> kept = new ArrayList<>(List.of(Kept.inputs()));
    for (Declaration each : attentions) {
      each.backward().kept().stream()
          .filter(part -> part.role() == Kept.Role.IN_TRAINING)
          .forEach(kept::add);
    }
    Size norms = Size.of(attentions.size() + 1L);
    Size sums = Size.product(norms.times(2).minus(1), input.values("in"));
    Size statistics = Size.product(norms.times(2), input.positions("in"));
    kept.add(Kept.inTraining("sums and normalised values", sums));
    kept.add(Kept.always("means and deviations", statistics, Kept.Element.STATISTIC));
    Size wide = input.channels(feedforward).settled().values("out");
    boolean readsOutput =
        new Activation(activation, false)
            .on(List.of(input))
            .backward()
            .kept()
            .contains(Kept.output());
    kept.add(Kept.inTraining("activation", readsOutput ? wide : wide.times(2)));
    return new Backward(Declaration.Storage.NEW, kept, Backward.Gradients.NEW);
  }

  /** Both inputs have the layer's one width. */
  private static Requirement asWide(Shape encoded, Shape input) {
    return new Requirement(
        "the second input's number of features",
        encoded.channels().size(),
        Requirement.Relation.EQUAL,
        "the first input's",
        input.channels().size(),
        "give it the output of an encoder of the same width");
  }

  /** Adds a branch, its sum with the input, and the normalisation. */
  private Declaration branch(
      Declaration declaration, String prefix, Declaration part, String norm, Shape input) {
    LayerNormalization normalization = new LayerNormalization(List.of(), AxisOrder.HWC, true, bias);
    return declaration
        .including(prefix, part)
        .with(Work.Kind.ADDITIONS, input.values("in"))
        .including(norm + ".", normalization.on(List.of(input)));
  }

  private Declaration feedForward(Declaration declaration, Shape input) {
    Declaration wide = new Linear(feedforward, bias, null).on(List.of(input));
    Declaration active =
        Activation.of(activation)
            .work(declaration.including("linear1.", wide), wide.output().settled().values("out"));
    Declaration narrow =
        new Linear(input.channels().size(), bias, null).on(List.of(wide.output().settled()));
    return branch(active, "linear2.", narrow, kind.lastNorm, input);
  }
}
