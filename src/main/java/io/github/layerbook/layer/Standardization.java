package io.github.layerbook.layer;

import java.util.List;

/**
 * Standardisation of a network's input: {@code standardize}, each channel less a mean, divided by a
 * standard deviation that were measured on the data before training.
 *
 * <p>No trained parameters; the mean and variance of each channel and the number of examples that
 * they were measured on are buffers. Keras's {@code Normalization}.
 *
 * @param channelwise whether each channel has its own mean and variance, or all values share one
 *     (Keras's {@code axis=None})
 */
@Word(
    value = {"standardize", "normalization"},
    title = "standardize")
public record Standardization(@Default("true") boolean channelwise) implements Layer {
  @Override
  public Declaration on(List<Shape> inputs) {
    Shape input = Inputs.vectors(inputs, "standardisation");
    List<Axis> axes = channelwise ? List.of(input.channels()) : List.of();
    return Normalization.ofChannels(input)
        .remembered()
        .with(Sight.OWN_PLACE)
        .with(Tensor.buffer("mean", axes))
        .with(Tensor.buffer("variance", axes))
        .with(Tensor.buffer("count", List.of()));
  }
}
