package io.github.layerbook.layer.attention;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Composite;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Steps;
import io.github.layerbook.layer.Steps.Value;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.normalization.LayerNormalization;
import io.github.layerbook.size.Size;
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
    implements Composite {
  /** Which of the transformer's two layers it is. */
  public enum Kind {
    /** Attends to its input. */
    @Word(value = "encoderlayer transformerencoderlayer", title = "encoder layer")
    ENCODER("norm2"),
    /** Attends to its first input, then to its second. */
    @Word(value = "decoderlayer transformerdecoderlayer", title = "decoder layer")
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

  /** As PyTorch's modules run it, without dropout. */
  @Override
  public void compose(Steps steps) {
    List<Value> inputs = steps.inputs();
    int expected = kind == Kind.ENCODER ? 1 : 2;
    if (inputs.size() != expected) {
      throw new LayerException(
          LayerForm.of(this).title() + " takes " + expected + " input(s), not " + inputs.size());
    }
    Shape input = steps.input().shape();
    Inputs.checkSequence(input, "a transformer's layer");
    steps.require(Requirement.positive("heads", heads));
    steps.require(Requirement.stated("in", in, "input features", input.channels().size()));
    Attention attention = Attention.of(heads, bias);
    Value attended = steps.add("self-attention", "self_attn.", attention, steps.input());
    Value last = addAndNormalize(steps, steps.input(), attended, "norm1");
    if (kind == Kind.DECODER) {
      Value encoded = inputs.get(1);
      Inputs.checkSequence(encoded.shape(), "a decoder's layer");
      steps.require(asWide(encoded.shape(), input));
      attended = steps.add("cross-attention", "multihead_attn.", attention, last, encoded);
      last = addAndNormalize(steps, last, attended, "norm2");
    }
    steps.add("linear1", new Linear(feedforward, bias), last);
    steps.add(new Activation(activation, false));
    Value fed = steps.add("linear2", new Linear(input.channels().size(), bias));
    addAndNormalize(steps, last, fed, kind.lastNorm);
  }

  private Value addAndNormalize(Steps steps, Value value, Value branch, String norm) {
    steps.add("residual", Merge.of(Merge.Kind.ADD), value, branch);
    return steps.add(norm, new LayerNormalization(List.of(), AxisOrder.HWC, true, bias));
  }

  /** Both inputs have the layer's one width. */
  private static Requirement asWide(Shape encoded, Shape input) {
    return Requirement.that("the second input's number of features", encoded.channels().size())
        .equalTo(
            "the first input's",
            input.channels().size(),
            "give it the output of an encoder of the same width");
  }
}
