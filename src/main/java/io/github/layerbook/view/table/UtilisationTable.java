package io.github.layerbook.view.table;

import io.github.layerbook.serving.Measured;
import io.github.layerbook.serving.Roofline;
import io.github.layerbook.serving.Utilisation;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Grid;
import io.github.layerbook.view.display.Grid.Cell;
import io.github.layerbook.view.display.Grid.Head;
import io.github.layerbook.view.display.Grid.Kind;
import io.github.layerbook.view.display.Grid.Line;
import io.github.layerbook.view.display.Grid.Phrase;
import io.github.layerbook.view.display.ResultTable;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;

/**
 * How much of a device a measured run used. Columns: {@code Measured against} and {@code
 * Derivation} are texts; {@code Tokens per second}, at most, and {@code Percent} decimals.
 */
public final class UtilisationTable {
  private static final double PERCENT = 100;

  private UtilisationTable() {}

  /** Makes the table. */
  public static ResultTable of(Roofline roofline, Measured measured, List<Utilisation> rows) {
    List<Line> lines =
        rows.stream()
            .map(
                row ->
                    new Line(
                        Kind.ROW,
                        List.of(
                            Cell.of(row.what()),
                            Cell.of(Numbers.count(Math.round(row.most()))),
                            Cell.of(percent(row)),
                            Cell.of(row.derivation()))))
            .toList();
    boolean impossible = rows.stream().anyMatch(row -> row.part() > 1);
    return ResultTable.of(
        roofline.report().network().name(),
        List.of(
            Columns.texts("Measured against", rows, Utilisation::what),
            DoubleColumn.create(
                "Tokens per second", rows.stream().mapToDouble(Utilisation::most).toArray()),
            DoubleColumn.create(
                "Percent", rows.stream().mapToDouble(row -> PERCENT * row.part()).toArray()),
            Columns.texts("Derivation", rows, Utilisation::derivation)),
        new Grid(
            List.of(
                Phrase.strong(roofline.report().network().name()),
                Phrase.of(
                    " — %s on %s%s"
                        .formatted(
                            measured.written(),
                            roofline.devices() == 1
                                ? ""
                                : Numbers.count(roofline.devices()) + " × ",
                            roofline.device().title()))),
            List.of(
                Head.text("Measured against"),
                Head.number("Tokens a second at most"),
                Head.number("Used"),
                Head.quiet("Derivation")),
            lines,
            impossible
                ? List.of(
                    "What is over 100 % no run can be: check the speed, the batch and the number of devices.")
                : List.of()));
  }

  private static String percent(Utilisation row) {
    return Numbers.decimal(PERCENT * row.part(), 1) + " %";
  }
}
