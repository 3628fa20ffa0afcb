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
    Shape input = Inputs.maps(inputs, "resizing");
    List<Axis> axes = input.spatial();
    List<Size> outputs = new ArrayList<>();
    List<Interpolation.Scale> steps = new ArrayList<>();
    List<Requirement> requirements = new ArrayList<>();
    for (int i = 0; i < axes.size(); i++) {
      outputs.add(size.along(i, axes.size()));
      steps.add(new Interpolation.Scale(axes.get(i).size(), outputs.get(i)));
      requirements.add(Requirement.positive("the output's " + axes.get(i).name(), outputs.get(i)));
    }
    return mode.declare(Shape.maps(input.channels().as("in"), outputs), steps).with(requirements);
  }
}
