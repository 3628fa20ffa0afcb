package io.github.layerbook.exchange.pytorch.summary;

import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.Reading;
import io.github.layerbook.exchange.pytorch.PyTorch;
import io.github.layerbook.exchange.pytorch.summary.TorchCandidates.Candidate;
import io.github.layerbook.exchange.tracing.TracedTensor;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The calls that make of an input what a row states, the likeliest first.
 *
 * @param fits those that do
 */
record Tabled(List<Candidate> fits) {
  private static final int MOST = 4_000;

  /** What costs this much more than the best is no rival of it. */
  private static final double NEAR = 1;

  /** Classes of PyTorch's own that are others under another name. */
  static Optional<Entry> entry(String type) {
    return PyTorch.dialect()
        .find(type.equals("NonDynamicallyQuantizableLinear") ? "Linear" : type)
        .filter(entry -> !entry.isFunction());
  }

  /** Tries what a row may mean on an input without the batch. */
  static Tabled of(TableRow row, List<Long> in) {
    Optional<Entry> entry = entry(row.type());
    if (entry.isEmpty() || row.output().isEmpty()) {
      return new Tabled(List.of());
    }
    List<Candidate> all = new ArrayList<>(TorchCandidates.of(row, in));
    all.sort(Comparator.comparingDouble(Candidate::cost));
    List<Candidate> fits = new ArrayList<>();
    for (Candidate candidate : all.subList(0, Math.min(MOST, all.size()))) {
      if (!fits.isEmpty() && candidate.cost() > fits.get(0).cost() + NEAR) {
        break;
      } else if (holds(entry.get(), candidate.arguments(), row, in)) {
        fits.add(candidate);
      }
    }
    return new Tabled(fits);
  }

  Optional<Candidate> best() {
    return fits.stream().findFirst();
  }

  double cost() {
    return fits.isEmpty() ? Double.POSITIVE_INFINITY : fits.get(0).cost();
  }

  /** What else the row may be, in words. */
  List<String> others() {
    Set<String> words = new LinkedHashSet<>();
    fits.stream().skip(1).map(Candidate::words).filter(w -> !w.isEmpty()).forEach(words::add);
    best().ifPresent(best -> words.remove(best.words()));
    return words.stream().limit(2).toList();
  }

  private static boolean holds(Entry entry, Arguments arguments, TableRow row, List<Long> in) {
    try {
      Reading reading = entry.read(arguments, List.of(batched(in)));
      Declaration declaration = reading.layer().on(reading.inputs());
      List<List<Long>> outputs = reading.arrangement().extents(declaration.outputs());
      List<Long> first = outputs.get(0);
      return declaration.requirements().stream().allMatch(r -> !r.isKnown() || r.holds())
          && (row.again() || row.parameters().map(n -> n == values(declaration)).orElse(true))
          && first.subList(1, first.size()).equals(row.each());
    } catch (IllegalArgumentException | ArithmeticException e) {
      return false;
    }
  }

  /** Parameters: PyTorch counts no buffers. */
  private static long values(Declaration declaration) {
    return declaration.tensors().stream()
        .filter(tensor -> tensor.kind() != Tensor.Kind.BUFFER)
        .mapToLong(tensor -> tensor.count().value())
        .reduce(0, Math::addExact);
  }

  static List<Long> batched(List<Long> extents) {
    List<Long> batched = new ArrayList<>(List.of(TracedTensor.BATCH));
    batched.addAll(extents);
    return batched;
  }
}
