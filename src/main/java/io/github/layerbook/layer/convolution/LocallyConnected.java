package io.github.layerbook.layer.convolution;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.layer.geometry.SlidingWindows;
import io.github.layerbook.layer.geometry.Windows;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * A locally connected layer: {@code local 3x3-64}, a convolution whose filters are not shared
 * between positions (LeCun 1989; Keras 2's {@code LocallyConnected2D}).
 *
 * <p>Input C_in feature maps, output C_out. Each output value has {@code K_h*K_w*C_in} weights and
 * one bias of its own, and takes as many multiply-adds as it has weights.
 *
 * @param kernel kernel size per axis
 * @param out number of output channels
 * @param stride steps between windows
 * @param padding zeros around the input
 * @param bias whether each output value has a bias
 */
@Word(value = "local locallyconnected", title = "locally connected")
public record LocallyConnected(
    Extents kernel,
    Size out,
    @Default("1") Extents stride,
    @Default("0") Padding padding,
    @Default("true") boolean bias)
    implements Layer {
  @Override
  public Declaration on(List<Shape> inputs) {
    SlidingWindows windows =
        Windows.of(kernel)
            .stride(stride)
            .padding(padding)
            .over(inputs, "a locally connected layer");
    Declaration maps = windows.declare(out.named("C", "out"));
    Shape output = maps.output();
    List<Axis> fanIn = new ArrayList<>();
    fanIn.add(new Axis("input channels", "C_in", windows.channels()));
    fanIn.addAll(windows.kernelAxes());
    fanIn.addAll(outputs(output).subList(1, output.axes().size()));
    Tensor weight = Tensor.weight("weight", outputs(output).get(0), fanIn);
    Declaration declaration =
        maps.with(weight)
            .with(Work.Kind.MULTIPLY_ADDS, weight.count())
            .with(Requirement.positive("the number of filters", out));
    return bias
        ? declaration
            .with(new Tensor("bias", Tensor.Kind.BIAS, outputs(output), -1))
            .with(Work.Kind.ADDITIONS, output.settled().values("out"))
        : declaration;
  }

  /** The axes of an output value's place: filters, then positions. */
  private static List<Axis> outputs(Shape output) {
    return output.settled().axes().stream()
        .map(axis -> new Axis("output " + axis.name(), axis.symbol() + "_out", axis.as("out")))
        .toList();
  }
}
