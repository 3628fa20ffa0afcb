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
import java.util.ArrayList;
import java.util.List;

/**
 * The distance between two inputs at each position: {@code distance}, the p-norm of the difference
 * of their vectors (PyTorch's {@code PairwiseDistance}).
 *
 * <p>The last dimension goes, or becomes 1. No parameters; over a dimension of n, each output value
 * takes {@code 2n} additions (the difference, and a small number added to it so that its norm can
 * be derived), n powers and one root, counted with the exponentials, and {@code n - 1} additions
 * more.
 *
 * @param power p
 * @param keepdims whether the last dimension stays, as 1
 */
@Word(value = "distance pairwisedistance", title = "pairwise distance")
public record PairwiseDistance(@Default("2") double power, @Default("false") boolean keepdims)
    implements Layer {
  @Override
  public Declaration on(List<Shape> inputs) {
    Inputs.checkTwo(inputs, "distance");
    Broadcast broadcast = Broadcast.of(inputs, "distance");
    Shape input = broadcast.shape();
    int index = input.index(-1);
    List<Size> rest = new ArrayList<>(input.sizes(AxisOrder.CHW));
    Size n = rest.remove(index).named("n");
    Size values = Size.product(List.copyOf(rest));
    if (keepdims) {
      rest.add(Size.of(1));
    }
    return Declaration.of(Shape.of(rest, AxisOrder.CHW))
        .keeping(
            SavedTensor.output(), SavedTensor.inTraining("differences", Size.product(n, values)))
        .with(Work.Kind.ADDITIONS, Size.product(n.times(2), values))
        .with(Work.Kind.EXPONENTIALS, Size.product(n.plus(1), values))
        .with(Work.Kind.ADDITIONS, Size.product(n.minus(1), values))
        .with(broadcast.requirements());
  }
}
