package io.github.layerbook.view.table;

import io.github.layerbook.claim.CheckReport.Verdict;
import io.github.layerbook.claim.InventoryCheck;
import io.github.layerbook.claim.InventoryCheck.Checked;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Grid.Cell;
import io.github.layerbook.view.display.Grid.Head;
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
    return new TableForm<Checked>()
        .shown(Head.text("Verdict"), row -> Cell.of(CheckTable.signed(row.verdict())))
        .text("Claim", row -> row.claim().text())
        .shown(Head.number("Stated"), row -> Cell.of(row.stated()))
        .data("Stated", Checked::stated)
        .shown(Head.number("Computed"), row -> Cell.of(computed(row)))
        .data("Computed", InventoryCheckTable::computed)
        .data("Verdict", row -> CheckTable.word(row.verdict()))
        .quiet("Why", Checked::why)
        .caption(
            check.inventory().name(),
            " — %s: %d hold, %d fail".formatted(Numbers.count(rows.size(), "claim"), holds, fails))
        .table(check.inventory().name(), rows);
  }

  private static String computed(Checked row) {
    return row.computed().map(Numbers::count).orElse("");
  }
}
