package io.github.layerbook.layer.merge;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.SavedTensor;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Broadcast;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.size.Size;
import java.util.List;

/**
 * The cosine between two inputs along one dimension: {@code cosine}, their dot product over the
 * product of their norms (PyTorch's {@code CosineSimilarity}).
 *
 * <p>The dimension goes. No parameters; over a dimension of n, each output value takes {@code 3n +
 * 1} multiplications, {@code 3(n - 1)} additions, two roots and one division.
 *
 * @param dim which dimension, counted channels first from 1; negative ones from the end
 */
@Word(value = "cosine cosinesimilarity", title = "cosine similarity")
public record CosineSimilarity(@Default("1") int dim) implements Layer {
  @Override
  public Declaration on(List<Shape> inputs) {
    Inputs.checkTwo(inputs, "cosine");
    Broadcast broadcast = Broadcast.of(inputs, "cosine");
    int index = broadcast.shape().index(dim);
    List<Size> rest = new java.util.ArrayList<>(broadcast.shape().sizes(AxisOrder.CHW));
    Size n = rest.remove(index).named("n");
    Shape output = Shape.of(rest, AxisOrder.CHW);
    Size values = output.values("out");
    Size units = Size.product(n.times(2), values).plus(values.times(4));
    return Declaration.of(output)
        .keeping(SavedTensor.inputs(), SavedTensor.inTraining("unit vectors and lengths", units))
        .with(Work.Kind.MULTIPLICATIONS, Size.product(n.times(3).plus(1), values))
        .with(Work.Kind.ADDITIONS, Size.product(n.minus(1).times(3), values))
        .with(Work.Kind.EXPONENTIALS, values.times(2))
        .with(Work.Kind.DIVISIONS, values)
        .with(broadcast.requirements());
  }
}
