package io.github.layerbook.layer;

import io.github.layerbook.size.Size;
import java.util.ArrayList;
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
        .with(normalization.stated(shape));
  }

  /** Squares, their means, roots of those, the quotient, and the scales. */
  @Override
  public List<Part> parts(List<Shape> inputs) {
    Normalization normalization = Normalization.overLast(inputs.get(0), shape, order);
    Size values = normalization.input().values("in");
    Size sets = normalization.sets();
    Shape means = Shape.features(sets);
    Kept products = Kept.inBackward("products", values, Kept.Element.VALUE);
    Backward ofRoots =
        Backward.keeping(Kept.output(), Kept.beside("squares", values), Elementary.twice(sets));
    List<Part> parts = new ArrayList<>();
    parts.add(Part.of(Elementary.of(Backward.keeping(Kept.inputs(), Elementary.twice(values))), 0));
    parts.add(Part.of(Elementary.of(means, Backward.OF_NOTHING), 1));
    parts.add(Part.of(Elementary.of(means, ofRoots), 2));
    parts.add(Part.of(Elementary.of(Backward.keeping(Kept.inputs(), products)), 0, 3));
    if (scale) {
      Kept passing = Kept.inPassing("output and roots", values.plus(sets));
      Backward ofScales = Backward.keeping(Kept.inputsIfTrained(), products, passing);
      parts.add(Part.of(new Elementary(null, on(inputs).tensors(), ofScales), 4));
    }
    return parts;
  }
}
