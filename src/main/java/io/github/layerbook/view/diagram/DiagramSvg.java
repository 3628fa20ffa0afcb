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
import io.github.layerbook.view.display.Html;
import io.github.layerbook.view.display.Palette;
import io.github.layerbook.view.display.Svg;
import java.util.List;
import java.util.Locale;

/**
 * Prints a diagram as SVG: no style sheet, no script, no names that another drawing on the page
 * could have too. Letters and lines take the colour of the text around them; tints are half
 * transparent, so that they suit light and dark pages.
 */
final class DiagramSvg {
  private static final double CORNER = 6;
  private static final double HEAD = 6;

  /** Blue for convolutions, orange for products without positions, green and purple as above. */
  private static final String CONVOLVES = Palette.COLORS.get(0);

  private static final String MULTIPLIES = Palette.COLORS.get(1);
  private static final String RESHAPES = Palette.COLORS.get(2);
  private static final String MERGES = Palette.COLORS.get(3);
  private static final String OTHER = Palette.COLORS.get(9);

  private final StringBuilder svg = new StringBuilder();

  private DiagramSvg() {}

  /**
   * Prints a diagram.
   *
   * @param title what the drawing is called for readers who do not see it
   */
  static String of(PlacedDiagram diagram, String title) {
    return new DiagramSvg().print(diagram, title);
  }

  private String print(PlacedDiagram diagram, String title) {
    svg.append(
        format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"%s\" height=\"%s\""
                + " viewBox=\"0 0 %1$s %2$s\" color=\"%s\" fill=\"none\" stroke=\"none\""
                + " font-family=\"%s\" font-size=\"%s\">",
            Svg.number(diagram.width()),
            Svg.number(diagram.height()),
            Palette.TEXT,
            Svg.FONTS,
            Svg.number(DiagramLayout.LETTERS)));
    svg.append("<desc>").append(Html.escape(title)).append("</desc>");
    diagram.frames().forEach(this::frame);
    diagram.edges().forEach(this::edge);
    diagram.boxes().forEach(this::box);
    return svg.append("</svg>").toString();
  }

  private void frame(PlacedFrame frame) {
    rectangle(
        frame.at(),
        "fill=\"#808080\" fill-opacity=\".07\" stroke=\"#808080\" stroke-opacity=\".4\"");
    svg.append(
        format(
            "<text x=\"%s\" y=\"%s\" fill=\"currentColor\" opacity=\".75\">%s</text>",
            Svg.number(frame.at().x() + 8),
            Svg.number(frame.at().y() + 15),
            Html.escape(frame.name())));
  }

  private void edge(PlacedEdge edge) {
    svg.append("<g>");
    title(DiagramWords.hover(edge.edge()));
    String path = path(edge.points());
    svg.append("<path d=\"").append(path).append("\" stroke=\"#808080\" stroke-width=\"1.2\"");
    svg.append(edge.leaves() ? " stroke-dasharray=\"4 3\"/>" : "/>");
    svg.append("<path d=\"").append(path).append("\" stroke=\"#808080\" stroke-opacity=\"0\"");
    svg.append(" stroke-width=\"9\" pointer-events=\"stroke\"/>");
    head(edge.points());
    Rectangle label = edge.label();
    svg.append(
        format(
            "<text x=\"%s\" y=\"%s\" font-size=\"%s\" fill=\"currentColor\""
                + " opacity=\".8\">%s</text></g>",
            Svg.number(label.x()),
            Svg.number(label.y() + DiagramLayout.SMALL),
            Svg.number(DiagramLayout.SMALL),
            Html.escape(DiagramWords.of(edge.edge()))));
  }

  /** The path through some points, with round corners, up to the arrow's head. */
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
    svg.append(
        format(
            "<path d=\"M%sL%sL%sZ\" fill=\"#808080\"/>",
            at(end),
            at(new Point(end.x() - x - y / 2, end.y() - y + x / 2)),
            at(new Point(end.x() - x + y / 2, end.y() - y - x / 2))));
  }

  private void box(PlacedBox box) {
    Rectangle at = box.at();
    svg.append("<g>");
    boolean outside = box.box().kind() == DiagramPlan.Kind.OUTSIDE;
    String color = color(box.box());
    rectangle(
        at,
        outside
            ? "stroke=\"#808080\" stroke-dasharray=\"4 3\""
            : "fill=\"%s\" fill-opacity=\".2\" stroke=\"%1$s\"".formatted(color));
    double top = at.y() + 2;
    for (Line line : box.lines()) {
      line(line, new Rectangle(at.x(), top, at.width(), DiagramLayout.LINE), outside);
      top += DiagramLayout.LINE;
    }
    svg.append("</g>");
  }

  private void line(Line line, Rectangle at, boolean quiet) {
    svg.append(quiet ? "<g opacity=\".7\">" : "<g>");
    title(line.hover());
    svg.append(
        format(
            "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"#808080\""
                + " fill-opacity=\"0\"/>",
            Svg.number(at.x()),
            Svg.number(at.y()),
            Svg.number(at.width()),
            Svg.number(at.height())));
    svg.append(
        format(
            "<text x=\"%s\" y=\"%s\" text-anchor=\"middle\" fill=\"currentColor\">",
            Svg.number(at.x() + at.width() / 2), Svg.number(at.y() + 13)));
    if (!line.name().isEmpty()) {
      svg.append("<tspan font-weight=\"bold\">")
          .append(Html.escape(line.name()))
          .append("</tspan>");
    }
    if (!line.title().isEmpty()) {
      svg.append(line.name().isEmpty() ? "" : "<tspan> \u00a0</tspan>");
      svg.append("<tspan>").append(Html.escape(line.title())).append("</tspan>");
    }
    svg.append("</text></g>");
  }

  private void title(List<String> lines) {
    svg.append("<title>");
    for (int i = 0; i < lines.size(); i++) {
      svg.append(i == 0 ? "" : "\n").append(Html.escape(lines.get(i)));
    }
    svg.append("</title>");
  }

  private void rectangle(Rectangle at, String look) {
    svg.append(
        format(
            "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"4\" %s/>",
            Svg.number(at.x()),
            Svg.number(at.y()),
            Svg.number(at.width()),
            Svg.number(at.height()),
            look));
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

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
