package io.github.layerbook.notebook;

import io.github.layerbook.claim.CheckReport;
import io.github.layerbook.claim.InventoryCheck;
import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.form.TextForm;
import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.Network;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Settings;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.view.table.CheckTable;
import io.github.layerbook.view.table.InventoryCheckTable;
import io.github.layerbook.view.table.InventoryDiffTable;
import io.github.layerbook.whatif.diff.InventoryDiff;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A pasted text of a network laid beside one of the notebook's, row by row, and its totals checked.
 *
 * @param form what the text is
 * @param text the text
 */
record TextCheck(TextForm form, String text) {
  /**
   * Returns what became of the text's rows and totals.
   *
   * @param model a network or an inventory
   * @throws CellError if the text lists nothing
   */
  ResultTable of(Object model, Settings settings) {
    Optional<Network> network =
        model instanceof Network found ? Optional.of(found) : Optional.empty();
    Inventory right =
        network
            .map(found -> InventoryDiff.listed(Report.of(found, settings)))
            .orElseGet(() -> (Inventory) model);
    ReadNetwork read = read(network);
    Inventory left =
        read.network()
            .map(found -> Report.of(found, Settings.DEFAULT.frozen(read.frozen())))
            .map(InventoryDiff::listed)
            .or(read::inventory)
            .orElseThrow(() -> nothing(read));
    ResultTable table = InventoryDiffTable.check(InventoryDiff.of(left, right), form.title());
    if (read.claims().ofTotals().isEmpty()) {
      return table;
    }
    return table.above(
        network
            .map(found -> totals(read, Report.of(found, settings)))
            .orElseGet(
                () -> InventoryCheckTable.of(InventoryCheck.of(read.claims().ofTotals(), right)))
            .display());
  }

  private static ResultTable totals(ReadNetwork read, Report report) {
    CheckReport check = read.claims().ofTotals().check(report);
    return CheckTable.of(check);
  }

  /** Reads the text on the network's own input, if it can be: else on what the text tells. */
  private ReadNetwork read(Optional<Network> network) {
    List<ReadingOptions> ways = new ArrayList<>();
    for (AxisOrder order : List.of(AxisOrder.CHW, AxisOrder.HWC)) {
      network
          .map(found -> inputs(found, order))
          .ifPresent(inputs -> ways.add(new ReadingOptions("", inputs, "")));
    }
    for (ReadingOptions way : ways) {
      ReadNetwork read = form.read(text, way);
      if (read.isWhole()) {
        return read;
      }
    }
    return form.read(text, ReadingOptions.NONE);
  }

  private static List<List<Long>> inputs(Network network, AxisOrder order) {
    List<List<Long>> inputs = new ArrayList<>();
    for (Applied applied : network.applied()) {
      if (applied.node().layer() instanceof Input) {
        inputs.add(applied.output().axes(order).stream().map(axis -> axis.size().value()).toList());
      }
    }
    return inputs;
  }

  private CellError nothing(ReadNetwork read) {
    return new CellError(
        "This is read as %s, but it lists no layers: %s"
            .formatted(
                form.title(),
                read.problems().stream()
                    .limit(3)
                    .map(Problem::toString)
                    .collect(Collectors.joining("; "))));
  }
}
