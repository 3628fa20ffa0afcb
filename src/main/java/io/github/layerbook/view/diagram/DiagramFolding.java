package io.github.layerbook.view.diagram;

import io.github.layerbook.network.Node;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Row;
import io.github.layerbook.view.diagram.DiagramPlan.Box;
import io.github.layerbook.view.diagram.DiagramPlan.Edge;
import io.github.layerbook.view.diagram.DiagramPlan.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Folds a network, or one of its blocks, into the boxes of a diagram.
 *
 * <p>Blocks are folded at a depth: at 1 the outermost ones. Blocks alike that follow each other
 * become one box. A layer that does no multiply-adds and keeps the shape, such as ReLU, shares the
 * box of the layer before it if it is the only one that reads it.
 */
final class DiagramFolding {
  /** No block is folded. */
  static final int LAYERS = Integer.MAX_VALUE;

  /** More boxes than this are neither drawn in bearable time nor read. */
  static final int MOST = 240;

  private static final int ENDS = 20;

  private final String scope;
  private final int depth;
  private final Map<String, Row> rows = new LinkedHashMap<>();
  private final Map<String, List<Row>> readers = new HashMap<>();
  private final Map<String, Integer> places = new HashMap<>();
  private final List<Box> boxes = new ArrayList<>();

  private DiagramFolding(Report report, String scope, int depth) {
    this.scope = scope;
    this.depth = depth;
    for (Row row : report.rows()) {
      rows.put(row.node().path(), row);
      row.node().inputs().stream()
          .map(Node::maker)
          .forEach(path -> readers.computeIfAbsent(path, key -> new ArrayList<>()).add(row));
    }
  }

  /**
   * Folds blocks at a depth below the scope.
   *
   * @param scope the path of the block to draw; empty for the whole network
   */
  static DiagramPlan of(Report report, String scope, int depth) {
    DiagramFolding folding = new DiagramFolding(report, scope, depth);
    folding.fold();
    return new DiagramPlan(folding.boxes, folding.edges());
  }

  /** How deep blocks are nested below the scope. */
  static int depth(Report report, String scope) {
    return report.rows().stream()
        .filter(row -> isIn(row, scope))
        .mapToInt(row -> segments(row.node().block(), scope))
        .max()
        .orElse(0);
  }

  private void fold() {
    List<Open> open = new ArrayList<>();
    Map<String, Open> blocks = new HashMap<>();
    for (Row row : rows.values()) {
      if (!isIn(row, scope)) {
        continue;
      }
      String block = folded(row);
      if (!block.isEmpty()) {
        blocks.computeIfAbsent(block, name -> opened(open, name)).rows().add(row);
      } else if (!open.isEmpty() && joins(open.get(open.size() - 1), row)) {
        open.get(open.size() - 1).rows().add(row);
      } else {
        opened(open, "").rows().add(row);
      }
    }
    List<Box> folded = open.stream().map(Open::box).toList();
    boxes.addAll(shortened(new DiagramRuns(folded, readers).merged()));
    for (int i = 0; i < boxes.size(); i++) {
      for (Row row : boxes.get(i).rows()) {
        places.put(row.node().path(), i);
      }
    }
  }

  private static Open opened(List<Open> open, String block) {
    open.add(new Open(block, new ArrayList<>()));
    return open.get(open.size() - 1);
  }

  /** A box to which rows are added: a block's, or one of layers if the block has no name. */
  private record Open(String block, List<Row> rows) {
    Box box() {
      return block.isEmpty()
          ? new Box(Kind.LAYERS, rows.get(0).node().block(), "", 1, rows)
          : new Box(Kind.BLOCK, outer(block), block, 1, rows);
    }
  }

  /** The block that a row is folded into; empty if it stands for itself. */
  private String folded(Row row) {
    String block = row.node().block();
    if (segments(block, scope) < depth) {
      return "";
    }
    int end = scope.isEmpty() ? -1 : scope.length();
    for (int i = 0; i < depth; i++) {
      end = block.indexOf('.', end + 1);
    }
    return end < 0 ? block : block.substring(0, end);
  }

  /** The number of blocks that a block has below the scope, itself included. */
  private static int segments(String block, String scope) {
    String below = block.length() <= scope.length() ? "" : block.substring(scope.length());
    return below.isEmpty()
        ? 0
        : (int) below.chars().filter(c -> c == '.').count() + (scope.isEmpty() ? 1 : 0);
  }

  private static String outer(String block) {
    int dot = block.lastIndexOf('.');
    return dot < 0 ? "" : block.substring(0, dot);
  }

  private static boolean isIn(Row row, String scope) {
    return scope.isEmpty() || row.node().isIn(scope);
  }

  private boolean joins(Open open, Row row) {
    Row last = open.rows().get(open.rows().size() - 1);
    return open.block().isEmpty()
        && last.node().block().equals(row.node().block())
        && row.node().inputs().equals(List.of(last.node().path()))
        && readers.getOrDefault(last.node().path(), List.of()).size() == 1
        && last.applied().outputs().size() == 1
        && !last.node().layer().isSource()
        && row.applied().outputs().equals(row.applied().inputs())
        && row.measure(Quantity.MULTIPLY_ADDS).size().is(0);
  }

  /** The first and the last boxes with a gap between them, where there are too many. */
  private static List<Box> shortened(List<Box> all) {
    if (all.size() <= MOST) {
      return all;
    }
    List<Row> left = new ArrayList<>();
    all.subList(ENDS, all.size() - ENDS).forEach(box -> left.addAll(box.rows()));
    List<Box> some = new ArrayList<>(all.subList(0, ENDS));
    some.add(new Box(Kind.GAP, "", "", 1, left));
    some.addAll(all.subList(all.size() - ENDS, all.size()));
    return some;
  }

  /** The edges; layers outside the scope at their other ends get boxes. */
  private List<Edge> edges() {
    List<Edge> edges = new ArrayList<>();
    Set<List<Object>> drawn = new HashSet<>();
    for (Row row : rows.values()) {
      List<String> inputs = row.node().inputs();
      for (int i = 0; i < inputs.size(); i++) {
        Row maker = rows.get(Node.maker(inputs.get(i)));
        if (maker == null || !(isIn(row, scope) || isIn(maker, scope))) {
          continue;
        }
        int from = place(maker);
        int to = place(row);
        boolean one = boxes.get(to).kind() == Kind.LAYERS;
        if (from != to && drawn.add(List.of(from, to, inputs.get(i), one ? i : -1))) {
          edges.add(new Edge(from, to, maker, row, i));
        }
      }
    }
    return edges;
  }

  private int place(Row row) {
    return places.computeIfAbsent(
        row.node().path(),
        path -> {
          boxes.add(new Box(Kind.OUTSIDE, "", "", 1, List.of(row)));
          return boxes.size() - 1;
        });
  }
}
