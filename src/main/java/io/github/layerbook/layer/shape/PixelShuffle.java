package io.github.layerbook.layer.shape;

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
 * Pixel shuffle: {@code pixelshuffle 2}, groups of {@code r*r} channels rearranged into {@code r×r}
 * pixels (Shi et al. 2016, "Real-time single image and video super-resolution", section 2.2;
 * PyTorch's {@code PixelShuffle}).
 *
 * <p>Input {@code C*r*r} channels over H×W, output C over {@code rH×rW}. No parameters, no work.
 *
 * @param factor r
 */
@Word(value = "pixelshuffle depthtospace", title = "pixel shuffle")
public record PixelShuffle(Size factor) implements Layer {
  private Window window() {
    return new Window(factor, Size.of(1), Size.of(1), factor.minus(1)).spread(factor);
  }

  @Override
  public Map<String, String> symbols() {
    return Map.of("r", "factor");
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    Shape input = Inputs.maps(inputs, "pixel shuffle", 2);
    Size r = factor.named("r");
    Size pixels = Size.product(r, r);
    return Declaration.of(
            Shape.maps(
                input.channels().as("in").dividedBy(pixels),
                input.spatial().stream().map(axis -> Size.product(axis.as("in"), r)).toList()))
        .with(Backward.OF_NOTHING)
        .with(FieldOfView.of(Collections.nCopies(2, window())))
        .with(Requirement.positive("factor", factor))
        .with(
            Requirement.that("input channels", input.channels().size())
                .multipleOf(
                    "the factor's square,",
                    pixels,
                    "use a factor whose square divides the channels"));
  }
}
