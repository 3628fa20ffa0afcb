package io.github.layerbook.layer.shape;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.size.Size;
import java.util.List;

/**
 * A split along one dimension: {@code split 64x32}, one output per size, in order (PyTorch's {@code
 * split}).
 *
 * <p>No parameters, no work, no memory of its own.
 *
 * @param sizes the outputs' extents; together the input's
 * @param dim which dimension, counted channels first from 1; negative ones from the end
 */
@Word("split")
public record Split(List<Size> sizes, @Default("1") int dim) implements Layer {
  /** Copies the sizes. */
  public Split {
    sizes = List.copyOf(sizes);
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    Shape input = Inputs.one(inputs, "split");
    int index = input.index(dim);
    Axis axis = input.axes().get(index);
    Declaration declaration =
        Declaration.of(input)
            .with(index == 0 ? FieldOfView.OWN_PLACE : FieldOfView.UNSTATED)
            .with(sizes.stream().map(size -> input.sized(index, size)).toArray(Shape[]::new))
            .with(
                Requirement.that("the sum of the sizes", Size.sum(sizes))
                    .equalTo(
                        "its input's " + axis.name(), axis.size(), "use sizes that add up to it"));
    for (Size size : sizes) {
      declaration = declaration.with(Requirement.positive("a size", size));
    }
    return declaration.with(Declaration.Storage.VIEW).with(Backward.OF_PART);
  }
}
