package io.github.layerbook.layer.recurrent;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Composite;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Steps;
import io.github.layerbook.layer.Steps.Value;
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
@Word(value = "convlstm convolutionallstm", title = "conv LSTM")
public record ConvolutionalLstm(
    Extents kernel,
    Size out,
    @Default("1") Extents stride,
    @Default("0") Padding padding,
    @Default("1") Extents dilation,
    @Default("true") boolean bias,
    @Default("false") boolean sequence,
    @Default("false") boolean states)
    implements Composite {
  @Override
  public void compose(Steps steps) {
    Shape input = Inputs.one(steps.shapes(), "a convolutional LSTM");
    List<Size> axes = input.sizes(AxisOrder.CHW);
    if (axes.size() < 3 || axes.size() > 5) {
      throw new LayerException(
          "a convolutional LSTM needs maps over time such as 10x64x64x3, its input has shape "
              + input);
    }
    steps.require(Requirement.positive("the number of units", out));
    Size times = axes.get(1).named("T");
    Shape image = Shape.maps(axes.get(0), axes.subList(2, axes.size()));
    Value one = steps.add("", Declaration.of(image, Backward.OF_PART), steps.input());
    Value fromInput = steps.add("input", gates(stride, padding, dilation, bias), one);
    Value state = Recurrence.before(steps, fromInput.shape().channels(out.named("F")));
    Value fromState =
        steps.add(
            "state",
            gates(Extents.of(1), Padding.of(Padding.Mode.SAME), Extents.of(1), false),
            state);
    List<Value> next =
        new Recurrence(Recurrent.Kind.LSTM, out, null, 0, Activation.Kind.TANH)
            .gating(steps, fromInput, fromState, state, state);
    steps.repeat(times);
    give(steps, next, times);
    steps.fuse(Backward.OF_INPUTS);
  }

  private Convolution gates(Extents by, Padding zeros, Extents spread, boolean biased) {
    Size filters = Size.product(Size.of(Recurrent.Kind.LSTM.gates()), out.named("F"));
    return new Convolution(
        kernel, filters, by, zeros, spread, Size.of(1), biased, Fill.ZEROS, false, null);
  }

  private void give(Steps steps, List<Value> next, Size times) {
    Value state = next.get(0);
    Value output = sequence ? all(steps, state, times) : state;
    if (states) {
      steps.give(output, state, next.get(1));
    } else {
      steps.give(output);
    }
  }

  private static Value all(Steps steps, Value state, Size times) {
    Shape each = state.shape();
    List<Size> positions = new ArrayList<>(List.of(times));
    each.spatial().forEach(axis -> positions.add(axis.size()));
    Shape maps = Shape.maps(each.channels().size(), positions);
    return steps.add("", Declaration.of(maps, Backward.OF_NOTHING), state);
  }
}
