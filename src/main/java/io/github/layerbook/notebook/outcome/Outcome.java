package io.github.layerbook.notebook.outcome;

import io.github.layerbook.claim.CheckReport;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.network.Network;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.view.display.Display;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.view.table.CheckTable;
import io.github.layerbook.view.table.DiffTable;
import io.github.layerbook.view.table.SummaryTable;
import io.github.layerbook.whatif.diff.Diff;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A network that a cell has defined, changed or taken back; shown as its table and what changed.
 *
 * @param name the notebook variable
 * @param entry what it is now
 * @param previous what it was before, if that was another network
 * @param block the block that the cell was about; empty for the whole network
 * @param columns the quantities that are shown; the usual if empty
 * @param provenance what it was read from, if the reader has to know
 */
public record Outcome(
    String name,
    Entry entry,
    Optional<Entry> previous,
    String block,
    List<Quantity> columns,
    Optional<Provenance> provenance)
    implements Defined {

  /**
   * Tells what became of a name.
   *
   * @param before what it stood for, if for a network
   */
  public static Outcome of(String name, Entry entry, Optional<Entry> before) {
    return new Outcome(
        name,
        entry,
        before.filter(old -> !old.network().equals(entry.network())),
        "",
        List.of(),
        Optional.empty());
  }

  /** The same, shown as what became of one block. */
  public Outcome focused(String onBlock) {
    return new Outcome(name, entry, previous, onBlock, columns, provenance);
  }

  /** The same, below what it was read from. */
  public Outcome readFrom(Provenance text) {
    return new Outcome(name, entry, previous, block, columns, Optional.of(text));
  }

  /** The same, shown with some quantities. */
  public Outcome showing(List<Quantity> quantities) {
    return new Outcome(name, entry, previous, block, quantities, provenance);
  }

  @Override
  public Outcome ofItsOwn() {
    return new Outcome(
        name, entry.renamed(entry.network().name()), previous, block, columns, provenance);
  }

  @Override
  public Network value() {
    return entry.network();
  }

  /** What changed, under the settings of now; empty for a network that is new or the same. */
  public Optional<Diff> diff() {
    return previous.map(before -> Diff.of(before.under(entry.settings()).report(), entry.report()));
  }

  private ResultTable changes(Diff diff) {
    return columns.isEmpty() ? DiffTable.of(diff) : DiffTable.of(diff, columns);
  }

  /** The table of the network, or of the block that the cell was about. */
  public ResultTable table() {
    return block.isEmpty()
        ? SummaryTable.of(entry.report(), AxisOrder.HWC, columns)
        : SummaryTable.ofBlock(entry.report(), block);
  }

  /** The check of what the network's own text claims, if not all of it holds. */
  private Optional<CheckReport> failures() {
    if (!block.isEmpty() || entry.claims().isEmpty()) {
      return Optional.empty();
    }
    CheckReport check = entry.claims().check(entry.report());
    return check.holds() ? Optional.empty() : Optional.of(check);
  }

  @Override
  public Display display() {
    Display table = table().display();
    Display display = provenance.map(text -> text.display().above(table)).orElse(table);
    Optional<Display> changes = diff().map(diff -> changes(diff).display());
    Optional<Display> claims = failures().map(check -> CheckTable.of(check).display());
    for (Display more : Stream.of(changes, claims).flatMap(Optional::stream).toList()) {
      display = display.above(more);
    }
    return display;
  }
}
