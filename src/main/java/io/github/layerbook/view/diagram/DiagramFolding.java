package io.github.layerbook.view.diagram;

import io.github.layerbook.network.BlockPath;
import io.github.layerbook.network.OutputAddress;
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

  private final BlockPath scope;
  private final int depth;
  private final Map<String, Row> rows = new LinkedHashMap<>();
  private final Map<String, List<Row>> readers = new HashMap<>();
  private final Map<String, Integer> places = new HashMap<>();
  private final List<Box> boxes = new ArrayList<>();

  private DiagramFolding(Report report, BlockPath scope, int depth) {
    this.scope = scope;
    this.depth = depth;
    for (Row row : report.rows()) {
      rows.put(row.node().path(), row);
      row.node().reads().stream()
          .map(OutputAddress::layer)
          .forEach(path -> readers.computeIfAbsent(path, key -> new ArrayList<>()).add(row));
    }
  }

  /**
   * Folds blocks at a depth below the scope.
   *
   * @param scope the block to draw; none for the whole network
   */
  static DiagramPlan of(Report report, BlockPath scope, int depth) {
    DiagramFolding folding = new DiagramFolding(report, scope, depth);
    folding.fold();
    return new DiagramPlan(folding.boxes, folding.edges());
  }

  /** How deep blocks are nested below the scope. */
  static int depth(Report report, BlockPath scope) {
    return report.rows().stream()
        .filter(row -> isIn(row, scope))
        .mapToInt(row -> row.node().blockPath().depth() - scope.depth())
        .max()
        .orElse(0);
  }

  private void fold() {
    List<Open> open = new ArrayList<>();
    Map<BlockPath, Open> blocks = new HashMap<>();
    for (Row row : drawn()) {
      BlockPath block = folded(row);
      if (!block.isNone()) {
        blocks.computeIfAbsent(block, name -> opened(open, name)).rows().add(row);
      } else if (!open.isEmpty() && joins(open.get(open.size() - 1), row)) {
        open.get(open.size() - 1).rows().add(row);
      } else {
        opened(open, BlockPath.NONE).rows().add(row);
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

  /** The layers in the scope, without those that nothing connects with others, if some are. */
  private List<Row> drawn() {
    List<Row> all = rows.values().stream().filter(row -> isIn(row, scope)).toList();
    List<Row> connected = all.stream().filter(this::isConnected).toList();
    return connected.isEmpty() ? all : connected;
  }

  private boolean isConnected(Row row) {
    return !row.node().reads().isEmpty() || readers.containsKey(row.node().path());
  }

  private static Open opened(List<Open> open, BlockPath block) {
    open.add(new Open(block, new ArrayList<>()));
    return open.get(open.size() - 1);
  }

  /** A box to which rows are added: a block's, or one of layers if the block is none. */
  private record Open(BlockPath block, List<Row> rows) {
    Box box() {
      return block.isNone()
          ? new Box(Kind.LAYERS, rows.get(0).node().blockPath(), block, 1, rows)
          : new Box(Kind.BLOCK, block.outer(), block, 1, rows);
    }
  }

  /** The block that a row is folded into; none if it is drawn on its own. */
  private BlockPath folded(Row row) {
    BlockPath block = row.node().blockPath();
    return block.depth() - scope.depth() < depth ? BlockPath.NONE : block.at(scope.depth() + depth);
  }

  private static boolean isIn(Row row, BlockPath scope) {
    return row.node().blockPath().isIn(scope);
  }

  private boolean joins(Open open, Row row) {
    Row last = open.rows().get(open.rows().size() - 1);
    return open.block().isNone()
        && last.node().blockPath().equals(row.node().blockPath())
        && row.node().readsOnly(last.node())
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
    some.add(new Box(Kind.GAP, BlockPath.NONE, BlockPath.NONE, 1, left));
    some.addAll(all.subList(all.size() - ENDS, all.size()));
    return some;
  }

  /**
   * The edges. Layers outside the scope that are read get boxes; all those that read what a box
   * makes share one, at the end of one edge.
   */
  private List<Edge> edges() {
    List<Edge> edges = new ArrayList<>();
    Map<Integer, List<Edge>> after = new LinkedHashMap<>();
    Set<List<Object>> drawn = new HashSet<>();
    for (Row row : rows.values()) {
      List<OutputAddress> inputs = row.node().reads();
      for (int i = 0; i < inputs.size(); i++) {
        Row maker = rows.get(inputs.get(i).layer());
        if (maker == null || !(isIn(row, scope) || isIn(maker, scope))) {
          continue;
        }
        int from = place(maker);
        if (!isIn(row, scope)) {
          after
              .computeIfAbsent(from, key -> new ArrayList<>())
              .add(new Edge(from, -1, maker, row, i));
          continue;
        }
        int to = place(row);
        boolean one = boxes.get(to).kind() == Kind.LAYERS;
        if (from != to && drawn.add(List.of(from, to, inputs.get(i), one ? i : -1))) {
          edges.add(new Edge(from, to, maker, row, i));
        }
      }
    }
    after.values().forEach(readers -> edges.add(joined(readers)));
    return edges;
  }

  /** One edge for all that leave a box, to one box of those who read it. */
  private Edge joined(List<Edge> leaving) {
    List<Row> outside = leaving.stream().map(Edge::reader).distinct().toList();
    boxes.add(new Box(Kind.OUTSIDE, BlockPath.NONE, BlockPath.NONE, 1, outside));
    Edge first = leaving.get(0);
    return new Edge(first.from(), boxes.size() - 1, first.maker(), first.reader(), first.input());
  }

  private int place(Row row) {
    return places.computeIfAbsent(
        row.node().path(),
        path -> {
          boxes.add(new Box(Kind.OUTSIDE, BlockPath.NONE, BlockPath.NONE, 1, List.of(row)));
          return boxes.size() - 1;
        });
  }
}
