package io.github.layerbook.view.vector;

import io.github.layerbook.view.display.Html;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The elements of an SVG picture in the order in which they are drawn. */
final class SvgText {
  /** Stands for what makes the names of this picture's clips its own; no text has it. */
  private static final String OWN = "\u0001";

  private final int width;
  private final int height;
  private final StringBuilder elements = new StringBuilder();

  /** The names of clips by their paths. */
  private final Map<String, String> clips = new LinkedHashMap<>();

  SvgText(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /** Returns the picture. */
  String whole(String title) {
    // Pictures of one page do not share the names of their clips.
    String own = "k" + Integer.toHexString(elements.toString().hashCode()) + "-";
    StringBuilder defined = new StringBuilder();
    clips.forEach(
        (path, name) ->
            defined.append(
                "<clipPath id=\"%s%s\"><path d=\"%s\"/></clipPath>\n".formatted(own, name, path)));
    return """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" \
        role="img"><title>%3$s</title>
        %4$s%5$s</svg>
        """
        .formatted(
            width, height, Html.escape(title), defined, elements.toString().replace(OWN, own));
  }

  /** Returns the attribute of what is cut to a path. */
  String clip(String path) {
    String name = clips.computeIfAbsent(path, any -> "c" + clips.size());
    return " clip-path=\"url(#" + OWN + name + ")\"";
  }

  /** Adds a filled path. */
  void area(String path, Color color, String clip) {
    if (!path.isEmpty() && color.getAlpha() > 0) {
      add("<path d=\"%s\"%s%s/>\n", path, paint("fill", color), clip);
    }
  }

  /** Adds a line along a path. */
  void line(String path, Color color, BasicStroke stroke, String clip) {
    if (path.isEmpty() || color.getAlpha() == 0) {
      return;
    }
    add("<path d=\"%s\" fill=\"none\"%s", path, paint("stroke", color));
    add(" stroke-width=\"%s\"", number(stroke.getLineWidth()));
    if (stroke.getEndCap() != BasicStroke.CAP_BUTT) {
      boolean round = stroke.getEndCap() == BasicStroke.CAP_ROUND;
      add(" stroke-linecap=\"%s\"", round ? "round" : "square");
    }
    if (stroke.getLineJoin() != BasicStroke.JOIN_MITER) {
      boolean round = stroke.getLineJoin() == BasicStroke.JOIN_ROUND;
      add(" stroke-linejoin=\"%s\"", round ? "round" : "bevel");
    }
    float[] dashes = stroke.getDashArray();
    if (dashes != null) {
      add(
          " stroke-dasharray=\"%s\"",
          IntStream.range(0, dashes.length)
              .mapToObj(i -> number(dashes[i]))
              .collect(Collectors.joining(" ")));
    }
    add("%s/>\n", clip);
  }

  /**
   * Adds words.
   *
   * @param length how long they are where the picture is laid out, whatever font a reader has
   */
  void words(
      String written,
      float x,
      float y,
      double length,
      Font font,
      Color color,
      AffineTransform at,
      String clip) {
    if (written.isBlank() || color.getAlpha() == 0) {
      return;
    }
    // A clip of an element is turned with it: the words stand in a group that has it.
    add(clip.isEmpty() ? "" : "<g%s>", clip);
    add("<text x=\"%s\" y=\"%s\"", number(x), number(y));
    if (!at.isIdentity()) {
      double[] matrix = new double[6];
      at.getMatrix(matrix);
      add(
          " transform=\"matrix(%s)\"",
          Arrays.stream(matrix).mapToObj(SvgText::number).collect(Collectors.joining(" ")));
    }
    add(
        " font-family=\"Helvetica, Arial, sans-serif\" font-size=\"%s\"%s%s",
        number(font.getSize2D()),
        font.isBold() ? " font-weight=\"bold\"" : "",
        font.isItalic() ? " font-style=\"italic\"" : "");
    add(
        " textLength=\"%s\" lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\"%s>%s</text>%s",
        number(length),
        paint("fill", color),
        Html.escape(written.replaceAll("\\p{Cntrl}", " ")),
        clip.isEmpty() ? "\n" : "</g>\n");
  }

  private void add(String format, Object... values) {
    elements.append(String.format(Locale.ROOT, format, values));
  }

  private static String paint(String of, Color color) {
    String hex = String.format(Locale.ROOT, "#%06x", color.getRGB() & 0xFF_FFFF);
    String opacity =
        color.getAlpha() == 255
            ? ""
            : " %s-opacity=\"%s\"".formatted(of, number(color.getAlpha() / 255.0));
    return " " + of + "=\"" + hex + '"' + opacity;
  }

  /** Returns a shape's path where a transform puts it; empty if it is nowhere. */
  static String path(Shape shape, AffineTransform at) {
    StringBuilder path = new StringBuilder();
    double[] points = new double[6];
    for (PathIterator each = shape.getPathIterator(at); !each.isDone(); each.next()) {
      int kind = each.currentSegment(points);
      path.append("MLQCZ".charAt(kind));
      int numbers = kind == PathIterator.SEG_CLOSE ? 0 : 2 * Math.max(1, kind);
      for (int i = 0; i < numbers; i++) {
        if (!Double.isFinite(points[i])) {
          return "";
        }
        path.append(i == 0 ? "" : " ").append(number(points[i]));
      }
    }
    return path.toString();
  }

  /** At most two decimals, and no more than there are. */
  private static String number(double number) {
    double rounded = Math.rint(number * 100) / 100;
    return rounded == Math.rint(rounded) && Math.abs(rounded) < 1e9
        ? Long.toString((long) rounded)
        : Double.toString(rounded);
  }
}
