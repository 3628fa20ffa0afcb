package io.github.layerbook.view.table;

import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Grid;
import io.github.layerbook.view.display.Grid.Cell;
import io.github.layerbook.view.display.Grid.Head;
import io.github.layerbook.view.display.Grid.Kind;
import io.github.layerbook.view.display.Grid.Line;
import io.github.layerbook.view.display.Grid.Phrase;
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
    List<Line> lines = new ArrayList<>();
    for (Candidate row : rows) {
      lines.add(
          new Line(
              Kind.ROW,
              List.of(
                  Cell.of(Numbers.count(row.devices())),
                  Cell.of(Numbers.plainBytes(row.each())),
                  Cell.of(verdict(fit, row)))));
    }
    lines.add(
        new Line(
            Kind.GROUP,
            List.of(Cell.of("budget"), Cell.of(Numbers.plainBytes(fit.most())), Cell.EMPTY)));
    return ResultTable.of(
        network,
        List.of(
            Columns.numbers("Devices", rows, Candidate::devices),
            Columns.numbers("Each device", rows, Candidate::each),
            Columns.texts("Verdict", rows, row -> verdict(fit, row))),
        new Grid(
            List.of(
                Phrase.strong(network + " devices"),
                Phrase.of(" — the fewest for %s: ".formatted(fit.what())),
                Phrase.strong(Numbers.count(fit.best().devices()))),
            List.of(Head.number("Devices"), Head.number("Each device"), Head.text("Verdict")),
            lines,
            List.of(
                Numbers.count(fit.tried(), "number")
                    + " tried. Everything is taken to divide evenly, as the papers count;"
                    + " what is needed for moments and what devices exchange is left out.")));
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
