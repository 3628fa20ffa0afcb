package io.github.layerbook.layer.shape;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The network's input: {@code input 224x224x3}.
 *
 * <p>One extent is a vector; two, three and four are feature maps over one, two and three spatial
 * axes.
 *
 * @param shape the extents, in the given order
 * @param order whether channels stand last, as in the lecture, or first, as in PyTorch
 */
@Word("input image")
public record Input(List<Size> shape, @Default("hwc") AxisOrder order) implements Layer {
  /** Copies the extents. */
  public Input {
    shape = List.copyOf(shape);
  }

  /** Makes an input of the given extents, channels last. */
  public static Input of(long... extents) {
    return new Input(java.util.Arrays.stream(extents).mapToObj(Size::of).toList(), AxisOrder.HWC);
  }

  /**
   * Returns this with each extent changed but that of the channels; of a vector its only extent.
   */
  public Input positions(UnaryOperator<Size> change) {
    int channels = shape.size() < 2 ? -1 : order == AxisOrder.HWC ? shape.size() - 1 : 0;
    List<Size> changed = new ArrayList<>(shape);
    for (int i = 0; i < changed.size(); i++) {
      if (i != channels) {
        changed.set(i, change.apply(changed.get(i)));
      }
    }
    return new Input(changed, order);
  }

  @Override
  public boolean isSource() {
    return true;
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    if (!inputs.isEmpty()) {
      throw new LayerException("an input has no inputs of its own: place it first");
    }
    Shape output = Shape.of(shape, order);
    Declaration declaration = Declaration.of(output);
    for (Axis axis : output.axes()) {
      declaration = declaration.with(Requirement.positive("input " + axis.name(), axis.size()));
    }
    return declaration;
  }
}
