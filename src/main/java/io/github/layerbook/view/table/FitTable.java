package io.github.layerbook.view.table;

import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Grid;
import io.github.layerbook.view.display.Grid.Cell;
import io.github.layerbook.view.display.Grid.Head;
import io.github.layerbook.view.display.Grid.Kind;
import io.github.layerbook.view.display.Grid.Line;
import io.github.layerbook.view.display.Grid.Phrase;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.whatif.diff.Diff;
import io.github.layerbook.whatif.fit.Budget;
import io.github.layerbook.whatif.fit.Fit;
import io.github.layerbook.whatif.fit.Fit.Candidate;
import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.columns.Column;

/**
 * The table of a fit, which is its proof: the value that keeps the budgets and the next one, which
 * does not, or is impossible, and then also the next that is possible; under it what the value
 * changes.
 *
 * <p>Columns: {@code Value}; an exact number for each budget, under the name of what it limits,
 * missing where there is no such network; {@code Verdict}, a text.
 */
public final class FitTable {
  private FitTable() {}

  /** Makes the table. */
  public static ResultTable of(Fit fit) {
    List<Candidate> rows = new ArrayList<>(List.of(fit.best()));
    rows.addAll(fit.beyond());
    List<Column<?>> columns = new ArrayList<>();
    columns.add(LongColumn.create("Value", rows.stream().mapToLong(Candidate::value).toArray()));
    for (Budget budget : fit.budgets()) {
      LongColumn column = LongColumn.create(budget.total().name());
      for (Candidate row : rows) {
        if (row.report().isPresent()) {
          column.append(number(budget, row));
        } else {
          column.appendMissing();
        }
      }
      columns.add(column);
    }
    columns.add(
        StringColumn.create("Verdict", rows.stream().map(row -> verdict(fit, row)).toList()));
    ResultTable proof = ResultTable.of(fit.before().network().name(), columns, grid(fit, rows));
    return changesLayers(fit)
        ? proof.above(DiffTable.of(Diff.of(fit.before(), fit.report())).display())
        : proof;
  }

  /** Whether the answer is another network: another batch leaves all layers as they are. */
  private static boolean changesLayers(Fit fit) {
    return !fit.before().network().nodes().equals(fit.report().network().nodes());
  }

  private static long number(Budget budget, Candidate row) {
    return row.report().map(budget::used).orElse(0L);
  }

  private static String verdict(Fit fit, Candidate row) {
    if (row.report().isEmpty()) {
      return "impossible: " + row.problem();
    }
    for (Budget budget : fit.budgets()) {
      long over = number(budget, row) - budget.most();
      if (over > 0) {
        return "over by " + Numbers.count(over) + " " + budget.total().name();
      }
    }
    return "keeps the budget";
  }

  private static Grid grid(Fit fit, List<Candidate> rows) {
    List<Head> heads = new ArrayList<>(List.of(Head.number(fit.name())));
    fit.budgets().forEach(budget -> heads.add(Head.number(budget.total().name())));
    heads.add(Head.text(""));
    List<Line> lines = new ArrayList<>();
    for (Candidate row : rows) {
      List<Cell> cells = new ArrayList<>(List.of(Cell.of(Numbers.count(row.value()))));
      for (Budget budget : fit.budgets()) {
        cells.add(Cell.of(row.report().isEmpty() ? "–" : Numbers.count(number(budget, row))));
      }
      cells.add(Cell.of(verdict(fit, row)));
      lines.add(new Line(Kind.ROW, cells));
    }
    List<Cell> limits = new ArrayList<>(List.of(Cell.of("budget")));
    fit.budgets().forEach(budget -> limits.add(Cell.of(Numbers.count(budget.most()))));
    limits.add(Cell.EMPTY);
    lines.add(new Line(Kind.GROUP, limits));
    return new Grid(
        List.of(
            Phrase.strong(fit.before().network().name() + " " + fit.name()),
            Phrase.of(
                fit.largest()
                    ? " — the largest that keeps the budget is "
                    : " — the smallest that keeps the budget is "),
            Phrase.strong(Numbers.count(fit.value()))),
        heads,
        lines,
        List.of(
            Numbers.count(fit.steps())
                + " values tried. The change is "
                + fit.best().edit()
                + "."));
  }
}
