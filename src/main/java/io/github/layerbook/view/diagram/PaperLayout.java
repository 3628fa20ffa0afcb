package io.github.layerbook.view.diagram;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.network.BlockPath;
import io.github.layerbook.report.Group;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.view.diagram.DiagramPlan.Box;
import io.github.layerbook.view.diagram.PlacedDiagram.Rectangle;
import io.github.layerbook.view.display.LayerTitle;
import io.github.layerbook.view.display.QuantityText;
import io.github.layerbook.view.display.TextWidth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Finds places for feature maps in a row: those of one shape that follow each other close together
 * above one label, the blocks below, and what goes around others in arcs above.
 */
final class PaperLayout {
  static final double LETTERS = 11;
  static final double LINE = 15;
  private static final double MARGIN = 12;
  static final double CLOSE = 5;
  private static final double BETWEEN = 15;
  private static final double LARGEST = 20;
  private static final int LONGEST_NAME = 20;

  /** Of a longer run the first ones are drawn, and the last. */
  private static final int MOST = 10;

  /** A box with its place: the front's lower left corner and the extents. */
  record Placed(Box box, PaperSolid solid, double x, double y) {
    /** All that it covers. */
    Rectangle all() {
      return new Rectangle(x, y - solid.top(), solid.width(), solid.top());
    }

    double middle() {
      return x + solid.width() / 2;
    }
  }

  /** A path around others, at a height, from one box to another or back to the same. */
  record Arc(double from, double to, double top, double fromY, double toY) {}

  /** A short way from a box to the next one. */
  record Step(double from, double to) {}

  /** Lines of words in the middle of a place. */
  record Label(List<String> lines, Rectangle at) {}

  /** What a run costs, as a disk. */
  record Disk(double x, double y, double radius, String number) {}

  /** A block below those of its boxes. */
  record Bracket(String name, double from, double to, double y) {}

  /** A drawing with all places. */
  record Paper(
      double width,
      double height,
      double middle,
      List<Placed> boxes,
      List<Step> steps,
      List<Arc> arcs,
      List<Label> labels,
      List<Disk> disks,
      List<Bracket> brackets) {}

  /** Boxes of one shape that follow each other, some of which are drawn. */
  private record Run(
      List<Integer> boxes, List<Integer> drawn, List<String> lines, double cost, double width) {}

  private final DiagramPlan plan;
  private final BlockPath scope;
  private final List<Box> boxes;
  private final List<PaperSolid> solids;
  private final Optional<Quantity> area;

  private PaperLayout(
      DiagramPlan plan, BlockPath scope, PaperStyle style, Optional<Quantity> area) {
    this.plan = plan;
    this.scope = scope;
    this.boxes =
        plan.boxes().stream().filter(box -> box.kind() != DiagramPlan.Kind.OUTSIDE).toList();
    PaperSolid.Scale scale = PaperSolid.Scale.of(style, boxes);
    this.solids = boxes.stream().map(box -> PaperSolid.of(box, scale)).toList();
    this.area = area;
  }

  /** Lays out what a plan has; a quantity, if there is one, becomes the area of disks. */
  static Paper of(DiagramPlan plan, BlockPath scope, PaperStyle style, Optional<Quantity> area) {
    return new PaperLayout(plan, scope, style, area).paper();
  }

  private Paper paper() {
    List<Run> runs = runs();
    Set<Integer> drawn =
        runs.stream().flatMap(run -> run.drawn().stream()).collect(Collectors.toSet());
    PaperPaths paths = PaperPaths.of(plan, boxes, drawn);
    double highest = solids.stream().mapToDouble(PaperSolid::top).max().orElse(0);
    double above = MARGIN + paths.height();
    double middle = above + highest / 2;
    double below = above + highest + LINE / 2;
    double most = runs.stream().mapToDouble(Run::cost).max().orElse(0);
    NavigableMap<Integer, Placed> placed = new TreeMap<>();
    List<Label> labels = new ArrayList<>();
    List<Disk> disks = new ArrayList<>();
    double words = below + runs.stream().mapToInt(r -> r.lines().size()).max().orElse(0) * LINE;
    double x = MARGIN;
    for (Run run : runs) {
      double slot = slot(run, most);
      double left = x + (slot - run.width()) / 2;
      for (int i : run.drawn()) {
        PaperSolid solid = solids.get(i);
        placed.put(i, new Placed(boxes.get(i), solid, left, middle + solid.top() / 2));
        left += solid.advance() + CLOSE;
      }
      labels.add(label(run, x, slot, below));
      if (run.cost() > 0 && most > 0) {
        double radius = Math.max(1, LARGEST * Math.sqrt(run.cost() / most));
        disks.add(new Disk(x + slot / 2, words + LARGEST + 4, radius, number(run)));
      }
      x += slot + BETWEEN;
    }
    double bottom = words + (disks.isEmpty() ? 0 : 2 * LARGEST + 8 + LINE);
    List<Bracket> brackets = brackets(placed, labels, runs, bottom + 6);
    return new Paper(
        x - BETWEEN + MARGIN,
        bottom + (brackets.isEmpty() ? 0 : 1.6 * LINE) + MARGIN,
        middle,
        List.copyOf(placed.values()),
        paths.steps(placed),
        paths.arcs(placed),
        labels,
        disks,
        brackets);
  }

  private double slot(Run run, double most) {
    double words =
        run.lines().stream().mapToDouble(line -> TextWidth.of(line, LETTERS)).max().orElse(0);
    double disk = run.cost() > 0 ? 2 * LARGEST * Math.sqrt(run.cost() / most) : 0;
    double number = run.cost() > 0 ? TextWidth.of(number(run), LETTERS) : 0;
    return Math.max(Math.max(run.width(), words), Math.max(disk, number));
  }

  private String number(Run run) {
    return area.map(quantity -> QuantityText.rounded(quantity, Math.round(run.cost()))).orElse("");
  }

  private static Label label(Run run, double x, double slot, double y) {
    double width =
        run.lines().stream().mapToDouble(line -> TextWidth.of(line, LETTERS)).max().orElse(0);
    return new Label(
        run.lines(), new Rectangle(x + (slot - width) / 2, y, width, LINE * run.lines().size()));
  }

  /** Runs of boxes of one shape, each of which reads the one before it, in one block. */
  private List<Run> runs() {
    List<Run> runs = new ArrayList<>();
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < boxes.size(); i++) {
      if (!open.isEmpty() && !continues(i)) {
        runs.add(run(open));
        open = new ArrayList<>();
      }
      open.add(i);
    }
    if (!open.isEmpty()) {
      runs.add(run(open));
    }
    return runs;
  }

  private boolean continues(int i) {
    return shape(i).equals(shape(i - 1))
        && outermost(boxes.get(i)).equals(outermost(boxes.get(i - 1)));
  }

  private Run run(List<Integer> of) {
    List<String> names = of.stream().map(this::name).toList();
    List<String> said =
        names.size() < 3 ? names : List.of(names.get(0) + " …", names.get(names.size() - 1));
    List<Integer> drawn = new ArrayList<>(of);
    if (of.size() > MOST) {
      drawn.subList(MOST - 1, of.size() - 1).clear();
    }
    double width = 0;
    for (int place = 0; place < drawn.size(); place++) {
      PaperSolid solid = solids.get(drawn.get(place));
      width += place == drawn.size() - 1 ? solid.width() : solid.advance() + CLOSE;
    }
    double cost =
        area.map(
                quantity ->
                    of.stream()
                        .mapToDouble(
                            i ->
                                new Group("", boxes.get(i).rows())
                                    .total(quantity)
                                    .number()
                                    .doubleValue())
                        .sum())
            .orElse(0.0);
    List<String> lines = new ArrayList<>(List.of(shape(of.get(0))));
    lines.addAll(said);
    if (drawn.size() < of.size()) {
      lines.add("%d of %d drawn".formatted(drawn.size(), of.size()));
    }
    return new Run(List.copyOf(of), List.copyOf(drawn), lines, cost, width);
  }

  private String shape(int i) {
    return LayerTitle.of(boxes.get(i).last().output(), AxisOrder.HWC);
  }

  private String name(int i) {
    Box box = boxes.get(i);
    BlockPath group = outermost(box);
    String name =
        switch (box.kind()) {
          case BLOCK ->
              DiagramWords.name(
                      box.block().toString(), box.block().depth() > group.depth() ? group : scope)
                  + (box.times() == 1 ? "" : " × " + box.times());
          case GAP -> "…";
          default -> DiagramWords.name(box.rows().get(0).node().path(), group);
        };
    return TextWidth.cut(name, LONGEST_NAME);
  }

  /** The outermost block below the scope that a box stands in; the scope if in none. */
  private BlockPath outermost(Box box) {
    BlockPath frame = box.frame();
    return frame.depth() > scope.depth() ? frame.at(scope.depth() + 1) : scope;
  }

  /** The blocks of which several boxes are drawn. */
  private List<Bracket> brackets(
      Map<Integer, Placed> placed, List<Label> labels, List<Run> runs, double y) {
    List<Bracket> brackets = new ArrayList<>();
    for (int run = 0; run < runs.size(); ) {
      BlockPath block = outermost(boxes.get(runs.get(run).boxes().get(0)));
      int end = run;
      int count = 0;
      double from = Double.MAX_VALUE;
      double to = 0;
      while (end < runs.size()
          && outermost(boxes.get(runs.get(end).boxes().get(0))).equals(block)) {
        List<Integer> of = runs.get(end).boxes();
        count += of.size();
        Rectangle label = labels.get(end).at();
        from = Math.min(from, Math.min(label.x(), PaperPaths.at(placed, of.get(0)).x()));
        Rectangle last = PaperPaths.at(placed, of.get(of.size() - 1)).all();
        to = Math.max(to, Math.max(label.x() + label.width(), last.x() + last.width()));
        end++;
      }
      if (!block.equals(scope) && count > 1) {
        int letters = (int) ((to - from) / (LETTERS * 0.7));
        brackets.add(
            new Bracket(
                TextWidth.cut(scope.within(block.toString()), Math.max(2, letters)), from, to, y));
      }
      run = end;
    }
    return brackets;
  }
}
