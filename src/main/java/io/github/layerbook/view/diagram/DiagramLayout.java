package io.github.layerbook.view.diagram;

import io.github.layerbook.network.BlockPath;
import io.github.layerbook.view.diagram.DiagramPlan.Box;
import io.github.layerbook.view.diagram.DiagramPlan.Edge;
import io.github.layerbook.view.diagram.DiagramWords.Line;
import io.github.layerbook.view.display.TextWidth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.NodePlacementStrategy;
import org.eclipse.elk.alg.layered.options.OrderingStrategy;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.math.KVector;
import org.eclipse.elk.core.math.KVectorChain;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeLabelPlacement;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.HierarchyHandling;
import org.eclipse.elk.core.options.SizeConstraint;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.core.util.ElkUtil;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkLabel;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/** Finds places for boxes, frames, edges and their labels, by ELK's layered algorithm. */
final class DiagramLayout {
  /** The size of letters in boxes. */
  static final double LETTERS = 12;

  /** The size of letters on edges. */
  static final double SMALL = 10.5;

  /** The height of a line in a box. */
  static final double LINE = 18;

  private static final double PADDING = 10;
  private static final double LEAST_WIDTH = 64;
  private static final double FRAME_TITLE = 22;

  private final DiagramFrames frames;
  private final ElkNode root = ElkGraphUtil.createGraph();
  private final Map<BlockPath, ElkNode> framed = new HashMap<>();
  private final List<ElkNode> nodes = new ArrayList<>();

  private DiagramLayout(DiagramFrames frames) {
    this.frames = frames;
    framed.put(BlockPath.NONE, root);
  }

  /** Lays out the boxes and edges of a diagram. */
  static PlacedDiagram of(DiagramPlan plan, BlockPath scope) {
    return new DiagramLayout(DiagramFrames.of(plan, scope)).place(plan);
  }

  private PlacedDiagram place(DiagramPlan plan) {
    LayoutMetaDataService.getInstance()
        .registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
    configure(root);
    List<List<Line>> lines = new ArrayList<>();
    for (Box box : plan.boxes()) {
      BlockPath frame = frames.of(box);
      lines.add(DiagramWords.of(box, frame, plan.quantities()));
      nodes.add(node(frame(frame), lines.get(lines.size() - 1)));
    }
    List<ElkEdge> edges = plan.edges().stream().map(this::edge).toList();
    if (edges.isEmpty()) {
      // ELK 0.11 has no order of nodes that no edge joins.
      framed.values().forEach(DiagramLayout::leaveUnordered);
    }
    new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());
    List<PlacedDiagram.PlacedBox> boxes = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      boxes.add(
          new PlacedDiagram.PlacedBox(plan.boxes().get(i), lines.get(i), rectangle(nodes.get(i))));
    }
    List<PlacedDiagram.PlacedEdge> routes = new ArrayList<>();
    for (int i = 0; i < edges.size(); i++) {
      Edge edge = plan.edges().get(i);
      boolean leaves = plan.boxes().get(edge.to()).kind() == DiagramPlan.Kind.OUTSIDE;
      routes.add(route(edge, edges.get(i), leaves));
    }
    return new PlacedDiagram(root.getWidth(), root.getHeight(), placedFrames(), boxes, routes);
  }

  private static void leaveUnordered(ElkNode graph) {
    graph.setProperty(LayeredOptions.CONSIDER_MODEL_ORDER_STRATEGY, OrderingStrategy.NONE);
  }

  private static void configure(ElkNode graph) {
    graph.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
    graph.setProperty(CoreOptions.DIRECTION, Direction.DOWN);
    graph.setProperty(CoreOptions.HIERARCHY_HANDLING, HierarchyHandling.INCLUDE_CHILDREN);
    graph.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
    graph.setProperty(CoreOptions.PADDING, new ElkPadding(8));
    // Not the nodes too: ELK 0.11 fails there where an edge enters a frame from a node beside it.
    graph.setProperty(LayeredOptions.CONSIDER_MODEL_ORDER_STRATEGY, OrderingStrategy.PREFER_EDGES);
    graph.setProperty(
        LayeredOptions.NODE_PLACEMENT_STRATEGY, NodePlacementStrategy.NETWORK_SIMPLEX);
    graph.setProperty(LayeredOptions.SPACING_NODE_NODE, 24.0);
    graph.setProperty(LayeredOptions.SPACING_EDGE_NODE, 16.0);
    graph.setProperty(LayeredOptions.SPACING_EDGE_EDGE, 12.0);
    graph.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 14.0);
    graph.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 10.0);
    graph.setProperty(LayeredOptions.SPACING_EDGE_EDGE_BETWEEN_LAYERS, 8.0);
    graph.setProperty(LayeredOptions.SPACING_EDGE_LABEL, 3.0);
  }

  /** The frame of a path, made with those around it when it is first asked for. */
  private ElkNode frame(BlockPath path) {
    ElkNode known = framed.get(path);
    if (known != null) {
      return known;
    }
    BlockPath outer = frames.around(path);
    ElkNode frame = ElkGraphUtil.createNode(frame(outer));
    configure(frame);
    frame.setProperty(CoreOptions.PADDING, new ElkPadding(FRAME_TITLE, 12, 10, 12));
    String name = DiagramWords.name(path.toString(), outer);
    frame.setProperty(CoreOptions.NODE_SIZE_CONSTRAINTS, EnumSet.of(SizeConstraint.MINIMUM_SIZE));
    frame.setProperty(
        CoreOptions.NODE_SIZE_MINIMUM,
        new KVector(Math.ceil(TextWidth.of(name, LETTERS)) + 2 * PADDING, FRAME_TITLE));
    framed.put(path, frame);
    return frame;
  }

  private static ElkNode node(ElkNode parent, List<Line> lines) {
    ElkNode node = ElkGraphUtil.createNode(parent);
    double width = lines.stream().mapToDouble(DiagramLayout::width).max().orElse(0);
    node.setDimensions(
        Math.max(LEAST_WIDTH, Math.ceil(width + 2 * PADDING)), LINE * lines.size() + 4);
    return node;
  }

  private static double width(Line line) {
    String gap = line.name().isEmpty() || line.title().isEmpty() ? "" : "  ";
    return TextWidth.bold(line.name(), LETTERS) + TextWidth.of(gap + line.title(), LETTERS);
  }

  private ElkEdge edge(Edge edge) {
    ElkEdge made = ElkGraphUtil.createSimpleEdge(nodes.get(edge.from()), nodes.get(edge.to()));
    String text = DiagramWords.of(edge);
    ElkLabel label = ElkGraphUtil.createLabel(text, made);
    label.setDimensions(Math.ceil(TextWidth.of(text, SMALL)), SMALL + 3);
    label.setProperty(CoreOptions.EDGE_LABELS_PLACEMENT, EdgeLabelPlacement.CENTER);
    return made;
  }

  private static PlacedDiagram.PlacedEdge route(Edge edge, ElkEdge routed, boolean leaves) {
    KVectorChain points = ElkUtil.createVectorChain(routed.getSections().get(0));
    points.forEach(point -> ElkUtil.toAbsolute(point, routed.getContainingNode()));
    ElkLabel label = routed.getLabels().get(0);
    KVector at = new KVector(label.getX(), label.getY());
    ElkUtil.toAbsolute(at, routed.getContainingNode());
    return new PlacedDiagram.PlacedEdge(
        edge,
        points.stream().map(p -> new PlacedDiagram.Point(p.x, p.y)).toList(),
        new PlacedDiagram.Rectangle(at.x, at.y, label.getWidth(), label.getHeight()),
        leaves);
  }

  private List<PlacedDiagram.PlacedFrame> placedFrames() {
    return framed.entrySet().stream()
        .filter(entry -> !entry.getKey().isNone())
        .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
        .map(entry -> placed(entry.getKey(), entry.getValue()))
        .toList();
  }

  private PlacedDiagram.PlacedFrame placed(BlockPath path, ElkNode frame) {
    return new PlacedDiagram.PlacedFrame(
        DiagramWords.name(path.toString(), frames.around(path)), rectangle(frame));
  }

  private static PlacedDiagram.Rectangle rectangle(ElkNode node) {
    KVector corner = ElkUtil.absolutePosition(node);
    return new PlacedDiagram.Rectangle(corner.x, corner.y, node.getWidth(), node.getHeight());
  }
}
