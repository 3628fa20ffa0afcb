package io.github.layerbook.notebook.command.change;

import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.Columns;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.Counting;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.NetworkArgument;
import io.github.layerbook.notebook.command.Takes;
import io.github.layerbook.notebook.offer.NameOffers;
import io.github.layerbook.notebook.offer.Offers;
import io.github.layerbook.notebook.outcome.Listed;
import io.github.layerbook.report.Quantities;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.view.chart.Charts;
import io.github.layerbook.view.table.DiffTable;
import io.github.layerbook.view.table.InventoryDiffTable;
import io.github.layerbook.whatif.diff.Diff;
import io.github.layerbook.whatif.diff.InventoryDiff;
import java.util.List;

/** Lays two networks side by side. */
@Magic(
    name = "diff",
    purpose = Magic.Purpose.CHANGE,
    line = "Lays two networks side by side, aligned layer by layer, and shows what differs.",
    example = "%diff lenet wide")
public record DiffCommand(
    NetworkArgument network,
    @Takes("OTHER: the name of another network") @Offers(NameOffers.Networks.class) String other,
    Columns columns,
    Counting counting,
    @Takes("--plot: " + DiffCommand.PLOT) boolean plot)
    implements Command {
  static final String PLOT = "a chart instead of the table: what each block costs before and after";

  @Override
  public Object run(Session session) {
    if (session.inventory(network.name()).isPresent() || session.inventory(other).isPresent()) {
      return InventoryDiffTable.of(
          InventoryDiff.of(listed(session, network.name()), listed(session, other)));
    }
    Diff diff =
        Diff.of(
            counting.report(network.name(), session.entry(network.name())),
            counting.report(other, session.entry(other)));
    List<Quantity> shown = columns.in(session).orElse(Quantities.USUAL);
    return plot ? Charts.diff(diff, shown) : DiffTable.of(diff, shown);
  }

  /** An inventory, or a network listed as one. */
  private Inventory listed(Session session, String either) {
    return session
        .inventory(either)
        .map(Listed::inventory)
        .orElseGet(() -> InventoryDiff.listed(counting.report(either, session.entry(either))))
        .renamed(either);
  }
}
