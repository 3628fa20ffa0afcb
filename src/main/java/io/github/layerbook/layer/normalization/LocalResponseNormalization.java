package io.github.layerbook.layer.normalization;

import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Part;
import io.github.layerbook.layer.PrimitiveStep;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.SavedTensor;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.size.Size;
import java.util.List;

/**
 * Local response normalisation across channels: {@code lrn}, each value divided by {@code (k +
 * alpha * sum of squares of n neighbouring channels)^beta} (Krizhevsky et al. 2012, section 3.3).
 *
 * <p>No parameters. Per value: one square and one product by alpha, {@code n} additions, one power
 * and one division. PyTorch's {@code LocalResponseNorm}.
 *
 * @param size n, how many neighbouring channels are summed over
 */
@Word(
    value = {"lrn", "localresponsenorm"},
    title = "local response norm")
public record LocalResponseNormalization(@Default("5") Size size) implements Layer {
  @Override
  public Declaration on(List<Shape> inputs) {
    Shape input = Inputs.maps(inputs, "local response normalisation");
    Size values = input.values("in");
    return Declaration.of(input)
        .with(FieldOfView.OWN_PLACE)
        .with(Work.Kind.MULTIPLICATIONS, Size.product(Size.of(2), values))
        .with(Work.Kind.ADDITIONS, Size.product(size.named("n"), values))
        .with(Work.Kind.EXPONENTIALS, values)
        .with(Work.Kind.DIVISIONS, values)
        .with(Requirement.positive("size", size));
  }

  /** Sums of squares over a window of channels are means of squares that zeros were put around. */
  @Override
  public List<Part> parts(List<Shape> inputs) {
    Shape input = inputs.get(0);
    Size values = input.values("in");
    SavedTensor means = SavedTensor.beside("means", values);
    return List.of(
        Part.of(Merge.of(Merge.Kind.MULTIPLY), 0, 0),
        Part.of(PrimitiveStep.of(padded(input), Backward.OF_NOTHING), 1),
        Part.of(PrimitiveStep.of(input, Backward.OF_INPUTS), 2),
        Part.of(PrimitiveStep.of(Backward.OF_NOTHING), 3),
        Part.of(PrimitiveStep.of(Backward.OF_SUM.and(means)), 4),
        Part.of(
            PrimitiveStep.of(
                Backward.keeping(SavedTensor.inputs(), means, PrimitiveStep.twice(values))),
            5),
        Part.of(PrimitiveStep.quotient(values), 0, 6));
  }

  private Shape padded(Shape input) {
    Size channels = input.channels().as("in").plus(size.named("n")).minus(1);
    return Shape.maps(channels, input.spatial().stream().map(axis -> axis.as("in")).toList());
  }
}
