package io.github.layerbook.layer.shape;

import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Fill;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.layer.geometry.Padding;
import java.util.List;

/**
 * Cropping: {@code crop 1}, {@code crop 0:1x2:2}, values taken off both sides of each spatial axis.
 *
 * <p>No parameters, no work, no memory of its own. Keras's {@code Cropping1D} to {@code
 * Cropping3D}; the extents are those of {@link Pad}.
 *
 * @param amount values taken off both sides of each axis
 */
@Word("crop cropping")
public record Crop(Padding amount) implements Layer {
  /** Checks that the amount is a number. */
  public Crop {
    Pad.checkExplicit(amount);
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    Shape input = Inputs.maps(inputs, "cropping");
    return new Pad(Padding.of(0), Fill.ZEROS, amount)
        .on(List.of(input))
        .with(Declaration.Storage.VIEW)
        .with(Backward.OF_VIEW);
  }
}
