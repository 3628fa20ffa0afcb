package io.github.layerbook.layer.normalization;

import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Composite;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.SavedTensor;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Steps;
import io.github.layerbook.layer.Steps.Value;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.size.Size;

/**
 * Local response normalisation across channels: {@code lrn}, each value divided by {@code (k +
 * alpha * sum of squares of n neighbouring channels)^beta} (Krizhevsky et al. 2012, section 3.3).
 *
 * <p>No parameters. Per value: one square and one product by alpha, {@code n} additions, one power
 * and one division. PyTorch's {@code LocalResponseNorm}.
 *
 * @param size n, how many neighbouring channels are summed over
 */
@Word(value = "lrn localresponsenorm", title = "local response norm")
public record LocalResponseNormalization(@Default("5") Size size) implements Composite {
  /** Sums of squares over a window of channels are means of squares that zeros were put around. */
  @Override
  public void compose(Steps steps) {
    Shape input = Inputs.maps(steps.shapes(), "local response normalisation");
    steps.require(Requirement.positive("size", size));
    Size values = input.values("in");
    SavedTensor means = SavedTensor.beside("means", values);
    Declaration scaled = step(input, Backward.OF_NOTHING);
    Declaration raised =
        step(input, Backward.keeping(SavedTensor.inputs(), means, SavedTensor.factors(values)));
    steps.add(Merge.of(Merge.Kind.MULTIPLY), steps.input(), steps.input());
    steps.add("padding", step(padded(input), Backward.OF_NOTHING));
    steps.add(
        "sums",
        step(input, Backward.OF_INPUTS)
            .with(Work.Kind.ADDITIONS, Size.product(size.named("n"), values)));
    steps.add("alpha", scaled.with(Work.Kind.MULTIPLICATIONS, values));
    steps.add("k", step(input, Backward.OF_SUM.and(means)));
    Value powers = steps.add("powers", raised.with(Work.Kind.EXPONENTIALS, values));
    steps.add("quotients", Merge.quotient(input), steps.input(), powers);
  }

  private static Declaration step(Shape output, Backward backward) {
    return Declaration.of(output, backward).with(FieldOfView.OWN_PLACE);
  }

  private Shape padded(Shape input) {
    Size channels = input.channels().as("in").plus(size.named("n")).minus(1);
    return Shape.maps(channels, input.spatial().stream().map(axis -> axis.as("in")).toList());
  }
}
