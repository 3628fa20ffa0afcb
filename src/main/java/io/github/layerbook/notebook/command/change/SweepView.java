package io.github.layerbook.notebook.command.change;

import io.github.layerbook.view.chart.SweepCharts;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.view.plotly.Chart;
import io.github.layerbook.view.table.SweepTable;
import io.github.layerbook.whatif.sweep.Sweep;
import io.github.layerbook.whatif.sweep.Variant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * The options that say how a sweep is shown.
 *
 * @param chart what is drawn under the table
 * @param measures what it shows
 */
public record SweepView(
    @Option(names = "--chart", description = "what is drawn under the table") Optional<Kind> chart,
    @Option(
            names = "--measure",
            paramLabel = "MEASURES",
            split = ",",
            description =
                "what the chart shows, one or two of ${COMPLETION-CANDIDATES}; else the first that"
                    + " vary")
        List<SweepMeasure> measures) {

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
  void requireMeasures(Sweep sweep) {
    SweepMeasure.places(sweep, measures);
  }

  /** Returns the table of rows of a sweep, with the chart. */
  ResultTable table(Sweep sweep, List<Variant> rows) {
    List<Integer> shown =
        measures.isEmpty()
            ? SweepMeasure.varying(sweep, rows)
            : SweepMeasure.places(sweep, measures);
    Chart drawn =
        switch (chart.orElseGet(() -> usual(sweep, shown))) {
          case LINE -> SweepCharts.lines(sweep, rows, shown.get(0));
          case HEATMAP -> SweepCharts.heatMap(sweep, rows, shown.get(0));
          case PARETO -> SweepCharts.pareto(sweep, rows, shown.get(0), shown.get(1));
        };
    return SweepTable.of(sweep, rows, drawn);
  }

  /** A front is of use where more of a network costs more, not where only its input is larger. */
  private Kind usual(Sweep sweep, List<Integer> shown) {
    boolean two = measures.size() > 1;
    if (sweep.knobs().size() == 1 && !two) {
      return Kind.LINE;
    }
    return two || shown.get(0) == 0 ? Kind.PARETO : Kind.HEATMAP;
  }
}
