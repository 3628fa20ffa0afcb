package io.github.layerbook.view.table;

import io.github.layerbook.report.Quantity;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.chart.SweepCharts;
import io.github.layerbook.view.display.Grid;
import io.github.layerbook.view.display.Grid.Cell;
import io.github.layerbook.view.display.Grid.Head;
import io.github.layerbook.view.display.Grid.Kind;
import io.github.layerbook.view.display.Grid.Line;
import io.github.layerbook.view.display.Grid.Phrase;
import io.github.layerbook.view.display.QuantityText;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.view.display.TableDisplay;
import io.github.layerbook.view.figure.FigureDisplay;
import io.github.layerbook.view.plotly.Chart;
import io.github.layerbook.whatif.edit.Knob;
import io.github.layerbook.whatif.sweep.Sweep;
import io.github.layerbook.whatif.sweep.Variant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.columns.Column;

/**
 * The table of a sweep: one row per variant.
 *
 * <p>Columns: one for each knob, under its name, of numbers where all its values are; an exact
 * number for each quantity under its heading, of ratios decimals, missing where there is no such
 * network; {@code valid}; and {@code problem}, a text, for the first {@value #PROBLEMS} variants
 * that are not valid (each needs an analysis of its own; {@link Sweep#problem} tells those of the
 * others).
 */
public final class SweepTable {
  static final int PROBLEMS = 200;

  private SweepTable() {}

  /** Makes the table of some of a sweep's rows, with a chart under it. */
  public static ResultTable of(Sweep sweep, List<Variant> rows, Chart chart) {
    return of(sweep, rows).above(FigureDisplay.of(chart));
  }

  /** Makes the table of some of a sweep's rows. */
  public static ResultTable of(Sweep sweep, List<Variant> rows) {
    Map<Long, String> problems = problems(sweep, rows);
    List<Column<?>> columns = new ArrayList<>();
    for (int knob = 0; knob < sweep.knobs().size(); knob++) {
      columns.add(values(sweep.knobs().get(knob), knob, rows));
    }
    for (int i = 0; i < sweep.quantities().size(); i++) {
      int place = i;
      columns.add(
          TableColumns.of(
              sweep.quantities().get(i),
              rows,
              row -> row.isValid() ? Optional.of(row.totals().get(place)) : Optional.empty()));
    }
    BooleanColumn valid = BooleanColumn.create("valid");
    rows.forEach(row -> valid.append(row.isValid()));
    columns.add(valid);
    columns.add(TableColumns.texts("problem", rows, row -> problems.getOrDefault(row.index(), "")));
    Grid all = grid(sweep, rows, problems);
    return ResultTable.folded("sweep", columns, all.first(TableDisplay.ROWS_AT_ONCE), all);
  }

  private static Map<Long, String> problems(Sweep sweep, List<Variant> rows) {
    Map<Long, String> problems = new HashMap<>();
    rows.stream()
        .filter(row -> !row.isValid())
        .limit(PROBLEMS)
        .forEach(row -> problems.put(row.index(), sweep.problem(row.index()).orElse("")));
    return problems;
  }

  private static Column<?> values(Knob knob, int place, List<Variant> rows) {
    if (knob.hasWholeNumbers()) {
      return LongColumn.create(
          knob.name(),
          rows.stream().mapToLong(row -> Long.parseLong(row.values().get(place))).toArray());
    } else if (knob.hasDecimalNumbers()) {
      return DoubleColumn.create(
          knob.name(),
          rows.stream().mapToDouble(row -> Double.parseDouble(row.values().get(place))).toArray());
    }
    return StringColumn.create(
        knob.name(), rows.stream().map(row -> row.values().get(place)).toList());
  }

  /** Only the lines that a page can hold; the table has all rows. */
  private static Grid grid(Sweep sweep, List<Variant> rows, Map<Long, String> problems) {
    List<Head> heads = new ArrayList<>();
    sweep.knobs().forEach(knob -> heads.add(Head.number(knob.name())));
    sweep.quantities().forEach(quantity -> heads.add(Head.number(heading(quantity))));
    heads.add(Head.quiet(""));
    List<Line> lines = new ArrayList<>();
    for (Variant row : rows.subList(0, Math.min(rows.size(), TableDisplay.MOST_ROWS))) {
      List<Cell> cells = new ArrayList<>();
      row.values().forEach(value -> cells.add(Cell.of(value)));
      for (int place = 0; place < sweep.quantities().size(); place++) {
        cells.add(row.isValid() ? number(sweep, place, row) : Cell.of("–"));
      }
      cells.add(Cell.of(row.isValid() ? "" : problems.getOrDefault(row.index(), "not possible")));
      lines.add(new Line(Kind.ROW, cells));
    }
    return new Grid(caption(sweep, rows), heads, lines, List.of());
  }

  /** The heading of exact numbers with their unit; that of bytes is the grid's to choose. */
  private static String heading(Quantity quantity) {
    return quantity.unit().isBytes() ? quantity.heading() : FitTable.exact(quantity);
  }

  private static Cell number(Sweep sweep, int place, Variant row) {
    Quantity quantity = sweep.quantities().get(place);
    Number number = row.totals().get(place);
    return quantity.unit().isBytes()
        ? Cell.of(quantity, number)
        : Cell.of(QuantityText.plain(quantity, number));
  }

  private static List<Phrase> caption(Sweep sweep, List<Variant> rows) {
    long invalid = rows.stream().filter(row -> !row.isValid()).count();
    String impossible =
        invalid == rows.size() ? "none of them" : Numbers.count(invalid) + " of them not";
    return List.of(
        Phrase.strong(SweepCharts.variants(sweep, rows.size())),
        Phrase.of(invalid == 0 ? "" : ", " + impossible + " possible"));
  }
}
