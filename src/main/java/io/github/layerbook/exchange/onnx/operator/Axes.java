package io.github.layerbook.exchange.onnx.operator;

import io.github.layerbook.exchange.Arrangement;
import io.github.layerbook.exchange.Arrangement.Operand;
import io.github.layerbook.exchange.Arrangement.Result;
import io.github.layerbook.exchange.Call;
import io.github.layerbook.exchange.DialectException;
import io.github.layerbook.exchange.Placement;
import java.util.ArrayList;
import java.util.List;

/** Where ONNX's axes stand. */
final class Axes {
  private Axes() {}

  /** The same for each value, wherever it stands. */
  static Arrangement any(Call call) {
    return Arrangement.channelsFirst(call.inputs(), call.rank() > 1 ? 1 : 0).inAnyOrder();
  }

  /** Channels after the batch, if there is one. */
  static Arrangement channels(Call call) {
    return Arrangement.channelsFirst(call.inputs(), call.rank() > 1 ? 1 : 0);
  }

  /** Channels, or features, last of all. */
  static Arrangement last(Call call) {
    return Arrangement.channelsLast(call.inputs(), call.rank() > 1 ? 1 : 0);
  }

  /** Along one axis: it is our channels, the others are positions. */
  static Arrangement along(Call call, long axis) {
    int rank = call.rank();
    if (axis < -rank || axis >= Math.max(rank, 1)) {
      throw new DialectException("there is no axis %d among those of %s", axis, call.input(0));
    }
    int along = Math.floorMod(axis, rank);
    return Arrangement.along(call.inputs(), along == 0 ? 0 : 1, along);
  }

  /**
   * Sequences with the batch second, as recurrent operators have them unless {@code layout=1}. The
   * first output has an axis of directions behind the steps, states have it first.
   *
   * @param directions 1 or 2
   */
  static Arrangement sequences(Call call, long directions) {
    boolean batchFirst = call.flag("layout");
    Placement sequence = sequence(batchFirst);
    List<Operand> operands = List.of(new Operand(0, sequence.shape(call.input(0)), sequence));
    return new Arrangement(
        operands,
        sequence.batch(call.input(0)),
        outputs -> {
          List<Result> results = new ArrayList<>();
          for (int i = 0; i < outputs.size(); i++) {
            results.add(new Result(i, sequence(batchFirst)));
          }
          return results;
        },
        false);
  }

  private static Placement sequence(boolean batchFirst) {
    return Placement.last(batchFirst ? List.of(1, 2) : List.of(0, 2));
  }
}
