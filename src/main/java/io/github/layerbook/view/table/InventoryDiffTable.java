package io.github.layerbook.view.table;

import io.github.layerbook.inventory.InventoryLayer;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Grid;
import io.github.layerbook.view.display.Grid.Cell;
import io.github.layerbook.view.display.Grid.Kind;
import io.github.layerbook.view.display.Grid.Line;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.whatif.diff.InventoryDiff;
import io.github.layerbook.whatif.diff.LayerPair;
import java.util.List;
import java.util.Optional;

/**
 * The table of two inventories side by side, or of a pasted text's rows beside a network's layers.
 *
 * <p>Columns: {@code Verdict} ({@code same}, {@code differs}, {@code only one}), {@code Before},
 * {@code After} (of a text: {@code Row of the text}, {@code What the network has}) and {@code
 * Difference} are texts.
 */
public final class InventoryDiffTable {
  private InventoryDiffTable() {}

  /** Makes the table of what differs; layers that are the same are counted below. */
  public static ResultTable of(InventoryDiff diff) {
    return table(diff, diff.differences(), "", "");
  }

  /**
   * Makes the table of a text's rows beside a network's layers, row by row, with the first
   * difference above.
   *
   * @param text what the text is, in words
   */
  public static ResultTable check(InventoryDiff diff, String text) {
    return table(diff, diff.pairs(), text, firstDifference(diff));
  }

  private static String firstDifference(InventoryDiff diff) {
    return diff.differences().stream()
        .findFirst()
        .map(pair -> "the first difference is at " + first(pair, diff.after().name()))
        .orElse("no row differs");
  }

  private static String first(LayerPair pair, String network) {
    long only = pair.before().or(pair::after).map(InventoryLayer::parameters).orElse(0L);
    String parameters = Numbers.count(only, "parameter");
    if (pair.before().isEmpty()) {
      return "%s: no row of the text is this layer of %s (%s)"
          .formatted(pair.name(), network, parameters);
    } else if (pair.after().isEmpty()) {
      return "%s: %s has no layer for this row of the text (%s)"
          .formatted(pair.name(), network, parameters);
    }
    return "%s (the text, then %s): %s".formatted(pair.name(), network, words(pair));
  }

  private static ResultTable table(
      InventoryDiff diff, List<LayerPair> pairs, String text, String first) {
    boolean check = !text.isEmpty();
    TableForm<LayerPair> form =
        new TableForm<LayerPair>()
            .text(
                "Verdict",
                InventoryDiffTable::verdict,
                pair -> Cell.of(sign(pair) + " " + verdict(pair)))
            .text(check ? "Row of the text" : "Before", pair -> title(pair.before()))
            .text(check ? "What the network has" : "After", pair -> title(pair.after()))
            .quiet("Difference", InventoryDiffTable::words);
    if (check) {
      form.caption(diff.after().name(), " — checked against " + text + "; " + first);
    } else {
      int different = diff.differences().size();
      form.caption(
              diff.before().name() + " → " + diff.after().name(),
              " — " + Numbers.count(different, "difference"))
          .notes(
              Numbers.count(diff.pairs().size() - different, "layer")
                  + " the same, or without parameters in one only");
    }
    long before = diff.before().parameters();
    long after = diff.after().parameters();
    Grid all =
        form.below(
                Line.of(
                    Kind.TOTAL,
                    before == after ? "✓ total" : "✗ total",
                    Numbers.count(before, "parameter"),
                    Numbers.count(after, "parameter"),
                    ""))
            .grid(pairs);
    return ResultTable.folded(
        diff.after().name(), form.columns(pairs), all.first(ResultTable.LINES_AT_ONCE), all);
  }

  private static String sign(LayerPair pair) {
    return pair.isSame() ? (isOne(pair) ? "–" : "✓") : "✗";
  }

  private static boolean isOne(LayerPair pair) {
    return pair.before().isEmpty() || pair.after().isEmpty();
  }

  private static String verdict(LayerPair pair) {
    return isOne(pair) ? "only one" : pair.isSame() ? "same" : "differs";
  }

  private static String words(LayerPair pair) {
    return isOne(pair) && pair.isSame() ? "it holds no parameters" : pair.difference();
  }

  private static String title(Optional<InventoryLayer> layer) {
    return layer
        .map(
            each ->
                "%s (%s)%s%s"
                    .formatted(
                        each.path(),
                        each.type(),
                        each.output().map(o -> " " + LayerPair.shape(o)).orElse(""),
                        each.parameters() > 0 ? " " + Numbers.count(each.parameters()) : ""))
        .orElse("");
  }
}
