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

  /** What a line is about: a block's sum, or some pieces of memory. */
  private record Entry(Kind kind, String name, List<Allocation> allocations) {
    Size bytes() {
      return Size.sum(allocations.stream().map(Allocation::bytes).toList());
    }

    String what() {
      return allocations.stream()
          .map(allocation -> allocation.kind().title())
          .distinct()
          .collect(Collectors.joining("; "));
    }

    /** A cell, which the heading of a block's layers does not have. */
    Cell unlessHeading(Cell cell) {
      return kind == Kind.GROUP ? Cell.EMPTY : cell;
    }
  }

  LayerMemoryTable(MemoryReport memory) {
    this.memory = memory;
    this.trains = memory.training().isPresent();
    this.allocations =
        (trains ? memory.savedAllocations() : memory.allocationsAt(memory.peakStep()))
            .stream().filter(allocation -> allocation.bytes().value() > 0).toList();
    for (Allocation allocation : allocations) {
      byLayer.computeIfAbsent(allocation.layer(), layer -> new ArrayList<>()).add(allocation);
    }
  }

  ResultTable table() {
    return ResultTable.folded(
        memory.report().network().name() + " by layer",
        new TableForm<Allocation>()
            .data("Layer", Allocation::layer)
            .data("What", allocation -> allocation.kind().title())
            .numbers("Memory", allocation -> allocation.bytes().value())
            .data("Derivation", allocation -> Digits.of(allocation.bytes()))
            .columns(allocations),
        grid("block by block", blocks()),
        grid("layer by layer", layers()));
  }

  private Grid grid(String by, List<Entry> entries) {
    long most =
        entries.stream()
            .filter(entry -> entry.kind() != Kind.GROUP)
            .mapToLong(entry -> entry.bytes().value())
            .max()
            .orElse(0);
    return new TableForm<Entry>()
        .kinds(Entry::kind)
        .text("Layer", Entry::name)
        .shown(Head.text("What"), entry -> entry.unlessHeading(Cell.of(entry.what())))
        .shown(
            Head.bars("Memory", Quantity.BYTES),
            entry ->
                MemoryTable.bytes(entry.bytes().value(), entry.kind() == Kind.GROUP ? 0 : most))
        .shown(
            Head.quiet("Derivation"),
            entry ->
                entry.unlessHeading(
                    MemoryTable.derivation(entry.bytes(), Digits.PLAIN, SummaryTable.TYPESET)))
        .caption(trains ? "saved for backward" : "there at the peak", ", " + by)
        .grid(entries);
  }

  /** A line for each block, or layer in none, that has something. */
  private List<Entry> blocks() {
    return memory.report().groups().stream()
        .map(group -> new Entry(Kind.ROW, group.name(), of(group)))
        .filter(entry -> !entry.allocations().isEmpty())
        .toList();
  }

  /** A line for each piece of memory, under the sums of the blocks. */
  private List<Entry> layers() {
    List<Entry> entries = new ArrayList<>();
    for (Group group : memory.report().groups()) {
      List<Allocation> own = of(group);
      if (group.isBlock() && !own.isEmpty()) {
        entries.add(new Entry(Kind.GROUP, group.name(), own));
      }
      Kind kind = group.isBlock() ? Kind.MEMBER : Kind.ROW;
      own.forEach(each -> entries.add(new Entry(kind, each.layer(), List.of(each))));
    }
    return entries;
  }

  /** What the layers of a group have, in the order of execution. */
  private List<Allocation> of(Group group) {
    return group.rows().stream()
        .flatMap(row -> byLayer.getOrDefault(row.name(), List.of()).stream())
        .toList();
  }
}
