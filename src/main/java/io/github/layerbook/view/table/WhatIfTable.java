package io.github.layerbook.view.table;

import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Settings;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Grid;
import io.github.layerbook.view.display.Grid.Cell;
import io.github.layerbook.view.display.Grid.Head;
import io.github.layerbook.view.display.Grid.Kind;
import io.github.layerbook.view.display.Grid.Line;
import io.github.layerbook.view.display.Grid.Phrase;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.whatif.diff.BlockChange;
import io.github.layerbook.whatif.diff.Diff;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;

/**
 * The table of what a change does to a network: before, after, change and ratio of each measure, in
 * total and for each block.
 *
 * <p>Columns: {@code Measure} (parameters, multiply-adds, memory, weight memory) and {@code Block},
 * which is {@code total} in the row of the whole network, are texts; {@code Before}, {@code After}
 * and {@code Change} exact numbers, of memory in bytes; {@code Ratio} is after divided by before,
 * missing where there was nothing before. Memory is the lecture's count of outputs, weight memory
 * what the parameters take. What is shown leaves out blocks that cost the same; the layers that
 * changed are shown under it.
 */
public final class WhatIfTable {
  private static final List<Head> HEADS =
      List.of(
          Head.text(""),
          Head.number("Before"),
          Head.number("After"),
          Head.number("Change"),
          Head.number("Ratio"));

  private WhatIfTable() {}

  /**
   * One row.
   *
   * @param measure what is measured
   * @param block the block; empty for the whole network
   */
  private record Entry(
      String measure, String block, long before, long after, Function<Long, String> number) {
    boolean isTotal() {
      return block.isEmpty();
    }

    Line line() {
      return new Line(
          isTotal() ? Kind.GROUP : Kind.MEMBER,
          List.of(
              Cell.of(isTotal() ? capitalized(measure) : block),
              cell(before),
              cell(after),
              Cell.of(Numbers.signed(after - before, number)).hover(Numbers.change(before, after)),
              Cell.of(Numbers.ratio(before, after))));
    }

    private Cell cell(long value) {
      return Cell.of(number.apply(value)).hover(Numbers.count(value));
    }
  }

  /**
   * Makes the table.
   *
   * @throws io.github.layerbook.size.SizeException if a number is beyond 64 bits
   */
  public static ResultTable of(Diff diff) {
    List<Entry> entries = new ArrayList<>();
    List<BlockChange> blocks = diff.blocks();
    add(entries, diff, blocks, Quantity.PARAMETERS, "parameters", Numbers::count);
    add(entries, diff, blocks, Quantity.MULTIPLY_ADDS, "multiply-adds", Numbers::rounded);
    add(entries, diff, blocks, Quantity.BYTES, "memory", Numbers::bytes);
    entries.add(
        new Entry(
            "weight memory",
            "",
            diff.before().parameterBytes().value(),
            diff.after().parameterBytes().value(),
            Numbers::bytes));
    ResultTable table =
        ResultTable.of(
            diff.after().network().name(),
            List.of(
                StringColumn.create("Measure", entries.stream().map(Entry::measure).toList()),
                StringColumn.create(
                    "Block", entries.stream().map(e -> e.isTotal() ? "total" : e.block()).toList()),
                LongColumn.create("Before", entries.stream().mapToLong(Entry::before).toArray()),
                LongColumn.create("After", entries.stream().mapToLong(Entry::after).toArray()),
                LongColumn.create(
                    "Change", entries.stream().mapToLong(e -> e.after() - e.before()).toArray()),
                DoubleColumn.create(
                    "Ratio", entries.stream().mapToDouble(WhatIfTable::ratio).toArray())),
            grid(diff, entries));
    return diff.isEmpty() ? table : table.above(DiffTable.of(diff).display());
  }

  private static double ratio(Entry entry) {
    return entry.before() == 0 ? Double.NaN : (double) entry.after() / entry.before();
  }

  private static void add(
      List<Entry> entries,
      Diff diff,
      List<BlockChange> blocks,
      Quantity quantity,
      String measure,
      Function<Long, String> number) {
    entries.add(
        new Entry(
            measure,
            "",
            diff.before().total(quantity).value(),
            diff.after().total(quantity).value(),
            number));
    for (BlockChange block : blocks) {
      entries.add(
          new Entry(measure, block.name(), block.before(quantity), block.after(quantity), number));
    }
  }

  private static Grid grid(Diff diff, List<Entry> entries) {
    List<Line> lines =
        entries.stream()
            .filter(entry -> entry.isTotal() || entry.before() != entry.after())
            .map(Entry::line)
            .toList();
    return new Grid(caption(diff), HEADS, lines, List.of());
  }

  private static List<Phrase> caption(Diff diff) {
    return List.of(
        Phrase.strong(diff.before().network().name()),
        Phrase.of(" — " + settings(diff.before()) + " → "),
        Phrase.strong(
            diff.after().network().name().equals(diff.before().network().name())
                ? "what if"
                : diff.after().network().name()),
        Phrase.of(" — " + settings(diff.after())));
  }

  private static String settings(Report report) {
    Settings settings = report.settings();
    return (settings.batch() == 1 ? "1 example" : Numbers.count(settings.batch()) + " examples")
        + ", "
        + settings.type();
  }

  private static String capitalized(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
