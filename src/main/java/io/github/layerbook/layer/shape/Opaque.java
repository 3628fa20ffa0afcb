package io.github.layerbook.layer.shape;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.size.Size;
import java.util.List;

/**
 * An operation that Layerbook does not know, of which only the output is: {@code opaque 7x7x512
 * type=com.example.Foo parameters=512}.
 *
 * <p>Any inputs; the stated output. Its work is not known and counts as none. Files hold such: an
 * operator of a domain of someone's own.
 *
 * @param shape the output's extents, in the given order
 * @param order whether channels stand last or first
 * @param type what the source calls it
 * @param parameters how many parameters it has
 */
@Word("opaque")
public record Opaque(
    List<Size> shape,
    @Default("hwc") AxisOrder order,
    @Default("operation") String type,
    @Default("0") Size parameters)
    implements Layer {
  /** Copies the extents. */
  public Opaque {
    shape = List.copyOf(shape);
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    Shape output = Shape.of(shape, order);
    Declaration declaration = Declaration.of(output);
    for (Axis axis : output.axes()) {
      declaration = declaration.with(Requirement.positive("output " + axis.name(), axis.size()));
    }
    return parameters.is(0)
        ? declaration
        : declaration.with(
            Tensor.scale("weight", List.of(new Axis("parameters", "P", parameters))));
  }
}
