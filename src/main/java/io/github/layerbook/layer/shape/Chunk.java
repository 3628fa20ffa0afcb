package io.github.layerbook.layer.shape;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * Division into equal parts along one dimension: {@code chunk 3}, one output per part (PyTorch's
 * {@code chunk} where the parts are equal).
 *
 * <p>No parameters, no work, no memory of its own.
 *
 * @param parts how many parts; they divide the dimension
 * @param dim which dimension, counted channels first from 1; negative ones from the end
 */
@Word("chunk")
public record Chunk(int parts, @Default("1") int dim) implements Layer {
  /** More outputs than any network's layer has; without a limit a typing error takes all memory. */
  private static final int MOST = 10_000;

  /** Checks the number of parts. */
  public Chunk {
    if (parts < 1 || parts > MOST) {
      throw new LayerException(
          "chunk makes 1 to %d parts, not %d: each is an output".formatted(MOST, parts));
    }
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    Shape input = Inputs.one(inputs, "chunk");
    int index = input.index(dim);
    Axis axis = input.axes().get(index);
    Shape part = input.sized(index, axis.as("in").dividedBy(Size.of(parts)));
    List<Shape> outputs = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      outputs.add(part);
    }
    return Declaration.of(part)
        .with(index == 0 ? FieldOfView.OWN_PLACE : FieldOfView.UNSTATED)
        .with(outputs.toArray(Shape[]::new))
        .with(
            Requirement.that("input " + axis.name(), axis.size())
                .multipleOf(
                    "parts",
                    Size.of(parts),
                    "use a number of parts that divides it, or split into stated sizes"))
        .with(Declaration.Storage.VIEW)
        .with(Backward.OF_PART);
  }
}
