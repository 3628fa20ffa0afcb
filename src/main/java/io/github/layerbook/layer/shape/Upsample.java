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
 * Up-sampling by whole factors: {@code upsample 2}, {@code upsample 2x1 mode=bilinear} (PyTorch's
 * {@code Upsample} with {@code scale_factor}, Keras's {@code UpSampling2D}).
 *
 * <p>No parameters; each spatial extent times its factor. The work is that of the {@link
 * Interpolation}.
 *
 * @param scale the factor, for all axes or one per axis
 * @param mode how values between positions are found
 */
@Word("upsample upsampling")
public record Upsample(Extents scale, @Default("nearest") Interpolation mode) implements Layer {
  @Override
  public Declaration on(List<Shape> inputs) {
    return mode.on(Inputs.maps(inputs, "up-sampling"), scale, true);
  }
}
