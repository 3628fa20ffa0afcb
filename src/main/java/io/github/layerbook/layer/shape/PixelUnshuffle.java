package io.github.layerbook.layer.shape;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Window;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.size.Size;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Pixel unshuffle: {@code pixelunshuffle 2}, {@code r×r} pixels rearranged into {@code r*r}
 * channels (PyTorch's {@code PixelUnshuffle}, the inverse of {@link PixelShuffle}).
 *
 * <p>Input C channels over H×W, output {@code C*r*r} over {@code H/r × W/r}. No parameters, no
 * work.
 *
 * @param factor r
 */
@Word(value = "pixelunshuffle spacetodepth", title = "pixel unshuffle")
public record PixelUnshuffle(Size factor) implements Layer {
  private Window window() {
    return new Window(factor, Size.of(1), factor, Size.of(0));
  }

  @Override
  public Map<String, String> symbols() {
    return Map.of("r", "factor");
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    Shape input = Inputs.maps(inputs, "pixel unshuffle", 2);
    Size r = factor.named("r");
    Declaration declaration =
        Declaration.of(
                Shape.maps(
                    Size.product(List.of(input.channels().as("in"), r, r)),
                    input.spatial().stream().map(axis -> axis.as("in").dividedBy(r)).toList()))
            .with(Backward.OF_NOTHING)
            .with(FieldOfView.of(Collections.nCopies(2, window())))
            .with(Requirement.positive("factor", factor));
    for (Axis axis : input.spatial()) {
      declaration = declaration.with(divisible(axis));
    }
    return declaration;
  }

  private Requirement divisible(Axis axis) {
    return Requirement.that("input " + axis.name(), axis.size())
        .multipleOf("the factor", factor, "use a factor that divides height and width");
  }
}
