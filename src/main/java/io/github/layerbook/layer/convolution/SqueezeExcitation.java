package io.github.layerbook.layer.convolution;

import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Part;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.size.Size;
import java.util.Collections;
import java.util.List;

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
@Word(
    value = {"se", "squeezeexcitation"},
    title = "squeeze-excitation")
public record SqueezeExcitation(
    Size squeezed,
    @Default("relu") Activation.Kind activation,
    @Default("sigmoid") Activation.Kind gate,
    @Default("true") boolean bias)
    implements Layer {
  @Override
  public Declaration on(List<Shape> inputs) {
    Shape input = Inputs.one(inputs, "squeeze and excitation");
    if (!input.hasChannels()) {
      throw new LayerException(
          "squeeze and excitation needs feature maps, its input is a vector of shape " + input);
    }
    Size channels = input.channels().as("in");
    Size others = input.positions("in").minus(1);
    List<Size> ones = Collections.nCopies(input.spatial().size(), Size.of(1));
    Declaration down = layer(ones, squeezed).on(List.of(Shape.maps(channels, ones)));
    Declaration up = layer(ones, channels).on(List.of(Shape.maps(squeezed, ones)));
    Declaration declaration =
        Declaration.of(input)
            .with(FieldOfView.WHOLE)
            .with(Work.Kind.ADDITIONS, Size.product(others, channels))
            .with(Work.Kind.DIVISIONS, channels)
            .including("fc1.", down);
    declaration =
        Activation.of(activation).work(declaration, squeezed.named("S")).including("fc2.", up);
    return Activation.of(gate)
        .work(declaration, channels)
        .with(Work.Kind.MULTIPLICATIONS, input.values("in"));
  }

  @Override
  public List<Part> parts(List<Shape> inputs) {
    Shape input = inputs.get(0);
    List<Size> ones = Collections.nCopies(input.spatial().size(), Size.of(1));
    return List.of(
        Part.of(new GlobalPool(GlobalPool.Kind.AVERAGE, true), 0),
        Part.of("fc1.", layer(ones, squeezed), 1),
        Part.of(new Activation(activation, false), 2),
        Part.of("fc2.", layer(ones, input.channels().size()), 3),
        Part.of(new Activation(gate, false), 4),
        Part.of(Merge.of(Merge.Kind.MULTIPLY), 5, 0));
  }

  private Convolution layer(List<Size> ones, Size out) {
    return Convolution.of(new Extents(ones), out).bias(bias);
  }
}
