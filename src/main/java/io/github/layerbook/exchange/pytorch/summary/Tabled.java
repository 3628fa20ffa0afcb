package io.github.layerbook.exchange.pytorch.summary;

import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.Reading;
import io.github.layerbook.exchange.fitting.Fits;
import io.github.layerbook.exchange.pytorch.PyTorch;
import io.github.layerbook.exchange.tracing.TracedTensor;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Tensor;
import java.util.List;
import java.util.Optional;

/** The calls that make of an input what a row of a table states. */
final class Tabled {
  /** What costs this much more than the best is no rival of it. */
  private static final double NEAR = 1;

  private Tabled() {}

  /** Classes of PyTorch's own that are others under another name. */
  static Optional<Entry> entry(String type) {
    return PyTorch.dialect()
        .find(type.equals("NonDynamicallyQuantizableLinear") ? "Linear" : type)
        .filter(entry -> !entry.isFunction());
  }

  /** Tries what a row may mean on an input without the batch. */
  static Fits of(TableRow row, List<Long> in) {
    Optional<Entry> entry = entry(row.type());
    return entry.isEmpty() || row.output().isEmpty()
        ? Fits.NONE
        : Fits.of(
            TorchCandidates.of(row, in),
            NEAR,
            each -> holds(entry.get(), each.arguments(), row, in));
  }

  private static boolean holds(Entry entry, Arguments arguments, TableRow row, List<Long> in) {
    try {
      Reading reading = entry.read(arguments, List.of(TracedTensor.batched(in)));
      return reading.declaration().filter(declared -> agrees(row, reading, declared)).isPresent();
    } catch (IllegalArgumentException | ArithmeticException e) {
      return false;
    }
  }

  private static boolean agrees(TableRow row, Reading reading, Declaration declaration) {
    List<Long> first = reading.outputs(declaration).get(0);
    return (row.again() || row.parameters().map(n -> n == values(declaration)).orElse(true))
        && first.subList(1, first.size()).equals(row.each());
  }

  /** Parameters: PyTorch counts no buffers. */
  private static long values(Declaration declaration) {
    return declaration.tensors().stream()
        .filter(tensor -> tensor.kind() != Tensor.Kind.BUFFER)
        .mapToLong(tensor -> tensor.count().value())
        .reduce(0, Math::addExact);
  }
}
