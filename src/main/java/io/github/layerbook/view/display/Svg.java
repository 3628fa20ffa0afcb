package io.github.layerbook.view.display;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/**
 * Writes a drawing as SVG: rectangles, paths and texts, one after the other. Texts are escaped;
 * looks are attributes of SVG as they are. Letters take the colour of the text around the drawing
 * where it is inlined, and one that light and dark pages carry where it is a picture.
 */
public final class Svg {
  /** The fonts of drawings, whose letters {@link TextWidth} knows the widths of. */
  public static final String FONTS = "Arial, Helvetica, 'Liberation Sans', sans-serif";

  private static final Pattern WIDTH = Pattern.compile("<svg [^>]* width=\"([0-9.]+)\"");

  private final StringBuilder svg = new StringBuilder();

  private Svg() {}

  /**
   * Begins a drawing of a size in pixels.
   *
   * @param description what it is called for readers who do not see it
   */
  public static Svg of(double width, double height, double letters, String description) {
    Svg svg = new Svg();
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"%s\" height=\"%s\""
            + " viewBox=\"0 0 %1$s %2$s\" color=\"%s\" fill=\"none\" stroke=\"none\""
            + " font-family=\"%s\" font-size=\"%s\">",
        number(width), number(height), Palette.TEXT, FONTS, number(letters));
    svg.svg.append("<desc>").append(Html.escape(description)).append("</desc>");
    return svg;
  }

  /** Adds style rules, which must hold no text of a user's. */
  public Svg style(String rules) {
    svg.append("<style>").append(rules).append("</style>");
    return this;
  }

  /** Adds a rectangle. */
  public Svg rectangle(double x, double y, double width, double height, String look) {
    return append(
        "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" %s/>",
        number(x), number(y), number(width), number(height), look);
  }

  /** Adds a path. */
  public Svg path(CharSequence path, String look) {
    return append("<path d=\"%s\" %s/>", path, look);
  }

  /**
   * Adds a path of a form such as {@code M%s %sh26}.
   *
   * @param numbers what stands in it, in pixels
   */
  public Svg path(String look, String form, double... numbers) {
    Object[] texts = DoubleStream.of(numbers).mapToObj(Svg::number).toArray();
    return path(form.formatted(texts), look);
  }

  /** Adds a text that begins at a place, or is anchored there as the look says. */
  public Svg text(double x, double y, String text, String look) {
    return append(
        "<text x=\"%s\" y=\"%s\" %s>%s</text>", number(x), number(y), look, Html.escape(text));
  }

  /** Adds a text of bold words and others after them; either may be empty. */
  public Svg text(double x, double y, String bold, String others, String look) {
    append("<text x=\"%s\" y=\"%s\" %s>", number(x), number(y), look);
    if (!bold.isEmpty()) {
      append("<tspan font-weight=\"bold\">%s</tspan>", Html.escape(bold));
    }
    if (!others.isEmpty()) {
      svg.append(bold.isEmpty() ? "" : "<tspan> \u00a0</tspan>");
      append("<tspan>%s</tspan>", Html.escape(others));
    }
    svg.append("</text>");
    return this;
  }

  /** Begins a group. */
  public Svg open(String look) {
    return append("<g %s>", look);
  }

  /** Ends a group. */
  public Svg close() {
    svg.append("</g>");
    return this;
  }

  /** Adds what is under the pointer on the group that is open. */
  public Svg hover(String text) {
    svg.append("<title>").append(Html.escape(text)).append("</title>");
    return this;
  }

  /** Ends the drawing. */
  public String end() {
    return svg.append("</svg>").toString();
  }

  private Svg append(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
    return this;
  }

  /** Writes a number with one decimal at most. */
  public static String number(double value) {
    double tenths = Math.rint(10 * value) / 10;
    return tenths == Math.rint(tenths) ? String.valueOf((long) tenths) : String.valueOf(tenths);
  }

  /** Returns the width of a drawing in pixels. */
  public static double width(String svg) {
    Matcher width = WIDTH.matcher(svg);
    return width.find() ? Double.parseDouble(width.group(1)) : 0;
  }

  /**
   * Shows a drawing under a heading, as a picture, which needs no trust.
   *
   * @param heading what stands in bold letters
   * @param saying what follows it
   * @param alternative one sentence for readers who do not see the picture
   * @param least the share of its width that it keeps on a narrow page
   */
  public static String html(
      String svg, String heading, String saying, String alternative, double least) {
    return framed(heading, saying, picture(svg, alternative, least));
  }

  /** Shows HTML under a heading, in bold letters, and what follows it; it scrolls if too wide. */
  public static String framed(String heading, String saying, String html) {
    return "<div class=\"tex2jax_ignore mathjax_ignore\" style=\"overflow-x:auto\">"
        + "<div style=\"padding:4px 0 8px 10px\"><b>%s</b> — %s</div>"
            .formatted(Html.escape(heading), Html.escape(saying))
        + html
        + "</div>";
  }

  /**
   * Makes a drawing a picture in HTML: it shrinks with its page down to a share of its width, then
   * the page scrolls.
   *
   * @param alternative one sentence for readers who do not see the picture
   */
  public static String picture(String svg, String alternative, double least) {
    double width = width(svg);
    String data = Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
    return "<img alt=\"%s\" width=\"%d\" style=\"max-width:100%%;min-width:%dpx;height:auto\""
            .formatted(
                Html.escape(alternative), Math.round(Math.ceil(width)), Math.round(least * width))
        + " src=\"data:image/svg+xml;base64,"
        + data
        + "\">";
  }
}
