package io.github.layerbook.layer.shape;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.layer.geometry.OpenExtents;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * Unflattening: {@code unflatten 6x3x4}, one dimension read as several (PyTorch's {@code
 * Unflatten}).
 *
 * <p>No parameters, no work, no memory of its own. The extents are written in PyTorch's order,
 * channels first.
 *
 * @param sizes the extents, one of which may be left open: {@code 6x?}
 * @param dim which dimension, counted channels first from 1; negative ones from the end
 */
@Word("unflatten")
public record Unflatten(OpenExtents sizes, @Default("1") int dim) implements Layer {
  @Override
  public Declaration on(List<Shape> inputs) {
    Shape input = Inputs.vectors(inputs, "unflatten");
    int index = input.index(dim);
    Axis axis = input.axes().get(index);
    List<Size> extents = new ArrayList<>(input.sizes(AxisOrder.CHW));
    extents.remove(index);
    extents.addAll(index, sizes.of(axis.as("in")));
    return Declaration.of(Shape.of(extents, AxisOrder.CHW))
        .with(sizes.fit(axis.name(), axis.size()))
        .with(Declaration.Storage.VIEW);
  }
}
