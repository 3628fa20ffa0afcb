package io.github.layerbook.layer.shape;

import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Inputs;
import java.util.List;

/**
 * Interpolation to a given size: {@code resize 32x32 mode=bilinear} (PyTorch's {@code Upsample}
 * with {@code size}, Keras's {@code Resizing}).
 *
 * <p>No parameters. The work is that of the {@link Interpolation}.
 *
 * @param size the output's extents, one for all axes or one per axis
 * @param mode how values between positions are found
 */
@Word("resize resizing")
public record Resize(Extents size, @Default("nearest") Interpolation mode) implements Layer {
  @Override
  public Declaration on(List<Shape> inputs) {
    return mode.on(Inputs.maps(inputs, "resizing"), size, false);
  }
}
