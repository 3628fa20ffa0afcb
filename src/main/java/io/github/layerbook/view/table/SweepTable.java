package io.github.layerbook.view.table;

import io.github.layerbook.report.Quantity;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.chart.SweepCharts;
import io.github.layerbook.view.display.Grid;
import io.github.layerbook.view.display.Grid.Cell;
import io.github.layerbook.view.display.Grid.Head;
import io.github.layerbook.view.display.QuantityText;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.view.display.TableDisplay;
import io.github.layerbook.view.figure.FigureDisplay;
import io.github.layerbook.view.plotly.Chart;
import io.github.layerbook.whatif.edit.Knob;
import io.github.layerbook.whatif.sweep.Sweep;
import io.github.layerbook.whatif.sweep.Variant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
    TableForm<Variant> form = new TableForm<>();
    for (int i = 0; i < sweep.knobs().size(); i++) {
      int knob = i;
      form.shown(Head.number(sweep.knobs().get(i).name()), row -> Cell.of(row.values().get(knob)))
          .column(all -> values(sweep.knobs().get(knob), knob, all));
    }
    for (int i = 0; i < sweep.quantities().size(); i++) {
      Quantity quantity = sweep.quantities().get(i);
      int place = i;
      Function<Variant, Optional<Number>> number =
          row -> row.isValid() ? Optional.of(row.totals().get(place)) : Optional.empty();
      form.shown(
              head(quantity),
              row -> number.apply(row).map(n -> number(quantity, n)).orElse(Cell.of("–")))
          .quantity(quantity, number);
    }
    form.column(all -> BooleanColumn.create("valid", all.stream().map(Variant::isValid).toList()))
        .shown(
            Head.quiet(""),
            row -> Cell.of(row.isValid() ? "" : problems.getOrDefault(row.index(), "not possible")))
        .data("problem", row -> problems.getOrDefault(row.index(), ""))
        .caption(SweepCharts.variants(sweep, rows.size()), impossible(rows));
    // Only the lines that a page can hold; the table has all rows.
    Grid all = form.grid(rows.subList(0, Math.min(rows.size(), TableDisplay.MOST_ROWS)));
    return ResultTable.folded(
        "sweep", form.columns(rows), all.first(TableDisplay.ROWS_AT_ONCE), all);
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

  /** The heading of exact numbers with their unit; that of bytes is the grid's to choose. */
  private static Head head(Quantity quantity) {
    return quantity.unit().isBytes() ? Head.number(quantity.heading()) : FitTable.exact(quantity);
  }

  private static Cell number(Quantity quantity, Number number) {
    return quantity.unit().isBytes()
        ? Cell.of(quantity, number)
        : Cell.of(QuantityText.plain(quantity, number));
  }

  private static String impossible(List<Variant> rows) {
    long invalid = rows.stream().filter(row -> !row.isValid()).count();
    String some = invalid == rows.size() ? "none of them" : Numbers.count(invalid) + " of them not";
    return invalid == 0 ? "" : ", " + some + " possible";
  }
}
