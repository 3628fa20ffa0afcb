package io.github.layerbook.notebook.command.change;

import io.github.layerbook.notebook.CellError;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.whatif.sweep.Sweep;
import io.github.layerbook.whatif.sweep.Variant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Which of a sweep's quantities its chart shows, by their places. */
final class SweepMeasures {
  private SweepMeasures() {}

  /** The places of a sweep's quantities, those first that are not the same in all its rows. */
  static List<Integer> varying(Sweep sweep, List<Variant> rows) {
    return IntStream.range(0, sweep.quantities().size())
        .boxed()
        .sorted(Comparator.comparing(place -> !varies(rows, place)))
        .toList();
  }

  private static boolean varies(List<Variant> rows, int place) {
    return rows.stream()
            .filter(Variant::isValid)
            .map(row -> row.totals().get(place))
            .distinct()
            .limit(2)
            .count()
        > 1;
  }

  /**
   * The places of some quantities; the others follow.
   *
   * @throws CellError if the sweep lacks one
   */
  static List<Integer> places(Sweep sweep, List<Quantity> measures) {
    List<String> words = sweep.quantities().stream().map(Quantity::word).toList();
    List<Integer> places = new ArrayList<>();
    for (Quantity measure : measures) {
      int place = words.indexOf(measure.word());
      if (place < 0) {
        throw new CellError("The sweep does not find %1$s: add --%1$s.".formatted(measure.word()));
      }
      places.add(place);
    }
    IntStream.range(0, words.size()).filter(i -> !places.contains(i)).forEach(places::add);
    return places;
  }
}
