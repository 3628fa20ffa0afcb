package io.github.layerbook.layer.normalization;

import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.size.Size;
import java.util.List;

/**
 * Normalisation to length 1: {@code unitnorm}, the channels at each position divided by their
 * Euclidean norm.
 *
 * <p>No parameters. Per position, C squares, C − 1 additions, one root and C divisions. Keras's
 * {@code UnitNormalization}, PyTorch's {@code functional.normalize}.
 */
@Word(value = "unitnorm unitnormalization l2norm", title = "unit norm")
public record UnitNormalization() implements Layer {
  @Override
  public Declaration on(List<Shape> inputs) {
    Shape input = Inputs.vectors(inputs, "unit normalisation");
    Size values = input.values("in");
    Size positions = input.positions("in");
    return Declaration.of(input)
        .with(Work.Kind.MULTIPLICATIONS, values)
        .with(Work.Kind.ADDITIONS, Size.product(input.channels().as("in").minus(1), positions))
        .with(Work.Kind.EXPONENTIALS, positions)
        .with(Work.Kind.DIVISIONS, values);
  }
}
