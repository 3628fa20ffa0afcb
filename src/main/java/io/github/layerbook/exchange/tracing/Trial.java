package io.github.layerbook.exchange.tracing;

import io.github.layerbook.exchange.Placement;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A run on a graph of its own, where code asks how large the output of an example is: {@code
 * self.features(torch.zeros(1, 3, 32, 32)).numel()}.
 */
public final class Trial {
  private Trial() {}

  /**
   * Returns the example's output, which does not depend on the network's input.
   *
   * @param example a tensor whose first axis is the batch
   * @param body what is run on a graph and an input of it
   * @return a tensor of the output's extents; empty if it is none
   */
  public static Optional<TracedTensor> of(
      TracedTensor example, BiFunction<Graph, TracedTensor, Object> body) {
    if (example.rank() < 2) {
      return Optional.empty();
    }
    List<Long> extents = new ArrayList<>(example.extents());
    long batch = extents.set(0, TracedTensor.BATCH);
    Graph graph = new Graph(List.of());
    List<Long> own = extents.subList(1, extents.size());
    Made input = graph.input("x", new Input(own.stream().map(Size::of).toList(), AxisOrder.CHW));
    Object output =
        body.apply(
            graph,
            TracedTensor.of(
                extents, Placement.channelsFirst(1, own.size()), input, example.methods()));
    return output instanceof TracedTensor tensor
        ? Optional.of(TracedTensor.constant(settled(tensor, batch), null, example.methods()))
        : Optional.empty();
  }

  private static List<Long> settled(TracedTensor tensor, long batch) {
    List<Long> extents = new ArrayList<>(tensor.extents());
    extents.replaceAll(
        extent -> extent % TracedTensor.BATCH == 0 ? extent / TracedTensor.BATCH * batch : extent);
    return extents;
  }
}
