package io.github.layerbook.exchange.pasted;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.Network;
import java.util.List;

/**
 * What a network has in all.
 *
 * @param parameters trained values
 * @param buffers values that are kept and not trained, but no counters
 * @param multiplyAdds of one example
 */
record Totals(long parameters, long buffers, long multiplyAdds) {
  static Totals of(Network network) {
    long parameters = 0;
    long buffers = 0;
    long multiplyAdds = 0;
    for (Applied applied : network.applied()) {
      parameters += parameters(applied);
      buffers +=
          applied.tensors().stream()
              .filter(tensor -> tensor.kind() == Tensor.Kind.BUFFER && !tensor.axes().isEmpty())
              .mapToLong(Totals::values)
              .sum();
      multiplyAdds +=
          applied.declaration().work().stream()
              .filter(work -> work.kind() == Work.Kind.MULTIPLY_ADDS)
              .mapToLong(work -> work.count().value())
              .sum();
    }
    return new Totals(parameters, buffers, multiplyAdds);
  }

  /** Returns the trained values of one layer that are not another's. */
  static long parameters(Applied applied) {
    return applied.tensors().stream()
        .filter(tensor -> tensor.kind() != Tensor.Kind.BUFFER)
        .mapToLong(Totals::values)
        .sum();
  }

  /** Returns the kept values of one layer that are not trained. */
  static long buffers(Applied applied) {
    return applied.tensors().stream()
        .filter(tensor -> tensor.kind() == Tensor.Kind.BUFFER && !tensor.axes().isEmpty())
        .mapToLong(Totals::values)
        .sum();
  }

  private static long values(Tensor tensor) {
    List<Long> extents = tensor.axes().stream().map(Axis::size).map(size -> size.value()).toList();
    return extents.stream().reduce(1L, Math::multiplyExact);
  }
}
