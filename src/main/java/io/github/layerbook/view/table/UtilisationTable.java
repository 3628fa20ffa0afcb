package io.github.layerbook.view.table;

import io.github.layerbook.serving.Measured;
import io.github.layerbook.serving.Roofline;
import io.github.layerbook.serving.Utilisation;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Grid.Cell;
import io.github.layerbook.view.display.Grid.Head;
import io.github.layerbook.view.display.ResultTable;
import java.util.List;

/**
 * How much of a device a measured run used. Columns: {@code Measured against} and {@code
 * Derivation} are texts; {@code Tokens per second}, at most, and {@code Percent} decimals.
 */
public final class UtilisationTable {
  private static final double PERCENT = 100;

  private UtilisationTable() {}

  /** Makes the table. */
  public static ResultTable of(Roofline roofline, Measured measured, List<Utilisation> rows) {
    return new TableForm<Utilisation>()
        .text("Measured against", Utilisation::what)
        .shown(
            Head.number("Tokens a second at most"),
            row -> Cell.of(Numbers.count(Math.round(row.most()))))
        .decimals("Tokens per second", Utilisation::most)
        .shown(Head.number("Used"), row -> Cell.of(percent(row)))
        .decimals("Percent", row -> PERCENT * row.part())
        .quiet("Derivation", Utilisation::derivation)
        .caption(
            roofline.report().network().name(),
            " — %s on %s".formatted(measured.written(), RooflineTable.devices(roofline)))
        .notes(
            rows.stream().anyMatch(row -> row.part() > 1)
                ? List.of(
                    "What is over 100 % no run can be: check the speed, the batch and the number of"
                        + " devices.")
                : List.of())
        .table(roofline.report().network().name(), rows);
  }

  private static String percent(Utilisation row) {
    return Numbers.decimal(PERCENT * row.part(), 1) + " %";
  }
}
