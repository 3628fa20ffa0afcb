package io.github.layerbook.view.diagram;

import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Row;
import io.github.layerbook.view.diagram.DiagramPlan.Box;
import io.github.layerbook.view.diagram.DiagramWords.Line;
import io.github.layerbook.view.diagram.PlacedDiagram.PlacedBox;
import io.github.layerbook.view.diagram.PlacedDiagram.PlacedEdge;
import io.github.layerbook.view.diagram.PlacedDiagram.PlacedFrame;
import io.github.layerbook.view.diagram.PlacedDiagram.Point;
import io.github.layerbook.view.diagram.PlacedDiagram.Rectangle;
import io.github.layerbook.view.display.Palette;
import io.github.layerbook.view.display.Svg;
import java.util.List;

/**
 * Prints a diagram as SVG: no style sheet, no script, no names that another drawing on the page
 * could have too. Letters and lines take the colour of the text around them; tints are half
 * transparent, so that they suit light and dark pages.
 */
record DiagramSvg(Svg svg) {
  private static final double CORNER = 6;
  private static final double HEAD = 6;

  /** Blue for convolutions, orange for products without positions, green and purple as above. */
  private static final String CONVOLVES = Palette.COLORS.get(0);

  private static final String MULTIPLIES = Palette.COLORS.get(1);
  private static final String RESHAPES = Palette.COLORS.get(2);
  private static final String MERGES = Palette.COLORS.get(3);
  private static final String OTHER = Palette.COLORS.get(9);

  private static final String FRAMED = "stroke=\"" + Palette.LINE + "\"";
  private static final String WORDS = "fill=\"currentColor\"";

  static String of(PlacedDiagram diagram, String title) {
    Svg svg = Svg.of(diagram.width(), diagram.height(), DiagramLayout.LETTERS, title);
    return new DiagramSvg(svg).print(diagram);
  }

  private String print(PlacedDiagram diagram) {
    diagram.frames().forEach(this::frame);
    diagram.edges().forEach(this::edge);
    diagram.boxes().forEach(this::box);
    return svg.end();
  }

  private void frame(PlacedFrame frame) {
    rectangle(
        frame.at(),
        "fill=\""
            + Palette.LINE
            + "\" fill-opacity=\".07\" stroke=\""
            + Palette.LINE
            + "\" stroke-opacity=\".4\"");
    svg.text(frame.at().x() + 8, frame.at().y() + 15, frame.name(), WORDS + " opacity=\".75\"");
  }

  private void edge(PlacedEdge edge) {
    svg.open("").hover(String.join("\n", DiagramWords.hover(edge.edge())));
    String path = path(edge.points());
    svg.path(
        path,
        FRAMED + " stroke-width=\"1.2\"" + (edge.leaves() ? " stroke-dasharray=\"4 3\"" : ""));
    svg.path(path, FRAMED + " stroke-opacity=\"0\" stroke-width=\"9\" pointer-events=\"stroke\"");
    head(edge.points());
    svg.text(
            edge.label().x(),
            edge.label().y() + DiagramLayout.SMALL,
            DiagramWords.of(edge.edge()),
            "font-size=\"%s\" %s opacity=\".8\"".formatted(Svg.number(DiagramLayout.SMALL), WORDS))
        .close();
  }

  private static String path(List<Point> points) {
    StringBuilder path = new StringBuilder("M" + at(points.get(0)));
    for (int i = 1; i < points.size() - 1; i++) {
      Point corner = points.get(i);
      path.append('L').append(at(towards(corner, points.get(i - 1), CORNER)));
      path.append('Q').append(at(corner)).append(' ');
      path.append(at(towards(corner, points.get(i + 1), CORNER)));
    }
    Point end = points.get(points.size() - 1);
    return path.append('L')
        .append(at(towards(end, points.get(points.size() - 2), HEAD / 2)))
        .toString();
  }

  /** The point at a distance from one point to another, or half way if they are closer. */
  private static Point towards(Point from, Point to, double distance) {
    double length = Math.hypot(to.x() - from.x(), to.y() - from.y());
    double share = length == 0 ? 0 : Math.min(distance / length, 0.5);
    return new Point(
        from.x() + share * (to.x() - from.x()), from.y() + share * (to.y() - from.y()));
  }

  private void head(List<Point> points) {
    Point end = points.get(points.size() - 1);
    Point before = points.get(points.size() - 2);
    double length = Math.max(1e-9, Math.hypot(end.x() - before.x(), end.y() - before.y()));
    double x = HEAD * (end.x() - before.x()) / length;
    double y = HEAD * (end.y() - before.y()) / length;
    svg.path(
        "M%sL%sL%sZ"
            .formatted(
                at(end),
                at(new Point(end.x() - x - y / 2, end.y() - y + x / 2)),
                at(new Point(end.x() - x + y / 2, end.y() - y - x / 2))),
        "fill=\"" + Palette.LINE + "\"");
  }

  private void box(PlacedBox box) {
    Rectangle at = box.at();
    svg.open("");
    boolean outside = box.box().kind() == DiagramPlan.Kind.OUTSIDE;
    String color = color(box.box());
    rectangle(
        at,
        outside
            ? FRAMED + " stroke-dasharray=\"4 3\""
            : "fill=\"%s\" fill-opacity=\".2\" stroke=\"%1$s\"".formatted(color));
    double top = at.y() + 2;
    for (Line line : box.lines()) {
      line(line, new Rectangle(at.x(), top, at.width(), DiagramLayout.LINE), outside);
      top += DiagramLayout.LINE;
    }
    svg.close();
  }

  private void line(Line line, Rectangle at, boolean quiet) {
    svg.open(quiet ? "opacity=\".7\"" : "").hover(String.join("\n", line.hover()));
    svg.rectangle(
        at.x(),
        at.y(),
        at.width(),
        at.height(),
        "fill=\"" + Palette.LINE + "\" fill-opacity=\"0\"");
    svg.text(
            at.x() + at.width() / 2,
            at.y() + 13,
            line.name(),
            line.title(),
            "text-anchor=\"middle\" " + WORDS)
        .close();
  }

  private void rectangle(Rectangle at, String look) {
    svg.rectangle(at.x(), at.y(), at.width(), at.height(), "rx=\"4\" " + look);
  }

  /** The colour of a box by what its first layer does, whatever kind of layer that is. */
  static String color(Box box) {
    return box.kind() == DiagramPlan.Kind.LAYERS ? color(box.rows().get(0)) : OTHER;
  }

  /** The colour of a layer by what it does. */
  static String color(Row row) {
    if (!row.measure(Quantity.MULTIPLY_ADDS).size().is(0)) {
      return row.output().spatial().isEmpty() ? MULTIPLIES : CONVOLVES;
    } else if (row.applied().inputs().size() > 1) {
      return MERGES;
    }
    return row.applied().outputs().equals(row.applied().inputs()) ? OTHER : RESHAPES;
  }

  private static String at(Point point) {
    return Svg.number(point.x()) + " " + Svg.number(point.y());
  }
}
