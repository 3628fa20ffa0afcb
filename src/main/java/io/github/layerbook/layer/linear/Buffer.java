package io.github.layerbook.layer.linear;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.OptionValue;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.size.Size;
import java.util.List;

/**
 * A bare buffer: {@code buffer shape=64}, values that are kept with the model and not trained, such
 * as the frequencies of a rotary embedding or the numbers of positions.
 *
 * <p>No input; its output is the tensor itself, which takes no memory besides. PyTorch's {@code
 * register_buffer}.
 *
 * @param shape the extents in PyTorch's order; none is a single value
 * @param element how wide each value is: {@code single} is fp32, {@code index} int64
 * @param name the tensor's name; empty for the layer's
 */
@Word("buffer")
public record Buffer(
    @Default("") List<Size> shape,
    @Default("single") Tensor.Element element,
    @Default("") String name)
    implements Layer {
  /** Copies the extents. */
  public Buffer {
    shape = List.copyOf(shape);
  }

  @Override
  public boolean isSource() {
    return true;
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    Shape output = Shape.of(shape, AxisOrder.CHW);
    Tensor tensor = Tensor.buffer(name, output.axes(AxisOrder.CHW)).of(element);
    return declared("buffer", shape, inputs, output, tensor);
  }

  /** Declares a layer that is a bare tensor. */
  static Declaration declared(
      String what, List<Size> shape, List<Shape> inputs, Shape output, Tensor tensor) {
    if (!inputs.isEmpty()) {
      throw new LayerException(
          "a %s of shape %s has no inputs: leave them out"
              .formatted(what, OptionValue.print(shape)));
    }
    Declaration declaration = Declaration.of(output).with(tensor).with(Declaration.Storage.VIEW);
    for (Axis axis : output.axes()) {
      declaration = declaration.with(Requirement.positive(what + " " + axis.name(), axis.size()));
    }
    return declaration;
  }
}
