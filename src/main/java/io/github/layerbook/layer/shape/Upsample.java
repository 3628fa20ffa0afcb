package io.github.layerbook.layer.shape;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
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
    Shape input = Inputs.maps(inputs, "up-sampling");
    List<Axis> axes = input.spatial();
    List<Size> outputs = new ArrayList<>();
    List<Interpolation.Scale> steps = new ArrayList<>();
    List<Requirement> requirements = new ArrayList<>();
    for (int i = 0; i < axes.size(); i++) {
      Size factor = scale.along(i, axes.size());
      outputs.add(Size.product(axes.get(i).as("in"), factor));
      steps.add(new Interpolation.Scale(Size.of(1), factor));
      requirements.add(Requirement.positive("scale", factor));
    }
    return mode.declare(Shape.maps(input.channels().as("in"), outputs), steps).with(requirements);
  }
}
