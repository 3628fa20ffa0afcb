package io.github.layerbook.layer.shape;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * Flattening: {@code flatten}, its input of any shape read as one vector, or {@code flatten
 * start=2}, some of its dimensions read as one.
 *
 * <p>No parameters, no work, no memory of its own. PyTorch's {@code Flatten} on one example:
 * dimensions count channels first from 1, as 0 is the batch; negative ones count from the end.
 *
 * @param start the first dimension that is merged
 * @param end the last dimension that is merged
 */
@Word("flatten")
public record Flatten(@Default("1") int start, @Default("-1") int end) implements Layer {
  /** Makes the layer that reads its input as one vector. */
  public Flatten() {
    this(1, -1);
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    Shape input = Inputs.vectors(inputs, "flatten");
    int from = input.index(start);
    int to = input.index(end);
    if (from > to) {
      throw new LayerException(
          "flatten starts at dimension %d and ends at %d, before it: swap start and end"
              .formatted(start, end));
    }
    return Declaration.of(merged(input, from, to)).with(Declaration.Storage.VIEW);
  }

  private static Shape merged(Shape input, int from, int to) {
    if (from == 0 && to == input.axes().size() - 1) {
      return Shape.features(input.values("in"));
    }
    List<Size> sizes = new ArrayList<>();
    input.axes().forEach(axis -> sizes.add(axis.as("in")));
    List<Size> range = sizes.subList(from, to + 1);
    Size product = Size.product(List.copyOf(range));
    range.clear();
    sizes.add(from, product);
    return Shape.of(sizes, AxisOrder.CHW);
  }
}
