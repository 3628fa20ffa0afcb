package io.github.layerbook.view.table;

import io.github.layerbook.claim.CheckReport.Verdict;
import io.github.layerbook.claim.InventoryCheck;
import io.github.layerbook.claim.InventoryCheck.Checked;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Grid;
import io.github.layerbook.view.display.Grid.Cell;
import io.github.layerbook.view.display.Grid.Head;
import io.github.layerbook.view.display.Grid.Kind;
import io.github.layerbook.view.display.Grid.Line;
import io.github.layerbook.view.display.Grid.Phrase;
import io.github.layerbook.view.display.ResultTable;
import java.util.List;

/**
 * The table of what a text claims of an inventory and what became of it.
 *
 * <p>Columns: {@code Claim}, {@code Stated}, {@code Computed}, {@code Verdict} and {@code Why} are
 * texts.
 */
public final class InventoryCheckTable {
  private InventoryCheckTable() {}

  /** Makes the table of a check. */
  public static ResultTable of(InventoryCheck check) {
    List<Checked> rows = check.rows();
    long holds = rows.stream().filter(row -> row.verdict() == Verdict.HOLDS).count();
    long fails = rows.stream().filter(row -> row.verdict() == Verdict.FAILS).count();
    Grid grid =
        new Grid(
            List.of(
                Phrase.strong(check.inventory().name()),
                Phrase.of(
                    " — %s: %d hold, %d fail"
                        .formatted(Numbers.count(rows.size(), "claim"), holds, fails))),
            List.of(
                Head.text("Verdict"),
                Head.text("Claim"),
                Head.number("Stated"),
                Head.number("Computed"),
                Head.quiet("Why")),
            rows.stream().map(InventoryCheckTable::line).toList(),
            List.of());
    return ResultTable.of(
        check.inventory().name(),
        List.of(
            Columns.texts("Claim", rows, row -> row.claim().text()),
            Columns.texts("Stated", rows, Checked::stated),
            Columns.texts("Computed", rows, InventoryCheckTable::computed),
            Columns.texts("Verdict", rows, row -> CheckTable.word(row.verdict())),
            Columns.texts("Why", rows, Checked::why)),
        grid);
  }

  private static String computed(Checked row) {
    return row.computed().map(Numbers::count).orElse("");
  }

  private static Line line(Checked row) {
    return new Line(
        Kind.ROW,
        List.of(
            Cell.of(CheckTable.sign(row.verdict()) + " " + CheckTable.word(row.verdict())),
            Cell.of(row.claim().text()),
            Cell.of(row.stated()),
            Cell.of(computed(row)),
            Cell.of(row.why())));
  }
}
