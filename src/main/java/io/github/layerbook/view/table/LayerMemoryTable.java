package io.github.layerbook.view.table;

import io.github.layerbook.memory.Allocation;
import io.github.layerbook.memory.MemoryReport;
import io.github.layerbook.report.Group;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.size.Digits;
import io.github.layerbook.size.Size;
import io.github.layerbook.view.display.Grid;
import io.github.layerbook.view.display.Grid.Cell;
import io.github.layerbook.view.display.Grid.Head;
import io.github.layerbook.view.display.Grid.Kind;
import io.github.layerbook.view.display.Grid.Line;
import io.github.layerbook.view.display.Grid.Phrase;
import io.github.layerbook.view.display.ResultTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The table of what each layer has in memory, under its block or by block alone. */
final class LayerMemoryTable {
  private final MemoryReport memory;
  private final boolean trains;
  private final List<Allocation> allocations;
  private final Map<String, List<Allocation>> byLayer = new HashMap<>();

  LayerMemoryTable(MemoryReport memory) {
    this.memory = memory;
    this.trains = memory.training().isPresent();
    this.allocations =
        (trains ? memory.savedAllocations() : memory.allocationsAt(memory.peakStep()))
            .stream().filter(allocation -> allocation.bytes().value() > 0).toList();
    allocations.forEach(
        allocation ->
            byLayer
                .computeIfAbsent(allocation.layer(), layer -> new ArrayList<>())
                .add(allocation));
  }

  ResultTable table() {
    return ResultTable.folded(
        memory.report().network().name() + " by layer",
        List.of(
            TableColumns.texts("Layer", allocations, Allocation::layer),
            TableColumns.texts("What", allocations, allocation -> allocation.kind().title()),
            TableColumns.numbers("Bytes", allocations, l -> l.bytes().value()),
            TableColumns.texts(
                "Derivation", allocations, allocation -> Digits.of(allocation.bytes()))),
        grid("block by block", blocks()),
        grid("layer by layer", layers()));
  }

  private Grid grid(String by, List<Line> lines) {
    return new Grid(
        List.of(
            Phrase.strong(trains ? "saved for backward" : "there at the peak"),
            Phrase.of(", " + by)),
        List.of(
            Head.text("Layer"),
            Head.text("What"),
            Head.bars("Memory", Quantity.BYTES),
            Head.quiet("Derivation")),
        lines,
        List.of());
  }

  /** A line for each block, or layer in none, that has something. */
  private List<Line> blocks() {
    long most =
        memory.report().groups().stream()
            .mapToLong(group -> sum(of(group)).value())
            .max()
            .orElse(0);
    List<Line> lines = new ArrayList<>();
    for (Group group : memory.report().groups()) {
      if (!of(group).isEmpty()) {
        lines.add(line(Kind.ROW, group.name(), of(group), most));
      }
    }
    return lines;
  }

  /** A line for each piece of memory, under the sums of the blocks. */
  private List<Line> layers() {
    long most =
        allocations.stream().mapToLong(allocation -> allocation.bytes().value()).max().orElse(0);
    List<Line> lines = new ArrayList<>();
    for (Group group : memory.report().groups()) {
      List<Allocation> own = of(group);
      if (group.isBlock() && !own.isEmpty()) {
        lines.add(line(Kind.GROUP, group.name(), own, 0));
      }
      Kind kind = group.isBlock() ? Kind.MEMBER : Kind.ROW;
      own.forEach(
          allocation -> lines.add(line(kind, allocation.layer(), List.of(allocation), most)));
    }
    return lines;
  }

  /** What the layers of a group have, in the order of execution. */
  private List<Allocation> of(Group group) {
    return group.rows().stream()
        .flatMap(row -> byLayer.getOrDefault(row.name(), List.of()).stream())
        .toList();
  }

  private static Size sum(List<Allocation> allocations) {
    return Size.sum(allocations.stream().map(Allocation::bytes).toList());
  }

  private static Line line(Kind kind, String name, List<Allocation> allocations, long most) {
    Size bytes = sum(allocations);
    return new Line(
        kind,
        List.of(
            Cell.of(name),
            kind == Kind.GROUP
                ? Cell.EMPTY
                : Cell.of(
                    allocations.stream()
                        .map(allocation -> allocation.kind().title())
                        .distinct()
                        .collect(Collectors.joining("; "))),
            MemoryTable.bytes(bytes.value(), most),
            kind == Kind.GROUP
                ? Cell.EMPTY
                : MemoryTable.derivation(bytes, Digits.PLAIN, SummaryGrid.TYPESET)));
  }
}
