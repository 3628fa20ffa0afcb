package io.github.layerbook.view.table;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.adaptation.Adaptation;
import io.github.layerbook.network.Node;
import io.github.layerbook.report.Quantities;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Row;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Grid.Cell;
import io.github.layerbook.view.display.Grid.Kind;
import io.github.layerbook.view.display.LayerTitle;
import io.github.layerbook.view.display.QuantityText;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.view.table.BlockRuns.Run;
import io.github.layerbook.whatif.diff.Change;
import io.github.layerbook.whatif.diff.Diff;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The table of what differs between two networks: one row per layer that did not stay as it was.
 *
 * <p>Columns: {@code Layer}, {@code Change} (added, removed, changed), {@code Before} and {@code
 * After} (the layer with its output, empty where it is not there) are texts; under each quantity's
 * heading stands how much the layer's number grew. The totals of both networks stand in what is
 * shown only, and how many layers stayed as they were between the others. Of blocks that follow
 * each other and changed alike only the first is shown in full.
 */
public final class DiffTable {
  private final Diff diff;
  private final List<Quantity> quantities;
  private final List<Entry> entries = new ArrayList<>();
  private final TableForm<Entry> form = new TableForm<>();
  private final Map<Change.Kind, Long> counts = new EnumMap<>(Change.Kind.class);

  /** Cells of layers with their outputs: a network has many that are equal. */
  private final Map<Titled, Cell> titles = new HashMap<>();

  /** A layer with its adapters, and its output, as one cell. */
  private record Titled(Layer layer, Optional<Adaptation> adapted, Shape output) {
    Cell cell() {
      String text = LayerTitle.of(layer, adapted) + " → " + output;
      return LayerTitle.cell(text);
    }
  }

  /** What became of a layer; of one that stayed as it was, the cells are empty. */
  private record Entry(
      String name, Change.Kind kind, Cell before, Cell after, List<Optional<Number>> grown) {
    boolean isKept() {
      return kind == Change.Kind.KEPT;
    }

    String change() {
      return word(kind);
    }

    /** The same under another name: equal for layers of blocks that changed alike. */
    Entry named(String other) {
      return new Entry(other, kind, before, after, grown);
    }
  }

  private DiffTable(Diff diff, List<Quantity> quantities) {
    this.diff = diff;
    this.quantities = quantities;
    List<Entry> all = diff.changes().stream().map(this::entry).toList();
    all.forEach(entry -> counts.merge(entry.kind(), 1L, Long::sum));
    all.stream().filter(entry -> !entry.isKept()).forEach(entries::add);
    addColumns();
    if (!entries.isEmpty()) {
      addLines(all);
      form.below(
          form.line(Kind.TOTAL, Cell.of("Total"), quantities.stream().map(this::total).toList()));
    }
  }

  /** Adds the columns, that of the kind of change for readers only where there are several. */
  private void addColumns() {
    form.text("Layer", Entry::name);
    if (entries.stream().map(Entry::kind).distinct().count() > 1) {
      form.text("Change", Entry::change);
    } else {
      form.data("Change", Entry::change);
    }
    form.text("Before", entry -> entry.before().text(), Entry::before)
        .text("After", entry -> entry.after().text(), Entry::after)
        .quantities(quantities, (entry, place) -> entry.grown().get(place), Cell::change);
  }

  /** The lines, of blocks that follow each other and changed alike only those of the first. */
  private void addLines(List<Entry> all) {
    List<Node> nodes = diff.changes().stream().map(DiffTable::node).toList();
    List<Entry> alike = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      alike.add(all.get(i).named(nodes.get(i).name()));
    }
    long kept = 0;
    for (Run run : BlockRuns.of(nodes.stream().map(Node::block).toList(), alike)) {
      List<Entry> some = all.subList(run.from(), run.from() + run.length());
      boolean repeated = run.times() > 1 && !some.stream().allMatch(Entry::isKept);
      for (Entry entry : repeated ? some : all.subList(run.from(), run.end())) {
        if (entry.isKept()) {
          kept++;
        } else {
          addKept(kept);
          kept = 0;
          form.below(form.line(Kind.ROW, entry));
        }
      }
      if (repeated) {
        addKept(kept);
        kept = 0;
        addNote(same(nodes, run));
      }
    }
    addKept(kept);
  }

  private static Node node(Change change) {
    return change.after().or(change::before).orElseThrow().node();
  }

  /** Which further blocks changed as the one before: {@code the same in layer3.2 to layer3.35}. */
  private static String same(List<Node> nodes, Run run) {
    String first = block(nodes, run, 1);
    String last = block(nodes, run, run.times() - 1);
    return "the same in " + first + (run.times() == 2 ? "" : " to " + last);
  }

  /** The path of the block of one of the times: what its lines' blocks have in common. */
  private static String block(List<Node> nodes, Run run, int time) {
    int from = run.from() + time * run.length();
    List<String> paths =
        nodes.subList(from, from + run.length()).stream().map(Node::block).toList();
    return paths.stream().min(Comparator.comparing(String::length)).orElse("");
  }

  /** Makes the table of the usual quantities. */
  public static ResultTable of(Diff diff) {
    return of(diff, Quantities.USUAL);
  }

  /** Makes the table of some quantities; layers have no numbers of those of whole networks. */
  public static ResultTable of(Diff diff, List<Quantity> quantities) {
    return new DiffTable(diff, quantities).table();
  }

  private ResultTable table() {
    return ResultTable.of(
        name(),
        form.columns(entries),
        form.caption(
                name(),
                " — " + counts() + " · ",
                Numbers.count(diff.before().total(Quantity.PARAMETERS).value()),
                " → ",
                Numbers.count(diff.after().total(Quantity.PARAMETERS).value()),
                " parameters")
            .grid(List.of()));
  }

  private Entry entry(Change change) {
    Change.Kind kind = change.kind();
    return kind == Change.Kind.KEPT
        ? new Entry(change.name(), kind, Cell.EMPTY, Cell.EMPTY, List.of())
        : new Entry(
            change.name(),
            kind,
            layer(change.before()),
            layer(change.after()),
            quantities.stream().map(change::grown).toList());
  }

  private Cell layer(Optional<Row> row) {
    return row.map(r -> new Titled(r.node().layer(), r.node().adaptation(), r.output()))
        .map(titled -> titles.computeIfAbsent(titled, Titled::cell))
        .orElse(Cell.EMPTY);
  }

  /** A line for layers that stayed as they were, as a text diff has it between its hunks. */
  private void addKept(long kept) {
    if (kept > 0) {
      addNote(Numbers.count(kept, "layer") + " as before");
    }
  }

  private void addNote(String note) {
    form.below(form.line(Kind.GROUP, Cell.of("⋯ " + note), List.of()));
  }

  private Cell total(Quantity quantity) {
    if (!quantity.hasTotal()) {
      return Cell.EMPTY;
    }
    Number before = diff.before().total(quantity).number();
    Number after = diff.after().total(quantity).number();
    return Cell.change(quantity, quantity.difference(before, after))
        .hover(QuantityText.brief(quantity, before) + " → " + QuantityText.brief(quantity, after));
  }

  private String counts() {
    return entries.isEmpty()
        ? "no layer changed"
        : Stream.of(Change.Kind.ADDED, Change.Kind.REMOVED, Change.Kind.CHANGED)
            .filter(counts::containsKey)
            .map(kind -> Numbers.count(counts.getOrDefault(kind, 0L), "layer") + " " + word(kind))
            .collect(Collectors.joining(", "));
  }

  private String name() {
    String before = diff.before().network().name();
    String after = diff.after().network().name();
    return before.equals(after) ? after : before + " → " + after;
  }

  private static String word(Change.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
