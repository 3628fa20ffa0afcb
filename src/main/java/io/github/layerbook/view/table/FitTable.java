package io.github.layerbook.view.table;

import io.github.layerbook.report.Quantity;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Grid.Cell;
import io.github.layerbook.view.display.Grid.Head;
import io.github.layerbook.view.display.Grid.Kind;
import io.github.layerbook.view.display.Grid.Line;
import io.github.layerbook.view.display.QuantityText;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.whatif.diff.Diff;
import io.github.layerbook.whatif.fit.Budget;
import io.github.layerbook.whatif.fit.DeviceFit;
import io.github.layerbook.whatif.fit.Fit;
import io.github.layerbook.whatif.fit.Fit.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The table of a fit, which is its proof: the value that keeps the budgets and the next one, which
 * does not, or is impossible, and then also the next that is possible; under it what the value
 * changes.
 *
 * <p>Columns: {@code Value}; an exact number for each budget, under the heading of what it limits,
 * missing where there is no such network; {@code Verdict}, a text.
 */
public final class FitTable {
  private FitTable() {}

  /** Makes the table. */
  public static ResultTable of(Fit fit) {
    List<Candidate> rows = new ArrayList<>(List.of(fit.best()));
    rows.addAll(fit.beyond());
    TableForm<Candidate> form = new TableForm<Candidate>().count("Value", Candidate::value);
    List<String> limits = new ArrayList<>(List.of("budget"));
    for (Budget budget : fit.budgets()) {
      Quantity quantity = budget.quantity();
      form.shown(
              exact(quantity),
              row ->
                  Cell.of(
                      number(budget, row)
                          .map(used -> QuantityText.plain(quantity, used))
                          .orElse("–")))
          .quantity(quantity, row -> number(budget, row));
      limits.add(QuantityText.plain(quantity, budget.most()));
    }
    limits.add("");
    ResultTable proof =
        form.text("Verdict", row -> verdict(fit, row))
            .caption(
                fit.before().network().name() + " " + fit.name(),
                fit.largest()
                    ? " — the largest that keeps the budget is "
                    : " — the smallest that keeps the budget is ",
                Numbers.count(fit.value()))
            .notes(
                "%s values tried. The change is %s."
                    .formatted(Numbers.count(fit.steps()), fit.best().edit()))
            .below(Line.of(Kind.GROUP, limits.toArray(String[]::new)))
            .table(fit.before().network().name(), rows);
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
  static Head exact(Quantity quantity) {
    return Head.number(quantity.heading()).in(quantity.unit().symbol());
  }

  /**
   * Makes the table of how many devices hold a network: the number, and those before it, with which
   * each has too much or which do not divide the network. Columns: {@code Devices} and {@code Each
   * device} are exact numbers, {@code Verdict} a text.
   */
  public static ResultTable ofDevices(String network, DeviceFit fit) {
    List<DeviceFit.Candidate> rows = new ArrayList<>(List.of(fit.best()));
    rows.addAll(fit.before());
    return new TableForm<DeviceFit.Candidate>()
        .count("Devices", DeviceFit.Candidate::devices)
        .number(
            "Each device",
            DeviceFit.Candidate::each,
            row -> Cell.of(Numbers.plainBytes(row.each())))
        .text("Verdict", row -> verdict(fit, row))
        .caption(
            network + " devices",
            " — the fewest for %s: ".formatted(fit.what()),
            Numbers.count(fit.best().devices()))
        .notes(
            Numbers.count(fit.tried(), "number")
                + " tried. Everything is taken to divide evenly, as in the papers; temporary buffers"
                + " and what devices exchange are left out.")
        .below(Line.of(Kind.GROUP, "budget", Numbers.plainBytes(fit.most()), ""))
        .table(network, rows);
  }

  private static String verdict(DeviceFit fit, DeviceFit.Candidate row) {
    if (!row.isPossible()) {
      return "impossible: " + row.problem();
    }
    return row.each() <= fit.most()
        ? "keeps the budget"
        : "over by " + Numbers.bytes(row.each() - fit.most());
  }
}
