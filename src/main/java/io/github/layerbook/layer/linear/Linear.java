package io.github.layerbook.layer.linear;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.size.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A linear layer at every position: {@code linear 512}, each output a weighted sum of the channels
 * that stand at the same position.
 *
 * <p>Input C_in channels at any positions, or a vector; output the same positions with C_out
 * channels. {@code C_in*C_out} weights and C_out biases, used at each position anew. PyTorch's
 * {@code Linear} and Keras's {@code Dense} on the last axis; {@link FullyConnected} is the layer
 * that reads all positions as one vector.
 *
 * @param out number of output channels
 * @param bias whether each output has a bias
 * @param in number of input channels, if it is stated (PyTorch's {@code in_features}): then it must
 *     agree with the input
 */
@Word("linear pointwise")
public record Linear(Size out, @Default("true") boolean bias, @Default("") @Nullable Size in)
    implements Layer {
  /** Makes a linear layer for inputs of any width. */
  public Linear(Size out, boolean bias) {
    this(out, bias, null);
  }

  /** Makes a linear layer with biases. */
  public static Linear of(long out) {
    return new Linear(Size.of(out), true);
  }

  /** Returns this with or without biases. */
  public Linear bias(boolean present) {
    return new Linear(out, present, in);
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    Shape input = Inputs.vectors(inputs, "a linear layer");
    Size outputs = out.named("C", "out");
    Shape output = input.channels(outputs);
    Axis outAxis = new Axis("output features", "C_out", outputs);
    Tensor weight =
        Tensor.weight(
            "weight",
            outAxis,
            List.of(new Axis("input features", "C_in", input.channels().as("in"))));
    return Declaration.of(output)
        .with(weight)
        .with(Backward.OF_MATRIX)
        .with(input.hasChannels() ? FieldOfView.OWN_PLACE : FieldOfView.WHOLE)
        .with(Work.Kind.MULTIPLY_ADDS, each(weight.count(), input))
        .with(Requirement.positive("the number of outputs", out))
        .with(Requirement.stated("in", in, "input features", input.channels().size()))
        .biased(bias, outAxis, each(outputs, input));
  }

  /** A count at every position. */
  private static Size each(Size count, Shape input) {
    return input.hasChannels() ? Size.product(count, input.positions("in")) : count;
  }
}
