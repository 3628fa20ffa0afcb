package io.github.layerbook.layer.shape;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.layer.geometry.OpenExtents;
import io.github.layerbook.size.Size;
import java.util.List;

/**
 * Reshaping: {@code reshape 7x7x512}, its values read in another shape (Keras's {@code Reshape},
 * PyTorch's {@code view}).
 *
 * <p>No parameters, no work, no memory of its own.
 *
 * @param shape the extents, one of which may be left open: {@code 7x?}
 * @param order whether channels stand last in them, as in Keras and the input's line, or first
 */
@Word("reshape view")
public record Reshape(OpenExtents shape, @Default("hwc") AxisOrder order) implements Layer {
  @Override
  public Declaration on(List<Shape> inputs) {
    Size values = Inputs.one(inputs, "reshape").values("in");
    return Declaration.of(Shape.of(shape.of(values), order))
        .with(shape.fit("the number of values", values))
        .with(Declaration.Storage.VIEW);
  }
}
