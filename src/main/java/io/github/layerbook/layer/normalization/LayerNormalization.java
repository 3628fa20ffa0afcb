package io.github.layerbook.layer.normalization;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.size.Size;
import java.util.List;

/**
 * Layer normalisation: {@code layernorm}, the channels at each position brought to mean 0 and
 * variance 1, then scaled and shifted (Ba et al. 2016, section 3).
 *
 * <p>A scale and a shift for each value of what is normalised together: the channels unless a shape
 * is stated. PyTorch's {@code LayerNorm} with its {@code normalized_shape}, Keras's {@code
 * LayerNormalization}; on feature maps the default is ConvNeXt's {@code LayerNorm2d}.
 *
 * @param shape the last extents of the input, which are normalised over; the channels if none
 * @param order the axis order of {@code shape}: {@code shape=64x32x32 order=chw} is all of an
 *     image's feature maps as PyTorch holds them
 * @param scale whether there is a learned scale
 * @param shift whether there is a learned shift
 */
@Word(value = "layernorm ln layernormalization", title = "layer norm")
public record LayerNormalization(
    @Default("") List<Size> shape,
    @Default("hwc") AxisOrder order,
    @Default("true") boolean scale,
    @Default("true") boolean shift)
    implements Layer {
  /** Copies the extents. */
  public LayerNormalization {
    shape = List.copyOf(shape);
  }

  /** Makes layer normalisation over the channels. */
  public static LayerNormalization of() {
    return new LayerNormalization(List.of(), AxisOrder.HWC, true, true);
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    Shape input = Inputs.vectors(inputs, "layer normalisation");
    Normalization normalization = Normalization.overLast(input, shape, order);
    return normalization
        .withAffine(normalization.measured(), scale, shift)
        .with(normalization.fieldOfView())
        .with(normalization.stated(shape));
  }
}
