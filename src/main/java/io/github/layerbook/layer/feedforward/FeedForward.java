package io.github.layerbook.layer.feedforward;

import io.github.layerbook.layer.Composite;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Steps;
import io.github.layerbook.layer.Steps.Value;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.layer.linear.TransposedLinear;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.size.Size;
import java.util.List;

/**
 * The feed-forward part of a transformer's layer: {@code feedforward 3072}, two linear layers with
 * an activation between them (Vaswani et al. 2017, section 3.3); with {@code gated=true} three, of
 * which one, activated, gates another (Shazeer 2020, equation 6).
 *
 * <p>Input and output of the same shape; each position independently.
 *
 * @param hidden features between the layers
 * @param activation the activation
 * @param gated whether the hidden features are multiplied with a gate, the activated ones
 * @param bias whether the layers have biases
 * @param transposed whether the weights lie inputs before outputs, as GPT-2's
 * @param names the layers' names with {@code +} between them; {@code fc1+fc2} if none are given,
 *     {@code gate_proj+up_proj+down_proj} of gated ones, of which {@code gate_up_proj+down_proj}
 *     makes the first two in one product
 */
@Word(value = "feedforward mlp", title = "feed-forward")
public record FeedForward(
    Size hidden,
    @Default("gelu") Activation.Kind activation,
    @Default("false") boolean gated,
    @Default("true") boolean bias,
    @Default("false") boolean transposed,
    @Default("") String names)
    implements Composite {
  /** Makes a gated one without biases under the usual names, as Llama's. */
  public static FeedForward gated(Size hidden, Activation.Kind activation) {
    return new FeedForward(hidden, activation, true, false, false, "");
  }

  @Override
  public void compose(Steps steps) {
    Value input = steps.input();
    Shape shape = Inputs.vectors(steps.shapes(), "a feed-forward layer");
    steps.require(Requirement.positive("hidden", hidden));
    List<String> each = layers();
    Size out = shape.channels().size();
    Value inner = gated ? gate(steps, each, input) : activated(steps, each, input);
    steps.add(each.get(each.size() - 1), linear(out), inner);
  }

  private Value activated(Steps steps, List<String> each, Value input) {
    steps.add(each.get(0), linear(hidden), input);
    return steps.add(new Activation(activation, false));
  }

  private Value gate(Steps steps, List<String> each, Value input) {
    Value gate;
    Value up;
    if (each.size() == 2) {
      Value both = steps.add(each.get(0), linear(Size.product(Size.of(2), hidden)), input);
      gate = steps.part(both, hidden);
      up = steps.part(both, hidden);
    } else {
      gate = steps.add(each.get(0), linear(hidden), input);
      up = steps.add(each.get(1), linear(hidden), input);
    }
    Value opened = steps.add(new Activation(activation, false), gate);
    return steps.add("gate", "", Merge.of(Merge.Kind.MULTIPLY), opened, up);
  }

  private Layer linear(Size out) {
    return transposed ? new TransposedLinear(out, bias) : new Linear(out, bias);
  }

  /** Returns the names of the layers, the last one's last. */
  public List<String> layers() {
    String usual = gated ? "gate_proj+up_proj+down_proj" : "fc1+fc2";
    List<String> each = List.of((names.isEmpty() ? usual : names).split("\\+", -1));
    if (each.size() != 2 && !(gated && each.size() == 3)) {
      throw new LayerException(
          "names=%s has %d names: give it those of %s layers"
              .formatted(names, each.size(), gated ? "two or three" : "two"));
    }
    return each;
  }
}
