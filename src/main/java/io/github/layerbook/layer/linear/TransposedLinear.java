package io.github.layerbook.layer.linear;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * A linear layer whose weight lies the other way round, inputs before outputs: {@code
 * transposedlinear 2304}, the {@code Conv1D} of GPT-2's code.
 *
 * <p>Shapes, counts and work are those of {@link Linear}.
 *
 * @param out number of output channels
 * @param bias whether each output has a bias
 */
@Word(value = "transposedlinear", title = "transposed linear")
public record TransposedLinear(Size out, @Default("true") boolean bias) implements Layer {
  @Override
  public Declaration on(List<Shape> inputs) {
    Declaration linear = new Linear(out, bias).on(inputs);
    List<Tensor> tensors = new ArrayList<>(linear.tensors());
    List<Axis> axes = tensors.get(0).axes();
    tensors.set(0, new Tensor("weight", Tensor.Kind.WEIGHT, List.of(axes.get(1), axes.get(0)), 1));
    return linear.with(tensors, linear.work());
  }
}
