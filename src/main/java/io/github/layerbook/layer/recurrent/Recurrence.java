package io.github.layerbook.layer.recurrent;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Steps;
import io.github.layerbook.layer.Steps.Value;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.size.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one direction of one recurrent layer is: gates that each read the input and the state
 * before.
 *
 * <p>Each of G gates of H units has {@code C_in*H} weights on the input and {@code H*H} on the
 * state ({@code P*H} with a projection to P), which then has {@code H*P} weights of its own.
 *
 * @param kind which gates there are
 * @param units H, the number of units
 * @param projection P, to which the state is projected; none if it is not
 * @param biases how many biases each gate has: 0, 1 (Keras) or 2 (PyTorch)
 * @param activation what makes a unit's next value, or the candidate for it, of its sum
 */
record Recurrence(
    Recurrent.Kind kind,
    Size units,
    @Nullable Size projection,
    int biases,
    Activation.Kind activation) {
  /** The width of the state that comes back. */
  Size state() {
    return projection == null ? units.named("H") : projection.named("P");
  }

  /**
   * Adds the steps of one direction: of all positions at once, though one follows the other.
   *
   * @param input what it reads, a vector or a sequence of them
   * @param suffix what PyTorch writes behind the tensors' names, such as {@code _l0_reverse}
   * @return the states, then those of an LSTM's cell
   */
  List<Value> add(Steps steps, Value input, String suffix) {
    Axis gates = new Axis("gates' units", "G*H", gates());
    Axis before = new Axis("state", projection == null ? "H" : "P", state());
    Axis features = new Axis("input features", "C_in", input.shape().channels().as("in"));
    Tensor onInput = Tensor.weight("weight_ih" + suffix, gates, List.of(features));
    Tensor onState = Tensor.weight("weight_hh" + suffix, gates, List.of(before));
    steps.tensor(onInput);
    steps.tensor(onState);
    Value state = before(steps, input.shape().channels(state()));
    Value fromInput = steps.add("input", product(onInput, "bias_ih" + suffix, input, 1), input);
    Value fromState = steps.add("state", product(onState, "bias_hh" + suffix, state, 2), state);
    Value cell = kind == Recurrent.Kind.LSTM ? before(steps, input.shape().channels(h())) : state;
    List<Value> next = gating(steps, fromInput, fromState, state, cell);
    if (projection == null) {
      return next;
    }
    Tensor projected =
        Tensor.weight("weight_hr" + suffix, before, List.of(new Axis("units", "H", h())));
    Declaration product = product(projected, "", next.get(0), 3);
    return List.of(steps.add("projection", product, next.get(0)), next.get(1));
  }

  /** The states before each position, which the positions before give. */
  static Value before(Steps steps, Shape states) {
    return steps.addOfParameters("", Declaration.of(states, Backward.OF_NOTHING));
  }

  /** A weight on what is there at each position, with the bias of a number, if there is one. */
  private Declaration product(Tensor weight, String bias, Value input, int number) {
    Shape in = input.shape();
    Axis outputs = weight.axes().get(0);
    Declaration product =
        Declaration.of(in.channels(outputs.size()))
            .with(weight)
            .with(Work.Kind.MULTIPLY_ADDS, each(weight.count(), in));
    return number > biases
        ? product
        : product
            .with(Tensor.bias(bias, outputs))
            .with(Work.Kind.ADDITIONS, each(outputs.size(), in));
  }

  private static Size each(Size count, Shape shape) {
    return shape.hasChannels() ? Size.product(count, shape.positions("in")) : count;
  }

  /**
   * How many vectors of H units a step keeps beside the state before it, as PyTorch's cells on the
   * CPU do ({@code SimpleCell}, {@code GRUCell} and {@code LSTMCell} in {@code
   * aten/src/ATen/native/RNN.cpp}): a product keeps its factors, a sigmoid or tanh its result, and
   * a product that overwrites a factor a copy of that.
   */
  int kept() {
    return switch (kind) {
      // its result, which is the state before the next step
      case RNN -> 0;
      // the gates, the candidate, and copies of its sum with the state and of state less candidate
      case GRU -> kind.gates() + 3;
      // the gates, the cell state before, and tanh of the one after
      case LSTM -> kind.gates() + 2;
    };
  }

  /**
   * How many values one direction keeps of all its steps: what each keeps with the state before it,
   * the last state of a plain one, and where states are projected what they are projected from.
   */
  Size kept(Size steps) {
    Size units = h();
    if (kind == Recurrent.Kind.RNN) {
      return Size.product(units, steps.plus(1));
    }
    Size each = Size.product(Size.of(kept() + 1), units);
    return projection == null ? Size.product(each, steps) : Size.product(each.plus(state()), steps);
  }

  /**
   * What is beside the output of the last direction: the gates' sums with the input for all steps,
   * and what both directions give before it is put together. The last states are found after that,
   * so that they take no more where they are outputs.
   */
  Size beside(Size steps, long directions, boolean bidirectional, boolean states) {
    Size sums = Size.product(gates(), steps);
    Size all = bidirectional ? sums.plus(Size.product(List.of(Size.of(2), state(), steps))) : sums;
    if (kind != Recurrent.Kind.RNN || !states) {
      return all;
    }
    Size last = Size.product(Size.of(directions), state());
    return all.atLeast(last).minus(last);
  }

  /**
   * The most that one direction has at once at inference, but for first and last states, as {@code
   * FullLayer} and {@code FullBidirectionalLayer} in PyTorch's {@code RNN.cpp} have it: the gates'
   * sums with the input, and either the states of all steps in pieces and put together, or those of
   * the steps before and what the last step makes. Two directions have both in pieces and put
   * together, and then one after the other.
   */
  Size inPassing(Size steps, boolean bidirectional) {
    int cells = kind == Recurrent.Kind.LSTM ? 1 : 0;
    int ofStep =
        kind.gates()
            + switch (kind) {
              // the state
              case RNN -> 1;
              // the candidate and the state
              case GRU -> 2;
              // the cell states before and after, tanh of that, and the state
              case LSTM -> 4;
            };
    Size states =
        bidirectional
            ? steps.times(6).plus(2L * cells)
            : steps.times(2).plus(cells).atLeast(steps.plus(ofStep - 1L));
    return Size.product(gates(), steps).plus(Size.product(states, state()));
  }

  /** The units of all gates, {@code 4*H}. */
  private Size gates() {
    Size h = h();
    return kind.gates() == 1 ? h : Size.product(Size.of(kind.gates()), h);
  }

  /**
   * Adds the activations, products and sums that make a unit's next value of its gates.
   *
   * @param fromInput all gates' sums with the input
   * @param fromState all gates' sums with the state before
   * @param state the state before
   * @param cell an LSTM's cell state before
   * @return the next state, and an LSTM's next cell state
   */
  List<Value> gating(Steps steps, Value fromInput, Value fromState, Value state, Value cell) {
    Activation candidate = new Activation(activation, false);
    Activation sigmoid = new Activation(Activation.Kind.SIGMOID, false);
    return switch (kind) {
      case RNN -> {
        Value sum = merge(steps, Merge.Kind.ADD, fromInput, fromState);
        yield List.of(steps.add(candidate, sum));
      }
      case GRU -> {
        Value reset = steps.add(sigmoid, sum(steps, fromInput, fromState));
        Value update = steps.add(sigmoid, sum(steps, fromInput, fromState));
        Value old = merge(steps, Merge.Kind.MULTIPLY, reset, gate(steps, fromState));
        Value sum = merge(steps, Merge.Kind.ADD, gate(steps, fromInput), old);
        Value fresh = steps.add(candidate, sum);
        Value rest = steps.add("rest", rest(update.shape()), update);
        Value one = merge(steps, Merge.Kind.MULTIPLY, rest, fresh);
        Value other = merge(steps, Merge.Kind.MULTIPLY, update, state);
        yield List.of(merge(steps, Merge.Kind.ADD, one, other));
      }
      case LSTM -> {
        Value sums = merge(steps, Merge.Kind.ADD, fromInput, fromState);
        Value input = steps.add(sigmoid, gate(steps, sums));
        Value forget = steps.add(sigmoid, gate(steps, sums));
        Value fresh = steps.add(candidate, gate(steps, sums));
        Value output = steps.add(sigmoid, gate(steps, sums));
        Value kept = merge(steps, Merge.Kind.MULTIPLY, forget, cell);
        Value more = merge(steps, Merge.Kind.MULTIPLY, input, fresh);
        Value next = merge(steps, Merge.Kind.ADD, kept, more);
        Value shown = steps.add(candidate, next);
        yield List.of(merge(steps, Merge.Kind.MULTIPLY, output, shown), next);
      }
    };
  }

  static Value merge(Steps steps, Merge.Kind kind, Value first, Value second) {
    return steps.add(Merge.of(kind), first, second);
  }

  /** One less each value. */
  private static Declaration rest(Shape shape) {
    return Declaration.of(shape, Backward.OF_NOTHING)
        .with(FieldOfView.OWN_PLACE)
        .with(Work.Kind.ADDITIONS, shape.values("in"));
  }

  /** One gate's sum with input and state. */
  private Value sum(Steps steps, Value fromInput, Value fromState) {
    return merge(steps, Merge.Kind.ADD, gate(steps, fromInput), gate(steps, fromState));
  }

  /** One of the gates that lie side by side. */
  private Value gate(Steps steps, Value all) {
    return steps.part(all, h());
  }

  private Size h() {
    return units.named("H");
  }

  /** What must hold. */
  List<Requirement> requirements() {
    Requirement positive = Requirement.positive("the number of units", units);
    return projection == null
        ? List.of(positive)
        : List.of(
            positive,
            Requirement.positive("projection", projection),
            Requirement.that("projection", projection)
                .atMost(
                    "one less than the units,",
                    units.minus(1),
                    "project to fewer units than the layer has, or leave projection out"));
  }
}
