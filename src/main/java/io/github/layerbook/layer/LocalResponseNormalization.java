package io.github.layerbook.layer;

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
        .with(Sight.OWN_PLACE)
        .with(Work.Kind.MULTIPLICATIONS, Size.product(Size.of(2), values))
        .with(Work.Kind.ADDITIONS, Size.product(size.named("n"), values))
        .with(Work.Kind.EXPONENTIALS, values)
        .with(Work.Kind.DIVISIONS, values)
        .with(
            Backward.keeping(
                Kept.inputs(),
                Kept.inTraining("padded squares", padded(input)),
                Kept.inTraining("sums and powers", Size.product(Size.of(2), values)),
                Kept.inPassing("sums, shares and denominators", Size.product(Size.of(3), values))))
        .with(Requirement.positive("size", size));
  }

  /** The squares with n − 1 channels of zeros beside them, which the sums slide over. */
  private Size padded(Shape input) {
    Size channels = input.channels().as("in").plus(size.named("n")).minus(1);
    return Size.product(channels, input.positions("in"));
  }
}
