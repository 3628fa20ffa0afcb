package io.github.layerbook.layer.attention;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Part;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.normalization.LayerNormalization;
import io.github.layerbook.size.Relation;
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
    declaration = branch(declaration, "self_attn.", attention.on(List.of(input)), "norm1", input);
    if (kind == Kind.DECODER) {
      Shape encoded = inputs.get(1);
      Inputs.checkSequence(encoded, "a decoder's layer");
      declaration = declaration.with(asWide(encoded, input));
      Declaration cross = attention.on(List.of(input, encoded));
      declaration = branch(declaration, "multihead_attn.", cross, "norm2", input);
    }
    return feedForward(declaration, input);
  }

  /** Without dropout. */
  @Override
  public List<Part> parts(List<Shape> inputs) {
    Attention attention = Attention.of(heads, bias);
    List<Part> parts = new ArrayList<>(List.of(Part.of("self_attn.", attention, 0)));
    int last = addAndNormalize(parts, inputs.size(), 0, "norm1.");
    if (kind == Kind.DECODER) {
      parts.add(Part.of("multihead_attn.", attention, last, 1));
      last = addAndNormalize(parts, inputs.size(), last, "norm2.");
    }
    Size width = inputs.get(0).channels().size();
    int next = inputs.size() + parts.size();
    parts.add(Part.of("linear1.", new Linear(feedforward, bias, null), last));
    parts.add(Part.of(new Activation(activation, false), next));
    parts.add(Part.of("linear2.", new Linear(width, bias, null), next + 1));
    addAndNormalize(parts, inputs.size(), last, kind.lastNorm + ".");
    return parts;
  }

  /** Adds a value to what the last step gives and normalises the sum; returns its number. */
  private int addAndNormalize(List<Part> parts, int inputs, int value, String norm) {
    int last = inputs + parts.size() - 1;
    parts.add(Part.of(Merge.of(Merge.Kind.ADD), value, last));
    parts.add(Part.of(norm, normalization(), last + 1));
    return last + 2;
  }

  private LayerNormalization normalization() {
    return new LayerNormalization(List.of(), AxisOrder.HWC, true, bias);
  }

  /** Both inputs have the layer's one width. */
  private static Requirement asWide(Shape encoded, Shape input) {
    return new Requirement(
        "the second input's number of features",
        encoded.channels().size(),
        Relation.EQUAL,
        "the first input's",
        input.channels().size(),
        "give it the output of an encoder of the same width");
  }

  /** Adds a branch, its sum with the input, and the normalisation. */
  private Declaration branch(
      Declaration declaration, String prefix, Declaration part, String norm, Shape input) {
    return declaration
        .including(prefix, part)
        .with(Work.Kind.ADDITIONS, input.values("in"))
        .including(norm + ".", normalization().on(List.of(input)));
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
