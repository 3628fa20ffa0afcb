package io.github.layerbook.exchange.keras.summary;

import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.Reading;
import io.github.layerbook.exchange.fitting.Sliding;
import io.github.layerbook.exchange.keras.Keras;
import io.github.layerbook.exchange.tracing.TracedTensor;
import io.github.layerbook.layer.Declaration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The calls that make of inputs what a row states, the likeliest first.
 *
 * @param fits those that do; none where the row tells too little
 */
record Fitting(List<Candidate> fits) {
  /** So many calls of a row are tried at most. */
  private static final int MOST = 4_000;

  /** What costs this much more than the best is no rival of it. */
  private static final double NEAR = 1.5;

  /**
   * Tries what a row may mean.
   *
   * @param inputs the extents of its inputs without the batch
   */
  static Fitting of(SummaryRow row, List<List<Long>> inputs) {
    return of(row, inputs, NEAR);
  }

  /** Returns the likeliest alone. */
  static Fitting best(SummaryRow row, List<List<Long>> inputs) {
    return of(row, inputs, -1);
  }

  private static Fitting of(SummaryRow row, List<List<Long>> inputs, double near) {
    for (boolean first : new boolean[] {false, true}) {
      for (String type : Types.of(row)) {
        List<Candidate> fits = new ArrayList<>();
        for (Candidate candidate : tried(type, row, inputs, first)) {
          if (!fits.isEmpty() && candidate.cost() > fits.get(0).cost() + near) {
            break;
          } else if (holds(candidate, row, inputs)) {
            fits.add(candidate);
          }
        }
        if (!fits.isEmpty()) {
          return new Fitting(fits);
        }
      }
    }
    return new Fitting(List.of());
  }

  /** What may be meant, the likeliest first; of channels first only where they are known. */
  private static List<Candidate> tried(
      String type, SummaryRow row, List<List<Long>> inputs, boolean first) {
    List<Candidate> all = new ArrayList<>();
    if (!first) {
      all.addAll(Candidates.of(type, row, inputs));
    } else if (takesOrder(type)) {
      List<List<Long>> rotated = inputs.stream().map(Fitting::channelsLast).toList();
      for (Candidate candidate : Candidates.of(type, row.rotated(), rotated)) {
        all.add(candidate.with("data_format", "channels_first"));
      }
    }
    all.sort(Comparator.comparingDouble(Candidate::cost));
    return all.subList(0, Math.min(MOST, all.size()));
  }

  private static boolean takesOrder(String type) {
    return Keras.dialect()
        .find(type)
        .filter(entry -> entry.arguments().stream().anyMatch(a -> a.name().equals("data_format")))
        .isPresent();
  }

  /** Extents channels first as they would stand channels last. */
  static List<Long> channelsLast(List<Long> extents) {
    List<Long> last = new ArrayList<>(extents);
    if (last.size() > 2) {
      last.add(last.remove(0));
    }
    return last;
  }

  Optional<Candidate> best() {
    return fits.stream().findFirst();
  }

  /** What else the row may be, in words; none where only the best fits. */
  List<String> others() {
    Set<String> words = new LinkedHashSet<>();
    fits.stream().skip(1).map(Candidate::words).filter(w -> !w.isEmpty()).forEach(words::add);
    best().ifPresent(best -> words.remove(best.words()));
    return words.stream().limit(2).toList();
  }

  private static boolean holds(Candidate candidate, SummaryRow row, List<List<Long>> inputs) {
    Optional<Entry> entry =
        Keras.dialect().find(candidate.type()).filter(each -> !each.isFunction());
    if (entry.isEmpty()) {
      return false;
    }
    try {
      Reading reading =
          entry.get().read(candidate.given(), inputs.stream().map(Fitting::batched).toList());
      Declaration declaration = reading.layer().on(reading.inputs());
      return declaration.requirements().stream().allMatch(r -> !r.isKnown() || r.holds())
          && row.parameters().map(stated -> stated == values(declaration)).orElse(true)
          && agree(row, reading.arrangement().extents(declaration.outputs()));
    } catch (IllegalArgumentException | ArithmeticException e) {
      return false;
    }
  }

  /** All values that a layer keeps: Keras counts running statistics as parameters. */
  static long values(Declaration declaration) {
    return declaration.tensors().stream()
        .mapToLong(tensor -> tensor.count().value())
        .reduce(0, Math::addExact);
  }

  static List<Long> batched(List<Long> extents) {
    List<Long> batched = new ArrayList<>(List.of(TracedTensor.BATCH));
    batched.addAll(extents);
    return batched;
  }

  private static boolean agree(SummaryRow row, List<List<Long>> outputs) {
    for (int i = 0; i < row.outputs().size(); i++) {
      if (i >= outputs.size() || !agree(row.outputs().get(i), outputs.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean agree(List<Long> stated, List<Long> batched) {
    boolean agrees = stated.size() + 1 == batched.size();
    for (int i = 0; agrees && i < stated.size(); i++) {
      agrees = stated.get(i) == Sliding.OPEN || stated.get(i).equals(batched.get(i + 1));
    }
    return agrees;
  }
}
