package io.github.layerbook.view.table;

import io.github.layerbook.network.Hints;
import io.github.layerbook.report.Quantities;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Settings;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.FigureUnit;
import io.github.layerbook.view.display.Grid.Cell;
import io.github.layerbook.view.display.Grid.Head;
import io.github.layerbook.view.display.Grid.Kind;
import io.github.layerbook.view.display.QuantityText;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.whatif.diff.BlockChange;
import io.github.layerbook.whatif.diff.Diff;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The table of what a change does to a network: before, after, change and ratio of each measure, in
 * total and for each block.
 *
 * <p>Columns: {@code Measure}, a quantity's heading or {@code Weight memory}, and {@code Block},
 * which is {@code total} in the row of the whole network, are texts; {@code Before}, {@code After}
 * and {@code Change} exact numbers, of memory in bytes; where a ratio is among the quantities,
 * decimals; {@code Ratio} is after divided by before, missing where there was nothing before.
 * Weight memory is what the parameters take. What is shown leaves out blocks that cost the same;
 * the layers that changed are shown under it.
 */
public final class WhatIfTable {
  private WhatIfTable() {}

  /**
   * One row.
   *
   * @param quantity what is measured
   * @param block the block; empty for the whole network
   */
  private record Entry(Quantity quantity, String block, Number before, Number after) {
    static Entry total(Quantity quantity, Diff diff) {
      return new Entry(
          quantity,
          "",
          diff.before().total(quantity).number(),
          diff.after().total(quantity).number());
    }

    boolean isTotal() {
      return block.isEmpty();
    }

    boolean isSame() {
      return before.equals(after);
    }

    Number change() {
      return quantity.difference(before, after);
    }

    double ratio() {
      return before.doubleValue() == 0 ? Double.NaN : after.doubleValue() / before.doubleValue();
    }

    private Cell grown(FigureUnit unit) {
      return Cell.of(unit.change(change()))
          .hover(quantity.isRatio() ? "" : Numbers.change(before.longValue(), after.longValue()));
    }

    private Cell cell(FigureUnit unit, Number value) {
      return Cell.of(unit.text(value)).hover(QuantityText.plain(quantity, value));
    }
  }

  /**
   * Makes the table of the usual quantities.
   *
   * @throws io.github.layerbook.size.SizeException if a number is beyond 64 bits
   */
  public static ResultTable of(Diff diff) {
    List<Quantity> quantities = new ArrayList<>(Quantities.USUAL);
    quantities.add(Quantity.WEIGHT_MEMORY);
    return of(diff, quantities, Quantities.USUAL);
  }

  /**
   * Makes the table of some quantities; those without total stand at the layers alone.
   *
   * @throws io.github.layerbook.size.SizeException if a number is beyond 64 bits
   */
  public static ResultTable of(Diff diff, List<Quantity> quantities) {
    return of(diff, quantities, quantities.stream().filter(Quantity::isOfLayers).toList());
  }

  private static ResultTable of(Diff diff, List<Quantity> quantities, List<Quantity> ofLayers) {
    List<Entry> entries = new ArrayList<>();
    List<BlockChange> blocks = diff.blocks();
    for (Quantity quantity : quantities.stream().filter(Quantity::hasTotal).toList()) {
      entries.add(Entry.total(quantity, diff));
      for (BlockChange block : quantity.isOfLayers() ? blocks : List.<BlockChange>of()) {
        entries.add(
            new Entry(quantity, block.name(), block.before(quantity), block.after(quantity)));
      }
    }
    List<Entry> shown =
        entries.stream().filter(entry -> entry.isTotal() || !entry.isSame()).toList();
    TableForm<Entry> form =
        form(shown, quantities.stream().anyMatch(Quantity::isRatio))
            .caption(caption(diff))
            .notes(hints(diff));
    ResultTable table =
        ResultTable.of(diff.after().network().name(), form.columns(entries), form.grid(shown));
    return diff.isEmpty() || ofLayers.isEmpty()
        ? table
        : table.above(DiffTable.of(diff, ofLayers).display());
  }

  private static TableForm<Entry> form(List<Entry> shown, boolean decimals) {
    return new TableForm<Entry>()
        .kinds(entry -> entry.isTotal() ? Kind.GROUP : Kind.MEMBER)
        .data("Measure", entry -> entry.quantity().heading())
        .shown(
            Head.text(""),
            entry ->
                Cell.of(
                    entry.isTotal()
                        ? Head.text(entry.quantity().heading())
                            .in(unit(entry, shown).name())
                            .heading()
                        : entry.block()))
        .data("Block", entry -> entry.isTotal() ? "total" : entry.block())
        .shown(Head.number("Before"), entry -> entry.cell(unit(entry, shown), entry.before()))
        .figures("Before", decimals, entry -> Optional.of(entry.before()))
        .shown(Head.number("After"), entry -> entry.cell(unit(entry, shown), entry.after()))
        .figures("After", decimals, entry -> Optional.of(entry.after()))
        .shown(Head.number("Change"), entry -> entry.grown(unit(entry, shown)))
        .figures("Change", decimals, entry -> Optional.of(entry.change()))
        .decimal("Ratio", Entry::ratio, e -> Cell.of(Numbers.ratio(e.before(), e.after())));
  }

  /** The one unit of a quantity's rows. */
  private static FigureUnit unit(Entry entry, List<Entry> shown) {
    return FigureUnit.of(
        entry.quantity(),
        shown.stream()
            .filter(other -> other.quantity().equals(entry.quantity()))
            .flatMap(other -> Stream.of(other.before(), other.after()))
            .toList());
  }

  /** What the change makes likely to be meant otherwise. */
  private static List<String> hints(Diff diff) {
    List<String> known = Hints.of(diff.before().network());
    return Hints.of(diff.after().network()).stream().filter(h -> !known.contains(h)).toList();
  }

  private static String[] caption(Diff diff) {
    String before = diff.before().network().name();
    String after = diff.after().network().name();
    return new String[] {
      before,
      " — " + settings(diff.before()) + " → ",
      after.equals(before) ? "what if" : after,
      " — " + settings(diff.after())
    };
  }

  private static String settings(Report report) {
    Settings settings = report.settings();
    return Numbers.count(settings.batch(), "example") + ", " + settings.type();
  }
}
