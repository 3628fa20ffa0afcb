package io.github.layerbook.notebook.command.change;

import io.github.layerbook.notebook.CellError;
import io.github.layerbook.whatif.sweep.Sweep;
import io.github.layerbook.whatif.sweep.Total;
import io.github.layerbook.whatif.sweep.Variant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What a sweep's chart can show, by the word for it and by the name of its total. */
public enum SweepMeasure {
  PARAMETERS("parameters"),
  MACS("multiply-adds"),
  MEMORY("bytes"),
  TRAINING_MEMORY("training bytes"),
  INFERENCE_MEMORY("inference bytes");

  private final String total;

  SweepMeasure(String total) {
    this.total = total;
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The places of a sweep's totals, those first that are not the same in all its rows. */
  static List<Integer> varying(Sweep sweep, List<Variant> rows) {
    return IntStream.range(0, sweep.totals().size())
        .boxed()
        .sorted(Comparator.comparing(total -> !varies(rows, total)))
        .toList();
  }

  private static boolean varies(List<Variant> rows, int total) {
    return rows.stream()
            .filter(Variant::isValid)
            .map(row -> row.totals().get(total))
            .distinct()
            .limit(2)
            .count()
        > 1;
  }

  /**
   * The places of the totals of some measures; the other totals follow.
   *
   * @throws CellError if the sweep lacks one
   */
  static List<Integer> places(Sweep sweep, List<SweepMeasure> measures) {
    List<String> names = sweep.totals().stream().map(Total::name).toList();
    List<Integer> places = new ArrayList<>();
    for (SweepMeasure measure : measures) {
      int place = names.indexOf(measure.total);
      if (place < 0) {
        throw new CellError("The sweep does not find %1$s: add --%1$s.".formatted(measure.word()));
      }
      places.add(place);
    }
    IntStream.range(0, names.size()).filter(i -> !places.contains(i)).forEach(places::add);
    return places;
  }
}
