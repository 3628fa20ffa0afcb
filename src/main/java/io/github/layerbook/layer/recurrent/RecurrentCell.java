package io.github.layerbook.layer.recurrent;

import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Composite;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.SavedTensor;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Steps;
import io.github.layerbook.layer.Steps.Value;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.size.Size;
import org.jspecify.annotations.Nullable;

/**
 * One step of a recurrent layer: {@code lstmcell 512}, on a single vector.
 *
 * <p>Input a vector of C_in features; outputs the next state of H units, and an LSTM's cell state.
 * PyTorch's {@code RNNCell}, {@code LSTMCell} and {@code GRUCell}; formulas as in {@link
 * Recurrent}.
 *
 * @param kind which gates there are
 * @param units number of units H
 * @param bias whether gates have biases, one for the input and one for the state
 * @param activation what makes a unit's next value, and an LSTM's output, of a sum: tanh unless
 *     stated (the {@code nonlinearity} of PyTorch's {@code RNNCell})
 * @param in number of input features, if it is stated (PyTorch's {@code input_size})
 */
public record RecurrentCell(
    Kind kind,
    Size units,
    @Default("true") boolean bias,
    @Default("tanh") Activation.Kind activation,
    @Default("") @Nullable Size in)
    implements Composite {
  /** The kinds of cells. */
  public enum Kind {
    /** Without gates. */
    @Word(value = "rnncell", title = "RNN cell")
    RNN(Recurrent.Kind.RNN),
    /** Long short-term memory. */
    @Word(value = "lstmcell", title = "LSTM cell")
    LSTM(Recurrent.Kind.LSTM),
    /** Gated recurrent unit. */
    @Word(value = "grucell", title = "GRU cell")
    GRU(Recurrent.Kind.GRU);

    private final Recurrent.Kind layer;

    Kind(Recurrent.Kind layer) {
      this.layer = layer;
    }
  }

  @Override
  public void compose(Steps steps) {
    Shape input = Inputs.vectors(steps.shapes(), "a recurrent cell");
    if (input.hasChannels()) {
      throw new LayerException(
          "a recurrent cell needs a vector, its input has shape "
              + input
              + ": for a sequence use rnn, lstm or gru");
    }
    Recurrence recurrence = new Recurrence(kind.layer, units, null, bias ? 2 : 0, activation);
    steps.require(recurrence.requirements());
    steps.require(Requirement.stated("in", in, "input features", input.channels().size()));
    steps.give(recurrence.add(steps, steps.input(), "").toArray(new Value[0]));
    steps.fuse(backward(recurrence));
  }

  /**
   * The input, and what {@link Recurrence#kept()} says with the state before; of an LSTM that is
   * nothing more, as PyTorch's {@code LSTMCell} begins with one vector of zeros for state and cell
   * ({@code forward} in {@code torch/nn/modules/rnn.py}).
   */
  private Backward backward(Recurrence recurrence) {
    Size units = this.units.named("H");
    if (kind == Kind.RNN) {
      return Backward.keeping(
          SavedTensor.inputs(),
          SavedTensor.output(),
          SavedTensor.inTraining("state before", units));
    }
    int states = recurrence.kept() + (kind == Kind.LSTM ? 0 : 1);
    return Backward.keeping(
        SavedTensor.inputs(),
        SavedTensor.inTraining("states and gates", Size.product(Size.of(states), units)));
  }
}
