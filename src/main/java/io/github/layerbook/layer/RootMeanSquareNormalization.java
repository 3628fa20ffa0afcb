package io.github.layerbook.layer;

import io.github.layerbook.size.Size;
import java.util.List;

/**
 * Root mean square normalisation: {@code rmsnorm}, the channels at each position divided by the
 * root of their mean square, then scaled (Zhang and Sennrich 2019, equation 4).
 *
 * <p>A scale, and no shift, for each value of what is normalised together: the channels unless a
 * shape is stated. PyTorch's {@code RMSNorm}, Keras's {@code RMSNormalization}.
 *
 * @param shape the last extents of the input, which are normalised over; the channels if none
 * @param order the order in which the input's extents are meant
 * @param scale whether there is a learned scale
 */
@Word(
    value = {"rmsnorm", "rmsnormalization"},
    title = "RMS norm")
public record RootMeanSquareNormalization(
    @Default("") List<Size> shape, @Default("hwc") AxisOrder order, @Default("true") boolean scale)
    implements Layer {
  /** Copies the extents. */
  public RootMeanSquareNormalization {
    shape = List.copyOf(shape);
  }

  /** Makes the normalisation over the channels. */
  public static RootMeanSquareNormalization of() {
    return new RootMeanSquareNormalization(List.of(), AxisOrder.HWC, true);
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    Shape input = Inputs.vectors(inputs, "RMS normalisation");
    Normalization normalization = Normalization.overLast(input, shape, order);
    return normalization
        .withAffine(normalization.meanSquare(), scale, false)
        .with(normalization.sight())
        .with(backward(normalization))
        .with(normalization.stated(shape));
  }

  /** The inputs, a root per set, and what is scaled. */
  private Backward backward(Normalization normalization) {
    Kept roots = Kept.always("roots of mean squares", normalization.sets(), Kept.Element.STATISTIC);
    Kept scaled =
        Kept.always("normalised values", normalization.input().values("in"), Kept.Element.VALUE);
    return scale
        ? Backward.keeping(Kept.inputs(), roots, scaled)
        : Backward.keeping(Kept.inputs(), roots);
  }
}
