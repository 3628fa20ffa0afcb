package io.github.layerbook.exchange.pytorch;

import io.github.layerbook.exchange.Arrangement;
import io.github.layerbook.exchange.Call;
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
    return Arrangement.channelsFirst(call.inputs(), 1);
  }

  /** Channels, or features, last of all; the first axis is the batch unless it is the only one. */
  static Arrangement last(Call call) {
    return Arrangement.channelsLast(call.inputs(), call.rank() > 1 ? 1 : 0);
  }

  /** The same for each value, wherever it stands. */
  static Arrangement any(Call call) {
    return Arrangement.channelsFirst(call.inputs(), call.rank() > 1 ? 1 : 0).inAnyOrder();
  }
}
