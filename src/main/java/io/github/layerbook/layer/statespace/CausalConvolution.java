package io.github.layerbook.layer.statespace;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Cached;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Window;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.size.Size;
import java.util.List;

/**
 * A convolution of each channel separately over the last positions: as many outputs as positions.
 *
 * @param kernel how many positions each output sees, its own the last
 * @param bias whether each channel has a bias
 */
record CausalConvolution(Size kernel, boolean bias) implements Layer {
  @Override
  public Declaration on(List<Shape> inputs) {
    Shape input = Inputs.sequence(inputs, "a causal convolution");
    Axis channels = input.channels();
    Axis one = new Axis("one", "", Size.of(1));
    Axis taps = new Axis("kernel", "K", kernel.named("K"));
    Size each = input.channels().as("in");
    Size length = input.positions("in");
    return Declaration.of(input)
        .with(FieldOfView.of(List.of(new Window(kernel, Size.of(1), Size.of(1), kernel.minus(1)))))
        .with(new Tensor("weight", Tensor.Kind.WEIGHT, List.of(channels, one, taps), -1))
        .with(
            Cached.state(
                "last inputs", Size.product(kernel.named("K"), each), Tensor.Element.VALUE))
        .with(Work.Kind.MULTIPLY_ADDS, Size.product(List.of(length, each, kernel.named("K"))))
        .biased(bias, channels, Size.product(length, each));
  }
}
