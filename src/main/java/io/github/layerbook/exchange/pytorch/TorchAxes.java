package io.github.layerbook.exchange.pytorch;

import io.github.layerbook.exchange.Arrangement;
import io.github.layerbook.exchange.Arrangement.Operand;
import io.github.layerbook.exchange.Call;
import io.github.layerbook.exchange.DialectException;
import io.github.layerbook.exchange.Placement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** Where PyTorch's axes stand. */
final class TorchAxes {
  private TorchAxes() {}

  /**
   * Channels first, after one axis for the batch if the input has more axes than an example.
   *
   * @param axes how many axes an example has
   */
  static Function<Call, Arrangement> examples(int axes) {
    return call -> Arrangement.channelsFirst(call.inputs(), call.rank() > axes ? 1 : 0);
  }

  /** Channels first after the batch. */
  static Arrangement first(Call call) {
    return Arrangement.channelsFirst(call.inputs(), Math.min(1, call.rank()));
  }

  /** Channels first; all axes before the last three are the batch. */
  static Arrangement image(Call call) {
    return Arrangement.channelsFirst(call.inputs(), Math.max(0, call.rank() - 3));
  }

  /** Channels, or features, last of all; the first axis is the batch unless it is the only one. */
  static Arrangement last(Call call) {
    return lastAfter(call, 1);
  }

  /** Channels last; the first axis is the batch unless the example needs it. */
  static Arrangement lastAfter(Call call, int axes) {
    return Arrangement.channelsLast(call.inputs(), call.rank() > axes ? 1 : 0);
  }

  /** The same for each value, wherever it stands. */
  static Arrangement any(Call call) {
    return Arrangement.channelsFirst(call.inputs(), call.rank() > 1 ? 1 : 0).inAnyOrder();
  }

  /**
   * Along the one axis that an argument names: it is our channels, the others are positions. The
   * first axis is the batch, unless it is the one.
   */
  static Arrangement along(Call call, int axis) {
    int rank = call.rank();
    if (rank == 0) {
      return single(call);
    } else if (axis < -rank || axis >= rank) {
      throw new DialectException("there is no dimension %d among those of %s", axis, call.input(0));
    }
    int along = Math.floorMod(axis, rank);
    return Arrangement.along(call.inputs(), along == 0 ? 0 : 1, along);
  }

  /** A tensor without axes is a vector of one value. */
  static Arrangement single(Call call) {
    Placement none = new Placement(List.of(Placement.NONE));
    return Arrangement.channelsFirst(call.inputs(), 0)
        .operands(List.of(new Operand(0, none.shape(List.of()), none)))
        .results(Arrangement.Results.placed(rank -> none));
  }

  /**
   * Inputs that are combined value by value: one of fewer axes has ones before them. They have a
   * batch if the first axes of all are the same and take no part in what is done.
   */
  static Arrangement together(Call call, boolean batchTakesPart) {
    int rank = call.inputs().stream().mapToInt(List::size).max().orElse(0);
    boolean batch =
        rank > 1
            && !batchTakesPart
            && call.inputs().stream()
                .allMatch(
                    shape -> shape.size() == rank && shape.get(0).equals(call.input(0).get(0)));
    int leading = batch ? 1 : 0;
    List<Operand> operands = new ArrayList<>();
    for (List<Long> shape : call.inputs()) {
      List<Integer> axes =
          new ArrayList<>(Collections.nCopies(rank - shape.size(), Placement.NONE));
      axes.addAll(Placement.channelsFirst(leading, shape.size() - leading).axes());
      Placement placement = new Placement(axes);
      operands.add(new Operand(operands.size(), placement.shape(shape), placement));
    }
    return new Arrangement(
        operands,
        batch ? call.input(0).subList(0, 1) : List.of(),
        Arrangement.Results.placed(own -> Placement.channelsFirst(leading, own)),
        false);
  }

  /**
   * Returns an argument that is a dimension, counted from the first one, the batch; as it is where
   * the input is not known.
   *
   * @throws DialectException if the input has too few dimensions
   */
  static int dimension(Call call, String argument) {
    int dimension = Math.toIntExact(call.number(argument));
    if (!call.knowsInputs()) {
      return dimension;
    } else if (dimension < -call.rank()) {
      throw new DialectException(
          "there is no dimension %d among those of %s", dimension, call.input(0));
    }
    return dimension < 0 ? dimension + call.rank() : dimension;
  }
}
