package io.github.layerbook.view;

import io.github.layerbook.analysis.Quantity;
import io.github.layerbook.analysis.Report;
import io.github.layerbook.analysis.Row;
import io.github.layerbook.view.Grid.Cell;
import io.github.layerbook.view.Grid.Head;
import io.github.layerbook.view.Grid.Kind;
import io.github.layerbook.view.Grid.Line;
import io.github.layerbook.view.Grid.Phrase;
import io.github.layerbook.whatif.Change;
import io.github.layerbook.whatif.Diff;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;

/**
 * The table of what differs between two networks: one row per layer that did not stay as it was.
 *
 * <p>Columns: {@code Layer}, {@code Change} (added, removed, changed), {@code Before} and {@code
 * After} (the layer with its output, empty where it is not there) are texts; {@code Parameters},
 * {@code MACs} and {@code Bytes} how much the layer's numbers grew. The totals of both networks
 * stand in what is shown only, and how many layers stayed as they were between the others.
 */
public final class DiffTable {
  private static final List<Head> HEADS =
      List.of(
          Head.text("Layer"),
          Head.text("Change"),
          Head.text("Before"),
          Head.text("After"),
          Head.number("Memory"),
          Head.number("Multiply-adds"),
          Head.number("Parameters"));

  private DiffTable() {}

  /** Makes the table. */
  public static ShownTable of(Diff diff) {
    List<Change> changes = diff.differences();
    return ShownTable.of(
        name(diff),
        List.of(
            texts("Layer", changes, Change::name),
            texts("Change", changes, DiffTable::kind),
            texts("Before", changes, change -> layer(change.before())),
            texts("After", changes, change -> layer(change.after())),
            numbers("Parameters", changes, Quantity.PARAMETERS),
            numbers("MACs", changes, Quantity.MULTIPLY_ADDS),
            numbers("Bytes", changes, Quantity.BYTES)),
        grid(diff));
  }

  private static Grid grid(Diff diff) {
    List<Line> lines = new ArrayList<>();
    long kept = 0;
    for (Change change : diff.isEmpty() ? List.<Change>of() : diff.changes()) {
      if (change.kind() == Change.Kind.KEPT) {
        kept++;
      } else {
        addKept(lines, kept);
        lines.add(line(change));
        kept = 0;
      }
    }
    addKept(lines, kept);
    if (!diff.isEmpty()) {
      lines.add(totals(diff));
    }
    return new Grid(caption(diff), HEADS, lines, List.of());
  }

  /** A line for layers that stayed as they were, as a text diff has it between its hunks. */
  private static void addKept(List<Line> lines, long kept) {
    if (kept > 0) {
      List<Cell> cells = new ArrayList<>(Collections.nCopies(HEADS.size(), Cell.EMPTY));
      cells.set(0, Cell.of("⋯ " + layers(kept) + " as before"));
      lines.add(new Line(Kind.GROUP, cells));
    }
  }

  private static Line line(Change change) {
    return new Line(
        Kind.ROW,
        List.of(
            Cell.of(change.name()),
            Cell.of(kind(change)),
            typeset(layer(change.before())),
            typeset(layer(change.after())),
            Cell.of(Numbers.signed(change.growth(Quantity.BYTES), Numbers::bytes)),
            Cell.of(Numbers.signed(change.growth(Quantity.MULTIPLY_ADDS), Numbers::rounded)),
            Cell.of(Numbers.signed(change.growth(Quantity.PARAMETERS), Numbers::count))));
  }

  private static Line totals(Diff diff) {
    return new Line(
        Kind.TOTAL,
        List.of(
            Cell.of("Total"),
            Cell.EMPTY,
            Cell.EMPTY,
            Cell.EMPTY,
            total(diff, Quantity.BYTES, Numbers::bytes),
            total(diff, Quantity.MULTIPLY_ADDS, Numbers::rounded),
            total(diff, Quantity.PARAMETERS, Numbers::count)));
  }

  private static Cell total(Diff diff, Quantity quantity, Function<Long, String> number) {
    return Cell.of(Numbers.signed(diff.growth(quantity), number))
        .hover(
            value(diff.before(), quantity, number) + " → " + value(diff.after(), quantity, number));
  }

  private static List<Phrase> caption(Diff diff) {
    List<Phrase> caption = new ArrayList<>();
    caption.add(Phrase.strong(name(diff)));
    caption.add(Phrase.of(" — " + counts(diff) + " · "));
    caption.add(Phrase.strong(value(diff.before(), Quantity.PARAMETERS, Numbers::count)));
    caption.add(Phrase.of(" → "));
    caption.add(Phrase.strong(value(diff.after(), Quantity.PARAMETERS, Numbers::count)));
    caption.add(Phrase.of(" parameters"));
    return caption;
  }

  private static String counts(Diff diff) {
    if (diff.isEmpty()) {
      return "no layer changed";
    }
    Map<Change.Kind, Long> counts =
        diff.changes().stream().collect(Collectors.groupingBy(Change::kind, Collectors.counting()));
    return Stream.of(Change.Kind.ADDED, Change.Kind.REMOVED, Change.Kind.CHANGED)
        .filter(counts::containsKey)
        .map(kind -> layers(counts.getOrDefault(kind, 0L)) + " " + word(kind))
        .collect(Collectors.joining(", "));
  }

  private static String layers(long number) {
    return Numbers.count(number) + (number == 1 ? " layer" : " layers");
  }

  private static String name(Diff diff) {
    String before = diff.before().network().name();
    String after = diff.after().network().name();
    return before.equals(after) ? after : before + " → " + after;
  }

  private static String value(Report report, Quantity quantity, Function<Long, String> number) {
    return number.apply(report.total(quantity).value());
  }

  private static String layer(Optional<Row> row) {
    return row.map(r -> LayerTitle.of(r.node().layer()) + " → " + r.output()).orElse("");
  }

  private static Cell typeset(String layer) {
    return Cell.of(layer).typeset(LayerTitle.typeset(layer));
  }

  private static String kind(Change change) {
    return word(change.kind());
  }

  private static String word(Change.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static StringColumn texts(
      String name, List<Change> changes, Function<Change, String> text) {
    return StringColumn.create(name, changes.stream().map(text).toList());
  }

  private static LongColumn numbers(String name, List<Change> changes, Quantity quantity) {
    return LongColumn.create(name, changes.stream().mapToLong(c -> c.growth(quantity)).toArray());
  }
}
