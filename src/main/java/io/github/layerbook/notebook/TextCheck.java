package io.github.layerbook.notebook;

import io.github.layerbook.claim.CheckReport;
import io.github.layerbook.claim.Claims;
import io.github.layerbook.claim.InventoryCheck;
import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.form.TextForm;
import io.github.layerbook.exchange.pasted.PastedText;
import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.inventory.InventoryLayer;
import io.github.layerbook.inventory.StoredTensor;
import io.github.layerbook.inventory.StoredTensor.Role;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.network.Network;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Settings;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.view.table.CheckTable;
import io.github.layerbook.view.table.InventoryDiffTable;
import io.github.layerbook.whatif.diff.InventoryDiff;
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
   * Returns what became of the rows and totals of a text; empty where it is one of claims alone.
   *
   * @param claims whether its lines read as claims
   * @param model a network or an inventory
   * @throws CellError if it is no text of claims, and lists nothing
   */
  static Optional<ResultTable> of(String text, boolean claims, Object model, Settings settings) {
    Optional<TextForm> structure = PastedText.structure(text).filter(form -> !form.isInWords());
    Optional<TextForm> form = structure.or(() -> claims ? Optional.empty() : PastedText.form(text));
    if (form.isEmpty()) {
      return Optional.empty();
    }
    TextCheck check = new TextCheck(form.get(), text);
    Optional<Network> network =
        model instanceof Network given ? Optional.of(given) : Optional.empty();
    ReadNetwork read = check.read(network);
    if (read.network().isEmpty() && read.inventory().isEmpty()) {
      if (structure.isPresent() && !claims) {
        throw check.nothing(read);
      }
      return Optional.empty();
    }
    return Optional.of(check.table(read, network, model, settings));
  }

  private ResultTable table(
      ReadNetwork read, Optional<Network> network, Object model, Settings settings) {
    Inventory right =
        network
            .map(found -> InventoryDiff.listed(Report.of(found, settings)))
            .orElseGet(() -> (Inventory) model);
    Optional<Report> own =
        read.network().map(found -> Report.of(found, Settings.DEFAULT.frozen(read.frozen())));
    Inventory left =
        own.map(InventoryDiff::listed)
            .map(found -> stated(found, read.claims()))
            .or(read::inventory)
            .orElse(right);
    ResultTable table = InventoryDiffTable.check(InventoryDiff.ofText(left, right), form.title());
    Claims totals = read.claims().ofTotals();
    if (totals.isEmpty()) {
      return table;
    }
    return table.above(
        network
            .map(found -> totals(totals, Report.of(found, settings), own))
            .orElseGet(() -> CheckTable.of(InventoryCheck.of(totals, right)))
            .display());
  }

  /** What fails of the network and holds of the text's own layers is no other way of counting. */
  private static ResultTable totals(Claims totals, Report report, Optional<Report> own) {
    CheckReport check = totals.check(report);
    return CheckTable.of(own.map(totals::check).map(check::beside).orElse(check));
  }

  /** The text's layers with the parameters that it states, where these are others than theirs. */
  private static Inventory stated(Inventory layers, Claims claims) {
    return new Inventory(
        layers.name(),
        layers.source(),
        layers.layers().stream().map(layer -> stated(layer, claims)).toList(),
        layers.unknown());
  }

  private static InventoryLayer stated(InventoryLayer layer, Claims claims) {
    long held = layer.parameters();
    long kept = held + layer.count(Role.BUFFER);
    return claims
        .parametersOf(layer.path())
        .filter(amount -> !amount.agrees(held) && !amount.agrees(kept))
        .map(amount -> amount.range(false).stated())
        .filter(number -> number.signum() > 0)
        .map(number -> StoredTensor.trained("stated", List.of(number.longValue())))
        .map(
            tensor ->
                new InventoryLayer(layer.path(), layer.type(), layer.output(), List.of(tensor)))
        .orElse(layer);
  }

  /** Reads the text on the network's own input, if it can be: else on what the text says. */
  private ReadNetwork read(Optional<Network> network) {
    if (network.isPresent()) {
      for (AxisOrder order : List.of(AxisOrder.CHW, AxisOrder.HWC)) {
        ReadNetwork read =
            form.read(text, new ReadingOptions("", inputs(network.get(), order), ""));
        if (read.isWhole()) {
          return read;
        }
      }
    }
    return form.read(text, ReadingOptions.NONE);
  }

  private static List<List<Long>> inputs(Network network, AxisOrder order) {
    return network.applied().stream()
        .filter(applied -> applied.node().layer() instanceof Input)
        .map(applied -> applied.output().axes(order).stream().map(a -> a.size().value()).toList())
        .toList();
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
