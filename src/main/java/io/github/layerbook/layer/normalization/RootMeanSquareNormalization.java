package io.github.layerbook.layer.normalization;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Composite;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.SavedTensor;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Steps;
import io.github.layerbook.layer.Steps.Value;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
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
 * @param order the axis order of {@code shape}
 * @param scale whether there is a learned scale
 */
@Word(value = "rmsnorm rmsnormalization", title = "RMS norm")
public record RootMeanSquareNormalization(
    @Default("") List<Size> shape, @Default("hwc") AxisOrder order, @Default("true") boolean scale)
    implements Composite {
  /** Copies the extents. */
  public RootMeanSquareNormalization {
    shape = List.copyOf(shape);
  }

  /** Makes the normalisation over the channels. */
  public static RootMeanSquareNormalization of() {
    return new RootMeanSquareNormalization(List.of(), AxisOrder.HWC, true);
  }

  /** Squares, their means, roots of those, the quotient, and the scales. */
  @Override
  public void compose(Steps steps) {
    Shape input = Inputs.vectors(steps.shapes(), "RMS normalisation");
    Normalization normalization = Normalization.overLast(input, shape, order);
    steps.require(normalization.stated(shape));
    Size values = input.values("in");
    Size sets = normalization.sets();
    Shape means = normalization.ofEach();
    SavedTensor products = SavedTensor.inBackward("products", values);
    Backward ofRoots =
        Backward.keeping(
            SavedTensor.output(), SavedTensor.beside("squares", values), SavedTensor.factors(sets));
    steps.add(
        "squares",
        step(input, Backward.keeping(SavedTensor.inputs(), SavedTensor.factors(values)))
            .with(Work.Kind.MULTIPLICATIONS, values));
    steps.add(
        "means",
        normalization
            .means(Declaration.of(means, Backward.OF_NOTHING))
            .with(normalization.fieldOfView()));
    Value roots = steps.add("roots", normalization.roots(step(means, ofRoots)));
    steps.add(
        "quotients",
        step(input, Backward.keeping(SavedTensor.inputs(), products))
            .with(Work.Kind.DIVISIONS, values),
        steps.input(),
        roots);
    if (scale) {
      SavedTensor passing = SavedTensor.inPassing("output and roots", values.plus(sets));
      Backward ofScales = Backward.keeping(SavedTensor.inputsIfTrained(), products, passing);
      steps.add("scales", normalization.withAffine(step(input, ofScales), true, false));
    }
  }

  private static Declaration step(Shape output, Backward backward) {
    return Declaration.of(output, backward).with(FieldOfView.OWN_PLACE);
  }
}
