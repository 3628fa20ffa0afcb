package io.github.layerbook.layer.normalization;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Part;
import io.github.layerbook.layer.PrimitiveStep;
import io.github.layerbook.layer.SavedTensor;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
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
    SavedTensor products = SavedTensor.inBackward("products", values, Tensor.Element.VALUE);
    Backward ofRoots =
        Backward.keeping(
            SavedTensor.output(), SavedTensor.beside("squares", values), PrimitiveStep.twice(sets));
    List<Part> parts = new ArrayList<>();
    parts.add(
        Part.of(
            PrimitiveStep.of(Backward.keeping(SavedTensor.inputs(), PrimitiveStep.twice(values))),
            0));
    parts.add(Part.of(PrimitiveStep.of(means, Backward.OF_NOTHING), 1));
    parts.add(Part.of(PrimitiveStep.of(means, ofRoots), 2));
    parts.add(Part.of(PrimitiveStep.of(Backward.keeping(SavedTensor.inputs(), products)), 0, 3));
    if (scale) {
      SavedTensor passing = SavedTensor.inPassing("output and roots", values.plus(sets));
      Backward ofScales = Backward.keeping(SavedTensor.inputsIfTrained(), products, passing);
      parts.add(Part.of(new PrimitiveStep(null, on(inputs).tensors(), ofScales), 4));
    }
    return parts;
  }
}
