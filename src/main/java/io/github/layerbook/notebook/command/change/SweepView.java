package io.github.layerbook.notebook.command.change;

import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.QuantityName;
import io.github.layerbook.notebook.command.Takes;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.view.chart.ParetoChart;
import io.github.layerbook.view.chart.SweepCharts;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.view.plotly.Chart;
import io.github.layerbook.view.table.SweepTable;
import io.github.layerbook.whatif.fit.Budget;
import io.github.layerbook.whatif.sweep.Sweep;
import io.github.layerbook.whatif.sweep.Variant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The options that say how a sweep is shown. */
public record SweepView(
    @Takes("--chart: the kind of chart under the table") Optional<Kind> chart,
    @Takes(
            "--measure QUANTITIES: one or two quantities to draw, added to the"
                + " columns; the first columns that vary if left out")
        List<QuantityName> measures) {

  /** The charts of a sweep. */
  public enum Kind {
    LINE,
    HEATMAP,
    PARETO
  }

  /**
   * Refuses measures that a sweep does not find.
   *
   * @throws io.github.layerbook.notebook.CellError if there is one
   */
  void requireMeasures(Session session, Sweep sweep) {
    places(sweep, named(session));
  }

  /** The quantities that the chart is asked to show. */
  List<Quantity> named(Session session) {
    return measures.stream().map(name -> name.in(session)).toList();
  }

  /** Returns the table of rows of a sweep, with the chart, which shows the budgets. */
  ResultTable table(Session session, Sweep sweep, List<Variant> rows, List<Budget> budgets) {
    List<Quantity> limited = budgets.stream().map(Budget::quantity).toList();
    List<Integer> shown =
        measures.isEmpty() && limited.isEmpty()
            ? varying(sweep, rows)
            : places(sweep, measures.isEmpty() ? limited : named(session));
    Chart drawn =
        switch (chart.orElseGet(() -> usual(sweep, shown, !limited.isEmpty()))) {
          case LINE -> SweepCharts.lines(sweep, rows, shown.get(0));
          case HEATMAP -> SweepCharts.heatMap(sweep, rows, shown.get(0));
          case PARETO -> ParetoChart.of(sweep, rows, shown.get(0), second(shown), budgets);
        };
    return SweepTable.of(sweep, rows, drawn);
  }

  private static int second(List<Integer> shown) {
    if (shown.size() < 2) {
      throw new CellError("A Pareto front needs two quantities: name them with --columns.");
    }
    return shown.get(1);
  }

  /** A front is of use where more of a network costs more, not where only its input is larger. */
  private Kind usual(Sweep sweep, List<Integer> shown, boolean limited) {
    boolean two = measures.size() > 1 || limited;
    if (sweep.knobs().size() == 1 && !two) {
      return Kind.LINE;
    }
    boolean larger = sweep.quantities().get(shown.get(0)) == Quantity.PARAMETERS;
    return shown.size() > 1 && (two || larger) ? Kind.PARETO : Kind.HEATMAP;
  }

  /** The places of a sweep's quantities, those first that are not the same in all its rows. */
  private static List<Integer> varying(Sweep sweep, List<Variant> rows) {
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
  private static List<Integer> places(Sweep sweep, List<Quantity> measures) {
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
