package io.github.layerbook.notebook.command.look;

import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.Biases;
import io.github.layerbook.notebook.command.By;
import io.github.layerbook.notebook.command.Columns;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.Counting;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.NetworkArgument;
import io.github.layerbook.notebook.command.Takes;
import io.github.layerbook.notebook.outcome.Entry;
import io.github.layerbook.notebook.outcome.Listed;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.view.table.InventoryTable;
import io.github.layerbook.view.table.SummaryTable;
import java.util.List;
import java.util.Optional;

/** Shows what a network costs. */
@Magic(
    name = "summary",
    purpose = Magic.Purpose.LOOK,
    line = "Shows what a network costs: one row per layer or block, with totals.",
    example = "%summary lenet --by block")
public record SummaryCommand(
    NetworkArgument network,
    @Takes("--by: what each row stands for") Optional<By> by,
    Biases biases,
    Columns columns,
    Counting counting,
    @Takes("--order: channels last or first in shapes") Optional<AxisOrder> order)
    implements Command {

  @Override
  public Object run(Session session) {
    Optional<Inventory> inventory = session.inventory(network.name()).map(Listed::inventory);
    if (inventory.isPresent()) {
      return by.orElse(By.LAYER) == By.BLOCK
          ? InventoryTable.byBlock(inventory.get())
          : InventoryTable.of(inventory.get());
    }
    Entry entry = counting.of(session.entry(network.name()));
    Report report = Report.of(biases.of(entry.network()), entry.settings());
    AxisOrder axes = order.orElse(AxisOrder.HWC);
    List<Quantity> quantities = columns.in(session).orElse(List.of());
    return by.orElse(By.LAYER) == By.BLOCK
        ? SummaryTable.byBlock(report, axes, quantities)
        : SummaryTable.of(report, axes, quantities);
  }
}
