package io.github.layerbook.layer.recurrent;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.size.Relation;
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
   * Adds the tensors, and their work over a number of steps.
   *
   * @param declaration what to add to
   * @param in the width of the input
   * @param steps how many steps are taken
   * @param suffix what PyTorch writes behind the tensors' names, such as {@code _l0_reverse}
   */
  Declaration add(Declaration declaration, Size in, Size steps, String suffix) {
    Axis gates = new Axis("gates' units", "G*H", gates());
    Axis input = new Axis("input features", "C_in", in);
    Axis before = new Axis("state", projection == null ? "H" : "P", state());
    Declaration with = declaration;
    with = weight(with, Tensor.weight("weight_ih" + suffix, gates, List.of(input)), steps);
    with = weight(with, Tensor.weight("weight_hh" + suffix, gates, List.of(before)), steps);
    if (projection != null) {
      Axis unitAxis = new Axis("units", "H", units.named("H"));
      with = weight(with, Tensor.weight("weight_hr" + suffix, before, List.of(unitAxis)), steps);
    }
    List<String> names = List.of("bias_ih", "bias_hh").subList(0, biases);
    for (String name : names) {
      with =
          with.with(Tensor.bias(name + suffix, gates))
              .with(Work.Kind.ADDITIONS, Size.product(gates.size(), steps));
    }
    return gating(kind, activation, with, Size.product(units.named("H"), steps));
  }

  /**
   * How many values one direction keeps of all its steps, as PyTorch's loop over them does: of a
   * plain step its state, of a GRU's or an LSTM's the state before, all gates and what they make of
   * them, and where the state is projected that too.
   */
  Size kept(Size steps) {
    Size units = this.units.named("H");
    return switch (kind) {
      case RNN -> Size.product(units, steps.plus(1));
      case GRU -> Size.product(List.of(Size.of(7), units, steps));
      case LSTM ->
          Size.product(
              projection == null
                  ? Size.product(Size.of(7), units)
                  : Size.product(Size.of(7), units).plus(state()),
              steps);
    };
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

  /** The most that one direction has at once at inference, but for first and last states. */
  Size inPassing(Size steps, boolean bidirectional) {
    long ofStep =
        switch (kind) {
          case RNN -> 1;
          case GRU -> 4;
          case LSTM -> 7;
        };
    Size more = Size.of(kind == Recurrent.Kind.LSTM ? 1 : 0);
    Size states =
        bidirectional
            ? steps.times(6).plus(more.times(2))
            : steps.times(2).plus(more).atLeast(steps.plus(ofStep));
    return Size.product(gates(), steps).plus(Size.product(states, state()));
  }

  private static Declaration weight(Declaration declaration, Tensor weight, Size steps) {
    return declaration
        .with(weight)
        .with(Work.Kind.MULTIPLY_ADDS, Size.product(weight.count(), steps));
  }

  /** The units of all gates, {@code 4*H}. */
  private Size gates() {
    Size h = units.named("H");
    return kind.gates() == 1 ? h : Size.product(Size.of(kind.gates()), h);
  }

  /** The activations, products and sums that make a unit's next value of its gates. */
  static Declaration gating(
      Recurrent.Kind kind, Activation.Kind activation, Declaration declaration, Size values) {
    Activation sigmoid = Activation.of(Activation.Kind.SIGMOID);
    Activation candidate = Activation.of(activation);
    Declaration with = candidate.work(declaration, values);
    with = with.with(Work.Kind.ADDITIONS, Size.product(Size.of(kind.gates()), values));
    return switch (kind) {
      case RNN -> with;
      case GRU ->
          sigmoid
              .work(with, Size.product(Size.of(2), values))
              .with(Work.Kind.MULTIPLICATIONS, Size.product(Size.of(3), values))
              .with(Work.Kind.ADDITIONS, Size.product(Size.of(2), values));
      case LSTM ->
          sigmoid
              .work(candidate.work(with, values), Size.product(Size.of(3), values))
              .with(Work.Kind.MULTIPLICATIONS, Size.product(Size.of(3), values))
              .with(Work.Kind.ADDITIONS, values);
    };
  }

  /** What must hold. */
  List<Requirement> requirements() {
    Requirement positive = Requirement.positive("the number of units", units);
    return projection == null
        ? List.of(positive)
        : List.of(
            positive,
            Requirement.positive("projection", projection),
            new Requirement(
                "projection",
                projection,
                Relation.AT_MOST,
                "one less than the units,",
                units.minus(1),
                "project to fewer units than the layer has, or leave projection out"));
  }
}
