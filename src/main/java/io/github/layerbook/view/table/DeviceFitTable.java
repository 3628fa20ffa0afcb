package io.github.layerbook.view.table;

import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Grid.Cell;
import io.github.layerbook.view.display.Grid.Kind;
import io.github.layerbook.view.display.Grid.Line;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.whatif.fit.DeviceFit;
import io.github.layerbook.whatif.fit.DeviceFit.Candidate;
import java.util.ArrayList;
import java.util.List;

/**
 * The table of how many devices hold a network, which is its proof: the number, and those before
 * it, with which each has too much or which do not divide the network.
 *
 * <p>Columns: {@code Devices} and {@code Each device} are exact numbers, {@code Verdict} a text.
 */
public final class DeviceFitTable {
  private DeviceFitTable() {}

  /** Makes the table. */
  public static ResultTable of(String network, DeviceFit fit) {
    List<Candidate> rows = new ArrayList<>(List.of(fit.best()));
    rows.addAll(fit.before());
    return new TableForm<Candidate>()
        .count("Devices", Candidate::devices)
        .number("Each device", Candidate::each, row -> Cell.of(Numbers.plainBytes(row.each())))
        .text("Verdict", row -> verdict(fit, row))
        .caption(
            network + " devices",
            " — the fewest for %s: ".formatted(fit.what()),
            Numbers.count(fit.best().devices()))
        .notes(
            Numbers.count(fit.tried(), "number")
                + " tried. Everything is taken to divide evenly, as the papers count;"
                + " what is needed for moments and what devices exchange is left out.")
        .below(Line.of(Kind.GROUP, "budget", Numbers.plainBytes(fit.most()), ""))
        .table(network, rows);
  }

  private static String verdict(DeviceFit fit, Candidate row) {
    if (!row.isPossible()) {
      return "impossible: " + row.problem();
    }
    return row.each() <= fit.most()
        ? "keeps the budget"
        : "over by " + Numbers.bytes(row.each() - fit.most());
  }
}
