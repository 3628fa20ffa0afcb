package io.github.layerbook.layer.normalization;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
import java.util.List;

/**
 * Standardisation of a network's input: {@code standardize}, each channel less a mean, divided by a
 * standard deviation that were measured on the data before training.
 *
 * <p>No trained parameters; the mean and variance of each channel and the number of examples that
 * they were measured on are buffers, unless they are stated as constants. Keras's {@code
 * Normalization}.
 *
 * @param channelwise whether each channel has its own mean and variance, or all values share one
 *     (Keras's {@code axis=None})
 * @param measured whether mean and variance are measured and kept, or constants (Keras's {@code
 *     mean=…, variance=…}), which the model keeps no values of
 */
@Word("standardize normalization")
public record Standardization(
    @Default("true") boolean channelwise, @Default("true") boolean measured) implements Layer {
  @Override
  public Declaration on(List<Shape> inputs) {
    Shape input = Inputs.vectors(inputs, "standardisation");
    List<Axis> axes = channelwise ? List.of(input.channels()) : List.of();
    Declaration declaration =
        Normalization.ofChannels(input).remembered().with(FieldOfView.OWN_PLACE);
    if (!measured) {
      return declaration;
    }
    return declaration
        .with(Tensor.buffer("mean", axes))
        .with(Tensor.buffer("variance", axes))
        .with(Tensor.buffer("count", List.of()).of(Tensor.Element.INDEX));
  }
}
