package io.github.layerbook.layer;

import io.github.layerbook.size.Size;
import java.util.List;

/**
 * The network's input: {@code input 224x224x3}.
 *
 * <p>One extent is a vector; two, three and four are feature maps over one, two and three spatial
 * axes.
 *
 * @param shape the extents, in the given order
 * @param order whether channels stand last, as in the lecture, or first, as in PyTorch
 */
@Word(
    value = {"input", "image"},
    title = "input")
public record Input(List<Size> shape, @Default("hwc") AxisOrder order) implements Layer {
  /** Copies the extents. */
  public Input {
    shape = List.copyOf(shape);
  }

  /** Makes an input of the given extents, channels last. */
  public static Input of(long... extents) {
    return new Input(java.util.Arrays.stream(extents).mapToObj(Size::of).toList(), AxisOrder.HWC);
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
