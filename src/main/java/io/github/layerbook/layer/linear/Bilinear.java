package io.github.layerbook.layer.linear;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.SavedTensor;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.size.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bilinear layer: {@code bilinear 31} of two inputs, each output a weighted sum of all products of
 * a channel of the first with a channel of the second input.
 *
 * <p>Inputs of C_1 and C_2 channels at the same positions; output C_out channels there. {@code
 * C_1*C_2*C_out} weights and C_out biases; per position and output {@code C_1*C_2} multiply-adds
 * with the weights, after {@code C_1*C_2} products shared by all outputs. PyTorch's {@code
 * Bilinear}, whose work PyTorch's own counter leaves out.
 *
 * @param out number of output channels
 * @param bias whether each output has a bias
 * @param in1 number of channels of the first input, if it is stated (PyTorch's {@code
 *     in1_features})
 * @param in2 number of channels of the second input, if it is stated
 */
@Word("bilinear")
public record Bilinear(
    Size out,
    @Default("true") boolean bias,
    @Default("") @Nullable Size in1,
    @Default("") @Nullable Size in2)
    implements Layer {
  @Override
  public Declaration on(List<Shape> inputs) {
    Inputs.checkTwo(inputs, "a bilinear layer");
    Shape first = Inputs.vectors(inputs.subList(0, 1), "a bilinear layer");
    Shape second = Inputs.vectors(inputs.subList(1, 2), "a bilinear layer");
    Axis outputs = new Axis("output features", "C_out", out.named("C", "out"));
    Tensor weight =
        Tensor.weight(
            "weight",
            outputs,
            List.of(
                new Axis("first input's features", "C_1", first.channels().as("1")),
                new Axis("second input's features", "C_2", second.channels().as("2"))));
    Size positions = first.positions("in");
    Declaration declaration =
        Declaration.of(first.channels(outputs.size()))
            .with(weight)
            .with(Work.Kind.MULTIPLICATIONS, Size.product(weight.fanIn(), positions))
            .with(Work.Kind.MULTIPLY_ADDS, Size.product(weight.count(), positions))
            .with(Requirement.positive("the number of outputs", out))
            .with(Inputs.samePositions(first, second))
            .with(stated("in1", in1, "first input's channels", first))
            .with(stated("in2", in2, "second input's channels", second));
    Size sums = Size.product(outputs.size(), positions);
    return bias
        ? declaration
            .keeping(
                SavedTensor.inputs(),
                SavedTensor.inPassing("sums without and with biases", sums.times(2)))
            .with(Tensor.bias("bias", outputs))
            .with(Work.Kind.ADDITIONS, sums)
        : declaration;
  }

  private static List<Requirement> stated(
      String option, @Nullable Size stated, String subject, Shape input) {
    return Requirement.stated(option, stated, subject, input.channels().size());
  }
}
