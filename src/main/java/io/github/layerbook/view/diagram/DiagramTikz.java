package io.github.layerbook.view.diagram;

import io.github.layerbook.view.diagram.DiagramWords.Line;
import io.github.layerbook.view.diagram.PlacedDiagram.PlacedBox;
import io.github.layerbook.view.diagram.PlacedDiagram.PlacedEdge;
import io.github.layerbook.view.diagram.PlacedDiagram.PlacedFrame;
import io.github.layerbook.view.diagram.PlacedDiagram.Point;
import io.github.layerbook.view.diagram.PlacedDiagram.Rectangle;
import io.github.layerbook.view.display.Tex;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Prints a diagram as a TikZ picture, a pixel of a page being three quarters of a point. */
final class DiagramTikz {
  private static final String HEAD =
      """
      %% %s
      %% In the preamble: \\usepackage{tikz}
      \\begin{tikzpicture}[x=0.75pt, y=-0.75pt, line width=0.6pt,
        every node/.style={inner sep=0pt, outer sep=0pt, font=\\sffamily\\fontsize{9}{11}\\selectfont}]
      """;

  private final StringBuilder tikz = new StringBuilder();

  /** The names of colours, by their hexadecimal digits. */
  private final Map<String, String> colors = new TreeMap<>();

  private DiagramTikz() {}

  /**
   * Prints a diagram.
   *
   * @param title what the drawing is called
   */
  static String of(PlacedDiagram diagram, String title) {
    return new DiagramTikz().print(diagram, title);
  }

  private String print(PlacedDiagram diagram, String title) {
    diagram.frames().forEach(this::frame);
    diagram.edges().forEach(this::edge);
    diagram.boxes().forEach(this::box);
    StringBuilder all =
        new StringBuilder(HEAD.formatted(title.replaceAll("\\s+", " ").replace('%', ' ')));
    colors.forEach(
        (digits, name) -> all.append("  \\definecolor{%s}{HTML}{%s}\n".formatted(name, digits)));
    return all.append(tikz).append("\\end{tikzpicture}\n").toString();
  }

  private String color(String html) {
    String digits = html.substring(1).toUpperCase(Locale.ROOT);
    return colors.computeIfAbsent(digits, each -> "layerbook" + each.toLowerCase(Locale.ROOT));
  }

  private void line(String format, Object... values) {
    tikz.append("  ").append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private void frame(PlacedFrame frame) {
    line("\\draw[draw=gray!60, fill=gray!8, rounded corners=3pt] %s;", corners(frame.at()));
    line(
        "\\node[anchor=base west, text=black!75] at %s {%s};",
        at(new Point(frame.at().x() + 8, frame.at().y() + 15)), Tex.escape(frame.name()));
  }

  private void edge(PlacedEdge edge) {
    line(
        "\\draw[->, draw=gray, rounded corners=4.5pt] %s;",
        edge.points().stream().map(DiagramTikz::at).collect(Collectors.joining(" -- ")));
    line(
        "\\node[anchor=base west, text=black!80, font=\\sffamily\\fontsize{8}{10}\\selectfont] at %s {%s};",
        at(new Point(edge.label().x(), edge.label().y() + DiagramLayout.SMALL)),
        Tex.escape(DiagramWords.of(edge.edge())));
  }

  private void box(PlacedBox box) {
    if (box.box().kind() == DiagramPlan.Kind.OUTSIDE) {
      line("\\draw[draw=gray, dashed, rounded corners=3pt] %s;", corners(box.at()));
    } else {
      String color = color(DiagramSvg.color(box.box()));
      line("\\draw[draw=%1$s, fill=%1$s!20, rounded corners=3pt] %2$s;", color, corners(box.at()));
    }
    double base = box.at().y() + 2 + 13;
    for (Line each : box.lines()) {
      String name = each.name().isEmpty() ? "" : "\\textbf{%s}".formatted(Tex.escape(each.name()));
      String gap = name.isEmpty() || each.title().isEmpty() ? "" : "~\\ ";
      line(
          "\\node[anchor=base] at %s {%s%s%s};",
          at(new Point(box.at().x() + box.at().width() / 2, base)),
          name,
          gap,
          Tex.escape(each.title()));
      base += DiagramLayout.LINE;
    }
  }

  private static String corners(Rectangle at) {
    Point end = new Point(at.x() + at.width(), at.y() + at.height());
    return at(new Point(at.x(), at.y())) + " rectangle " + at(end);
  }

  private static String at(Point point) {
    return String.format(Locale.ROOT, "(%.1f,%.1f)", point.x(), point.y());
  }
}
