package io.github.layerbook.view.diagram;

import io.github.layerbook.view.diagram.DiagramPlan.Box;
import io.github.layerbook.view.diagram.DiagramPlan.Edge;
import io.github.layerbook.view.diagram.PaperLayout.Arc;
import io.github.layerbook.view.diagram.PaperLayout.Placed;
import io.github.layerbook.view.diagram.PaperLayout.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The ways of values between feature maps in a row: arrows to the next, arcs around others.
 *
 * @param plan what is drawn
 * @param boxes its boxes without those outside
 * @param drawn which of them have a place
 * @param around from which to which of them values go around others
 * @param levels how many other arcs each of these goes over
 */
record PaperPaths(
    DiagramPlan plan,
    List<Box> boxes,
    Set<Integer> drawn,
    List<int[]> around,
    List<Integer> levels) {
  private static final double ARC = 11;

  static PaperPaths of(DiagramPlan plan, List<Box> boxes, Set<Integer> drawn) {
    PaperPaths none = new PaperPaths(plan, boxes, drawn, List.of(), List.of());
    List<int[]> around = around(none.edges());
    return new PaperPaths(plan, boxes, drawn, around, levels(around));
  }

  /** What has a place. */
  static Placed at(Map<Integer, Placed> placed, int box) {
    return Optional.ofNullable(placed.get(box)).orElseThrow();
  }

  /** How much room the arcs take above all maps. */
  double height() {
    int deepest = levels.stream().mapToInt(level -> level + 1).max().orElse(0);
    boolean loops = boxes.stream().anyMatch(PaperPaths::addsInside);
    return (deepest + (loops ? 1 : 0) + 0.5) * ARC;
  }

  /** From which box to which values go around others. */
  private static List<int[]> around(Stream<Edge> edges) {
    return edges
        .filter(edge -> edge.to() > edge.from() + 1)
        .map(edge -> new int[] {edge.from(), edge.to()})
        .toList();
  }

  private Stream<Edge> edges() {
    return plan.edges().stream()
        .filter(edge -> drawn.contains(edge.from()) && drawn.contains(edge.to()));
  }

  /** How many others each arc goes over, so that none lies on another. */
  private static List<Integer> levels(List<int[]> around) {
    List<Integer> levels = new ArrayList<>();
    List<int[]> sorted = new ArrayList<>(around);
    sorted.sort((a, b) -> Integer.compare(a[1] - a[0], b[1] - b[0]));
    int[] found = new int[around.size()];
    for (int[] arc : sorted) {
      int level = 0;
      for (int[] other : sorted) {
        if (other == arc) {
          break;
        }
        boolean over = other[0] < arc[1] && arc[0] < other[1];
        level = over ? Math.max(level, found[around.indexOf(other)] + 1) : level;
      }
      found[around.indexOf(arc)] = level;
    }
    for (int level : found) {
      levels.add(level);
    }
    return levels;
  }

  /** The paths around others, and a loop above each folded block with a sum in it. */
  List<Arc> arcs(NavigableMap<Integer, Placed> placed) {
    List<Arc> arcs = new ArrayList<>();
    for (int i = 0; i < around.size(); i++) {
      Placed from = at(placed, around.get(i)[0]);
      Placed to = at(placed, around.get(i)[1]);
      double over =
          placed.subMap(around.get(i)[0], true, around.get(i)[1], true).values().stream()
              .mapToDouble(each -> each.all().y())
              .min()
              .orElse(0);
      arcs.add(
          new Arc(
              from.middle(),
              to.middle() - 2,
              over - (levels.get(i) + 1) * ARC,
              from.all().y(),
              to.all().y()));
    }
    for (Placed each : placed.values()) {
      if (addsInside(each.box())) {
        double y = each.all().y();
        arcs.add(new Arc(each.x() - 2, each.x() + each.solid().width() + 2, y - ARC, y, y));
      }
    }
    return arcs;
  }

  /** Whether a folded block has a sum in it: a residual path that is not seen. */
  private static boolean addsInside(Box box) {
    return box.kind() == DiagramPlan.Kind.BLOCK
        && box.rows().stream()
            .anyMatch(
                row ->
                    row.applied().inputs().size() > 1
                        && row.applied().inputs().stream().allMatch(row.output()::equals));
  }

  /** The short paths from a box to the next one, where there is room for an arrow. */
  List<Step> steps(Map<Integer, Placed> placed) {
    return edges()
        .filter(edge -> edge.to() == edge.from() + 1)
        .map(
            edge -> {
              Placed from = at(placed, edge.from());
              return new Step(from.x() + from.solid().width(), at(placed, edge.to()).x());
            })
        .filter(step -> step.to() - step.from() > 2 * PaperLayout.CLOSE)
        .toList();
  }
}
