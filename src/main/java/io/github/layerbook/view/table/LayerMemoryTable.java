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
  private final List<Allocation> lives;
  private final Map<String, List<Allocation>> byLayer = new HashMap<>();

  LayerMemoryTable(MemoryReport memory) {
    this.memory = memory;
    this.trains = memory.training().isPresent();
    this.lives =
        (trains ? memory.savedLives() : memory.livesAt(memory.peakStep()))
            .stream().filter(life -> life.bytes().value() > 0).toList();
    lives.forEach(
        life -> byLayer.computeIfAbsent(life.layer(), layer -> new ArrayList<>()).add(life));
  }

  ResultTable table() {
    return ResultTable.folded(
        memory.report().network().name() + " by layer",
        List.of(
            Columns.texts("Layer", lives, Allocation::layer),
            Columns.texts("What", lives, life -> life.kind().title()),
            Columns.numbers("Bytes", lives, l -> l.bytes().value()),
            Columns.texts("Derivation", lives, life -> Digits.of(life.bytes()))),
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
    long most = lives.stream().mapToLong(life -> life.bytes().value()).max().orElse(0);
    List<Line> lines = new ArrayList<>();
    for (Group group : memory.report().groups()) {
      List<Allocation> own = of(group);
      if (group.isBlock() && !own.isEmpty()) {
        lines.add(line(Kind.GROUP, group.name(), own, 0));
      }
      Kind kind = group.isBlock() ? Kind.MEMBER : Kind.ROW;
      own.forEach(life -> lines.add(line(kind, life.layer(), List.of(life), most)));
    }
    return lines;
  }

  /** What the layers of a group have, in the order of execution. */
  private List<Allocation> of(Group group) {
    return group.rows().stream()
        .flatMap(row -> byLayer.getOrDefault(row.name(), List.of()).stream())
        .toList();
  }

  private static Size sum(List<Allocation> lives) {
    return Size.sum(lives.stream().map(Allocation::bytes).toList());
  }

  private static Line line(Kind kind, String name, List<Allocation> lives, long most) {
    Size bytes = sum(lives);
    return new Line(
        kind,
        List.of(
            Cell.of(name),
            kind == Kind.GROUP
                ? Cell.EMPTY
                : Cell.of(
                    lives.stream()
                        .map(life -> life.kind().title())
                        .distinct()
                        .collect(Collectors.joining("; "))),
            MemoryTable.bytes(bytes.value(), most),
            kind == Kind.GROUP
                ? Cell.EMPTY
                : MemoryTable.derivation(bytes, Digits.PLAIN, SummaryGrid.TYPESET)));
  }
}
