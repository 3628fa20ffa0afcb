package io.github.layerbook.layer.recurrent;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Fill;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * Convolutional LSTM: {@code convlstm 3x3-64}, an LSTM over a sequence of images whose gates read
 * image and state by convolutions (Shi et al. 2015, equation 3, without peepholes).
 *
 * <p>Input feature maps over time and 1 to 3 spatial axes; output F feature maps of the last step,
 * or of each. The four gates' filters on the input are those of a {@link Convolution} with {@code
 * 4*F} filters, those on the state of another that preserves the resolution, without bias; both are
 * used at each step. Keras's {@code ConvLSTM1D} to {@code ConvLSTM3D}.
 *
 * @param kernel kernel size per axis
 * @param out number of units F, that is of output channels
 * @param stride steps between windows of the convolution on the input
 * @param padding zeros around the input
 * @param dilation steps between the values that a window of the input sees
 * @param bias whether gates have biases
 * @param sequence whether the output has feature maps for each step, or for the last alone, as in
 *     Keras unless {@code return_sequences}
 * @param states whether the last state and cell state are outputs too (Keras's {@code
 *     return_state})
 */
@Word(
    value = {"convlstm", "convolutionallstm"},
    title = "conv LSTM")
public record ConvolutionalLstm(
    Extents kernel,
    Size out,
    @Default("1") Extents stride,
    @Default("0") Padding padding,
    @Default("1") Extents dilation,
    @Default("true") boolean bias,
    @Default("false") boolean sequence,
    @Default("false") boolean states)
    implements Layer {
  @Override
  public Declaration on(List<Shape> inputs) {
    Shape input = Inputs.one(inputs, "a convolutional LSTM");
    List<Size> axes = input.sizes(AxisOrder.CHW);
    if (axes.size() < 3 || axes.size() > 5) {
      throw new LayerException(
          "a convolutional LSTM needs maps over time such as 10x64x64x3, its input has shape "
              + input);
    }
    Size steps = axes.get(1).named("T");
    Shape image = Shape.maps(axes.get(0), axes.subList(2, axes.size()));
    Declaration onInput = gates(stride, padding, dilation, bias).on(List.of(image));
    Shape state = onInput.output().channels(out.named("F"));
    Declaration onState =
        gates(Extents.of(1), Padding.of(Padding.Mode.SAME), Extents.of(1), false)
            .on(List.of(state.settled()));
    Declaration step =
        Declaration.of(input)
            .with(outputs(state, steps))
            .including("input.", onInput)
            .including("state.", onState);
    Size values = state.settled().values("out");
    return Recurrence.gating(Recurrent.Kind.LSTM, Activation.Kind.TANH, step, values)
        .times(steps)
        .with(Requirement.positive("the number of units", out));
  }

  private Convolution gates(Extents by, Padding zeros, Extents spread, boolean biased) {
    Size filters = Size.product(Size.of(Recurrent.Kind.LSTM.gates()), out.named("F"));
    return new Convolution(
        kernel, filters, by, zeros, spread, Size.of(1), biased, Fill.ZEROS, false, null);
  }

  private Shape[] outputs(Shape state, Size steps) {
    Shape output = sequence ? each(state, steps) : state;
    return states ? new Shape[] {output, state, state} : new Shape[] {output};
  }

  private static Shape each(Shape state, Size steps) {
    List<Size> positions = new ArrayList<>(List.of(steps));
    state.spatial().forEach(axis -> positions.add(axis.size()));
    return Shape.maps(state.channels().size(), positions);
  }
}
