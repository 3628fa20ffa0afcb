package io.github.layerbook.view.table;

import io.github.layerbook.report.Quantity;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Grid;
import io.github.layerbook.view.display.Grid.Cell;
import io.github.layerbook.view.display.Grid.Head;
import io.github.layerbook.view.display.Grid.Kind;
import io.github.layerbook.view.display.Grid.Line;
import io.github.layerbook.view.display.Grid.Phrase;
import io.github.layerbook.view.display.QuantityText;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.whatif.diff.Diff;
import io.github.layerbook.whatif.fit.Budget;
import io.github.layerbook.whatif.fit.Fit;
import io.github.layerbook.whatif.fit.Fit.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.columns.Column;

/**
 * The table of a fit, which is its proof: the value that keeps the budgets and the next one, which
 * does not, or is impossible, and then also the next that is possible; under it what the value
 * changes.
 *
 * <p>Columns: {@code Value}; an exact number for each budget, under the heading of what it limits,
 * missing where there is no such network; {@code Verdict}, a text.
 */
public final class FitTable {
  private static final String VALUE = "Value";
  private static final String VERDICT = "Verdict";

  private FitTable() {}

  /** Makes the table. */
  public static ResultTable of(Fit fit) {
    List<Candidate> rows = new ArrayList<>(List.of(fit.best()));
    rows.addAll(fit.beyond());
    List<Column<?>> columns = new ArrayList<>();
    columns.add(Columns.numbers(VALUE, rows, Candidate::value));
    for (Budget budget : fit.budgets()) {
      columns.add(QuantityColumns.of(budget.quantity(), rows, row -> number(budget, row)));
    }
    columns.add(Columns.texts(VERDICT, rows, row -> verdict(fit, row)));
    ResultTable proof = ResultTable.of(fit.before().network().name(), columns, grid(fit, rows));
    return changesLayers(fit)
        ? proof.above(DiffTable.of(Diff.of(fit.before(), fit.report())).display())
        : proof;
  }

  /** Whether the answer is another network: another batch leaves all layers as they are. */
  private static boolean changesLayers(Fit fit) {
    return !fit.before().network().nodes().equals(fit.report().network().nodes());
  }

  private static Optional<Number> number(Budget budget, Candidate row) {
    return row.report().map(budget::used);
  }

  private static String verdict(Fit fit, Candidate row) {
    if (row.report().isEmpty()) {
      return "impossible: " + row.problem();
    }
    for (Budget budget : fit.budgets()) {
      Number used = number(budget, row).orElseThrow();
      if (!budget.keeps(used)) {
        Quantity quantity = budget.quantity();
        return "over by " + QuantityText.named(quantity, quantity.difference(budget.most(), used));
      }
    }
    return "keeps the budget";
  }

  /** The heading of exact numbers, which the last of a budget asks for, with their unit. */
  private static String exact(Quantity quantity) {
    String unit = quantity.unit().symbol();
    return unit.isEmpty() ? quantity.heading() : quantity.heading() + " (" + unit + ")";
  }

  private static Grid grid(Fit fit, List<Candidate> rows) {
    List<Head> heads = new ArrayList<>(List.of(Head.number(VALUE)));
    fit.budgets().forEach(budget -> heads.add(Head.number(exact(budget.quantity()))));
    heads.add(Head.text(VERDICT));
    List<Line> lines = new ArrayList<>();
    for (Candidate row : rows) {
      List<Cell> cells = new ArrayList<>(List.of(Cell.of(Numbers.count(row.value()))));
      for (Budget budget : fit.budgets()) {
        cells.add(
            Cell.of(
                number(budget, row)
                    .map(used -> QuantityText.plain(budget.quantity(), used))
                    .orElse("–")));
      }
      cells.add(Cell.of(verdict(fit, row)));
      lines.add(new Line(Kind.ROW, cells));
    }
    List<Cell> limits = new ArrayList<>(List.of(Cell.of("budget")));
    fit.budgets()
        .forEach(
            budget -> limits.add(Cell.of(QuantityText.plain(budget.quantity(), budget.most()))));
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
