package io.github.layerbook.layer.convolution;

import io.github.layerbook.layer.Composite;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Steps;
import io.github.layerbook.layer.Steps.Value;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.size.Size;
import java.util.Collections;

/**
 * Squeeze and excitation: {@code se 64}, each channel times a gate that two small layers make of
 * all channels' means (Hu et al. 2018, section 3).
 *
 * <p>Input and output: feature maps of the same shape. The means of C channels go through a layer
 * to S values, an activation, a layer back to C values and the gate. {@code 2*C*S} weights and
 * {@code S + C} biases, in torchvision's {@code SqueezeExcitation} as convolutions of extent 1.
 *
 * @param squeezed S, the number of values between the two layers
 * @param activation the activation between them
 * @param gate the activation that makes the gate
 * @param bias whether the two layers have biases
 */
@Word(value = "se squeezeexcitation", title = "squeeze-excitation")
public record SqueezeExcitation(
    Size squeezed,
    @Default("relu") Activation.Kind activation,
    @Default("sigmoid") Activation.Kind gate,
    @Default("true") boolean bias)
    implements Composite {
  @Override
  public void compose(Steps steps) {
    Shape input = Inputs.one(steps.shapes(), "squeeze and excitation");
    if (!input.hasChannels()) {
      throw new LayerException(
          "squeeze and excitation needs feature maps, its input is a vector of shape " + input);
    }
    Extents one = new Extents(Collections.nCopies(input.spatial().size(), Size.of(1)));
    steps.add(new GlobalPool(GlobalPool.Kind.AVERAGE, true));
    steps.add("fc1", Convolution.of(one, squeezed).bias(bias));
    steps.add(new Activation(activation, false));
    steps.add("fc2", Convolution.of(one, input.channels().size()).bias(bias));
    Value weights = steps.add(new Activation(gate, false));
    steps.add(Merge.of(Merge.Kind.MULTIPLY), weights, steps.input());
  }
}
