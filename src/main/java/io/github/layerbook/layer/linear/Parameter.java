package io.github.layerbook.layer.linear;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.size.Size;
import java.util.List;

/**
 * A bare parameter: {@code parameter 1x768}, a learned tensor that other layers read.
 *
 * <p>No input; its output is the tensor itself, so that it takes no memory besides. It is added,
 * multiplied or concatenated by a merge: PyTorch's {@code Parameter} held by a module.
 *
 * @param shape the extents, in the given order
 * @param order whether channels stand last or first
 * @param name the tensor's name
 */
@Word("parameter")
public record Parameter(
    List<Size> shape, @Default("hwc") AxisOrder order, @Default("weight") String name)
    implements Layer {
  /** Copies the extents. */
  public Parameter {
    shape = List.copyOf(shape);
  }

  @Override
  public boolean isSource() {
    return true;
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    Shape output = Shape.of(shape, order);
    return Buffer.declared(
        "parameter", shape, inputs, output, Tensor.scale(name, output.axes(order)));
  }
}
