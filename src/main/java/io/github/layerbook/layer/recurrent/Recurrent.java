package io.github.layerbook.layer.recurrent;

import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Composite;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.SavedTensor;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Steps;
import io.github.layerbook.layer.Steps.Value;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Options;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.layer.merge.Concatenate;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Recurrent layers over a sequence: {@code lstm 512 layers=2}, {@code gru 64}, {@code rnn 32}.
 *
 * <p>Input a sequence of L vectors of C_in features; output a vector of H units for each, or the
 * last one alone, and the last states of all layers and directions. PyTorch's {@code RNN}, {@code
 * LSTM} (Hochreiter and Schmidhuber 1997, with forget gates and, if projected, Sak et al. 2014) and
 * {@code GRU} (Cho et al. 2014), whose documentation gives the formulas; Keras's {@code SimpleRNN},
 * {@code LSTM}, {@code GRU} and {@code Bidirectional}. Weights are used at each of the L steps.
 *
 * @param kind which gates there are
 * @param units number of units H
 * @param layers number of layers, each on the outputs of the one before
 * @param bidirectional whether a second direction reads the sequence backwards
 * @param projection number of outputs that an LSTM's state is projected to (PyTorch's {@code
 *     proj_size}); none by default
 * @param bias whether gates have biases
 * @param singlebias whether each gate has one bias, as in Keras, or one for the input and one for
 *     the state, as in PyTorch
 * @param resetafter whether a GRU resets the state after its matrix product, as in PyTorch; if
 *     before, as in the paper and with Keras's {@code reset_after=False}, each gate has one bias
 * @param sequence whether the output has a vector for each step, as in PyTorch, or for the last
 *     alone, as in Keras unless {@code return_sequences}
 * @param states whether the last states are outputs too, as in PyTorch; in Keras with {@code
 *     return_state}
 * @param merge how the outputs of two directions become one (Keras's {@code merge_mode})
 * @param activation what makes a unit's next value, and an LSTM's output, of a sum: tanh unless
 *     stated (the {@code nonlinearity} of PyTorch's {@code RNN}, the {@code activation} of Keras's
 *     layers)
 * @param in number of input features, if it is stated (PyTorch's {@code input_size})
 */
public record Recurrent(
    Kind kind,
    Size units,
    @Default("1") int layers,
    @Default("false") boolean bidirectional,
    @Default("") @Nullable Size projection,
    @Default("true") boolean bias,
    @Default("false") boolean singlebias,
    @Default("true") boolean resetafter,
    @Default("true") boolean sequence,
    @Default("true") boolean states,
    @Default("concat") Merge merge,
    @Default("tanh") Activation.Kind activation,
    @Default("") @Nullable Size in)
    implements Composite {
  /** The kinds of recurrent layers, distinguished by their gates. */
  public enum Kind {
    /** Without gates: Elman's network. */
    @Word(value = "rnn simplernn", title = "RNN")
    RNN(1),
    /** Long short-term memory: input, forget and output gate and the candidate. */
    @Word(value = "lstm", title = "LSTM")
    LSTM(4),
    /** Gated recurrent unit: reset and update gate and the candidate. */
    @Word(value = "gru", title = "GRU")
    GRU(3);

    private final int gates;

    Kind(int gates) {
      this.gates = gates;
    }

    /** Returns how many matrices there are on the input, the candidate's included. */
    public int gates() {
      return gates;
    }
  }

  /** How the outputs of two directions become one. */
  public enum Merge {
    /** One after the other: twice as many features. */
    CONCAT,
    /** Their sum. */
    SUM,
    /** Their product (Keras's {@code mul}). */
    MUL,
    /** Their mean (Keras's {@code ave}). */
    AVE,
    /** Not at all: they are two outputs. */
    NONE
  }

  /** More layers than any network has; without a limit a typing error takes all memory. */
  private static final int MOST = 10_000;

  /** Checks the number of layers and that only an LSTM is projected. */
  public Recurrent {
    if (layers < 1) {
      throw new LayerException("layers " + layers + " is smaller than 1: use at least 1");
    } else if (layers > MOST) {
      throw new LayerException(
          "layers %d is larger than %d: use fewer, or a repeated block".formatted(layers, MOST));
    } else if (projection != null && kind != Kind.LSTM) {
      throw new LayerException(
          "projection " + projection + " is for an LSTM only: use lstm, or leave projection out");
    }
  }

  /** Makes a layer with PyTorch's defaults. */
  public static Recurrent of(Kind kind, long units) {
    return Options.make(Recurrent.class, kind, Size.of(units));
  }

  @Override
  public void compose(Steps steps) {
    Shape input = Inputs.sequence(steps.shapes(), "a recurrent layer");
    Recurrence recurrence = new Recurrence(kind, units, projection, biases(), activation);
    steps.require(recurrence.requirements());
    steps.require(Requirement.stated("in", in, "input features", input.channels().size()));
    Size positions = input.spatial().get(0).as("in");
    List<Value> last = List.of(steps.input());
    for (int layer = 0; layer < layers; layer++) {
      Value from = last.get(0);
      Value forward = recurrence.add(steps, from, "_l" + layer).get(0);
      last =
          bidirectional
              ? merged(
                  steps, forward, recurrence.add(steps, from, "_l" + layer + "_reverse").get(0))
              : List.of(forward);
    }
    give(steps, last, recurrence);
    steps.fuse(backward(recurrence, last.get(0).shape().channels().size(), positions));
  }

  /** The input, what each layer's steps keep, and what the next layer reads. */
  private Backward backward(Recurrence recurrence, Size width, Size steps) {
    long directions = (long) layers * (bidirectional ? 2 : 1);
    Size kept = Size.product(Size.of(directions), recurrence.kept(steps));
    Size between = Size.product(List.of(Size.of(layers - 1L), width, steps));
    return Backward.keeping(
        SavedTensor.inputs(),
        SavedTensor.inTraining("states and gates of all steps", kept),
        SavedTensor.inTraining("sequences between layers", between),
        SavedTensor.beside(
            "gates before the state is added",
            recurrence.beside(steps, directions, bidirectional, states)),
        SavedTensor.beside(
            "states of the other steps",
            sequence ? Size.of(0) : Size.product(width, steps.minus(1))),
        SavedTensor.inPassing("gates, states and sequences", inPassing(recurrence, width, steps)));
  }

  /**
   * The most that the last layer has at once at inference: the gates' sums with the input for all
   * steps, the first states of all layers and the last ones of those before, what the layer before
   * gives, and in the last direction the states of all steps in pieces and put together, or what
   * one step needs.
   */
  private Size inPassing(Recurrence recurrence, Size width, Size steps) {
    long ofEach = kind == Kind.LSTM ? 2 : 1;
    long directions = bidirectional ? 2 : 1;
    Size unit = recurrence.state();
    Size ends = Size.product(Size.of(ofEach * directions * (2L * layers - 1)), unit);
    Size before = layers == 1 ? Size.of(0) : Size.product(width, steps);
    return recurrence.inPassing(steps, bidirectional).plus(ends).plus(before);
  }

  private int biases() {
    return !bias ? 0 : singlebias || (kind == Kind.GRU && !resetafter) ? 1 : 2;
  }

  /** Gives the outputs of all positions or the last, and the last states of all layers. */
  private void give(Steps steps, List<Value> sequences, Recurrence recurrence) {
    List<Value> outputs = new ArrayList<>();
    for (Value each : sequences) {
      Shape last = Shape.features(each.shape().channels().size());
      Declaration end = Declaration.of(last, Backward.OF_PART).with(FieldOfView.WHOLE);
      outputs.add(sequence ? each : steps.add("", end, each));
    }
    if (states) {
      List<Size> ends = List.of(Size.of((long) layers * (bidirectional ? 2 : 1)));
      outputs.add(ends(steps, Shape.maps(recurrence.state(), ends), sequences));
      if (kind == Kind.LSTM) {
        outputs.add(ends(steps, Shape.maps(units.named("H"), ends), sequences));
      }
    }
    steps.give(outputs.toArray(new Value[0]));
  }

  private static Value ends(Steps steps, Shape states, List<Value> sequences) {
    return steps.add("", Declaration.of(states, Backward.OF_NOTHING), sequences.get(0));
  }

  /** Makes one sequence of both directions', or leaves them as two. */
  private List<Value> merged(Steps steps, Value forward, Value reverse) {
    return switch (merge) {
      case CONCAT -> List.of(steps.add(new Concatenate(1), forward, reverse));
      case SUM ->
          List.of(
              Recurrence.merge(
                  steps, io.github.layerbook.layer.merge.Merge.Kind.ADD, forward, reverse));
      case MUL ->
          List.of(
              Recurrence.merge(
                  steps, io.github.layerbook.layer.merge.Merge.Kind.MULTIPLY, forward, reverse));
      case AVE ->
          List.of(
              Recurrence.merge(
                  steps, io.github.layerbook.layer.merge.Merge.Kind.AVERAGE, forward, reverse));
      case NONE -> List.of(forward, reverse);
    };
  }
}
