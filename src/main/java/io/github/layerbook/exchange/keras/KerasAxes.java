package io.github.layerbook.exchange.keras;

import io.github.layerbook.exchange.Arrangement;
import io.github.layerbook.exchange.Call;
import io.github.layerbook.exchange.DialectException;
import io.github.layerbook.exchange.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Where Keras's axes stand; the first is the batch. */
final class KerasAxes {
  private KerasAxes() {}

  /** Channels last, unless the data format says otherwise. */
  static Arrangement channels(Call call) {
    boolean first =
        !call.isAbsent("data_format") && call.text("data_format").equals("channels_first");
    return first
        ? Arrangement.channelsFirst(call.inputs(), 1)
        : Arrangement.channelsLast(call.inputs(), 1);
  }

  /** As {@link #channels}, of a number of spatial axes, which alone are taken. */
  static Function<Call, Arrangement> spatial(int axes) {
    return call -> {
      if (call.rank() != axes + 2) {
        throw new DialectException(
            "%d spatial axes are expected, not those of %s", axes, call.input(0));
      }
      return channels(call);
    };
  }

  /** The same for each value, wherever it stands. */
  static Arrangement any(Call call) {
    return Arrangement.channelsLast(call.inputs(), 1).inAnyOrder();
  }

  /** Along the one axis that is stated, which is not the batch. */
  static Arrangement along(Call call) {
    int rank = call.rank();
    long axis = axis(call);
    if (axis < -rank || axis >= rank || Math.floorMod(axis, rank) == 0) {
      throw new DialectException(
          "axis %d is none of those of %s after the batch", axis, call.input(0));
    }
    return Arrangement.along(call.inputs(), 1, Math.floorMod(axis, rank));
  }

  /** Returns the one axis that is stated; Keras 2 writes it as a list. */
  static long axis(Call call) {
    List<Long> axes = call.isAbsent("axis") ? List.of(-1L) : call.numbers("axis", 1);
    if (axes.size() != 1) {
      throw new DialectException("axis is one axis, not " + axes);
    }
    return axes.get(0);
  }

  /** Several axes stand last, in their order, so that they are treated together. */
  static Arrangement together(Call call, List<Integer> last) {
    List<Integer> order = new ArrayList<>();
    for (int axis = 1; axis < call.rank(); axis++) {
      if (!last.contains(axis)) {
        order.add(axis);
      }
    }
    order.addAll(last);
    return Arrangement.placed(call.inputs(), 1, rank -> Placement.last(order));
  }
}
