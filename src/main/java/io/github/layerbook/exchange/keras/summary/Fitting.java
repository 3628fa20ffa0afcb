package io.github.layerbook.exchange.keras.summary;

import io.github.layerbook.exchange.fitting.Candidate;
import io.github.layerbook.exchange.fitting.Fits;
import io.github.layerbook.exchange.fitting.Sliding;
import io.github.layerbook.exchange.keras.Keras;
import io.github.layerbook.exchange.tracing.TracedTensor;
import io.github.layerbook.layer.Declaration;
import java.util.ArrayList;
import java.util.List;

/** The calls that make of inputs what a row of a summary states. */
final class Fitting {
  /** What costs this much more than the best is no rival of it. */
  private static final double NEAR = 1.5;

  private Fitting() {}

  /**
   * Tries what a row may mean.
   *
   * @param inputs the extents of its inputs without the batch
   */
  static Fits of(SummaryRow row, List<List<Long>> inputs) {
    return of(row, inputs, NEAR);
  }

  /** Returns the likeliest alone. */
  static Fits best(SummaryRow row, List<List<Long>> inputs) {
    return of(row, inputs, -1);
  }

  private static Fits of(SummaryRow row, List<List<Long>> inputs, double near) {
    for (boolean first : new boolean[] {false, true}) {
      for (String type : Types.of(row)) {
        Fits fits =
            Fits.of(
                Keras.dialect(),
                tried(type, row, inputs, first),
                near,
                inputs.stream().map(TracedTensor::batched).toList(),
                (declared, outputs) -> agree(row, declared) && agree(row, outputs));
        if (fits.best().isPresent()) {
          return fits;
        }
      }
    }
    return Fits.NONE;
  }

  /** What may be meant; of channels first only where they are known. */
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
    return all;
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

  /** Keras counts running statistics as parameters. */
  private static boolean agree(SummaryRow row, Declaration declared) {
    return row.parameters().map(stated -> stated == Fits.values(declared, true)).orElse(true);
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
