package io.github.layerbook.layer.linear;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.size.Size;
import java.util.List;

/**
 * A fully connected layer: {@code fc 4096}, each output a weighted sum of all input values.
 *
 * <p>Its input of any shape is read as one vector, as in the lecture, the VGG paper and Caffe's
 * {@code InnerProduct}; on a vector it is PyTorch's {@code Linear}. Each of the N_out outputs has
 * {@code H_in*W_in*C_in} weights and one bias, and takes as many multiply-adds as it has weights.
 *
 * @param out number of outputs
 * @param bias whether each output has a bias
 */
@Word(value = "fc fullyconnected dense", title = "fully connected")
public record FullyConnected(Size out, @Default("true") boolean bias) implements Layer {
  /** Makes a fully connected layer with biases. */
  public static FullyConnected of(long out) {
    return new FullyConnected(Size.of(out), true);
  }

  /** Returns this with or without biases. */
  public FullyConnected bias(boolean present) {
    return new FullyConnected(out, present);
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    Shape input = Inputs.one(inputs, "a fully connected layer");
    Axis outputs = new Axis("output features", "N_out", out.named("N", "out"));
    Size fanIn = input.values("in");
    Tensor weight =
        Tensor.weight("weight", outputs, List.of(new Axis("input features", "N_in", fanIn)));
    return Declaration.of(Shape.features(outputs.size()))
        .with(weight)
        .with(Backward.OF_MATRIX)
        .with(FieldOfView.WHOLE)
        .with(Work.Kind.MULTIPLY_ADDS, weight.count())
        .with(Requirement.positive("the number of outputs", out))
        .biased(bias, outputs, outputs.size());
  }
}
