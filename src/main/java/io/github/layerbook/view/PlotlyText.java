package io.github.layerbook.view;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.unbescape.html.HtmlEscape;

/** Texts of Plotly, which reads a little HTML in them: to plain text and from it. */
final class PlotlyText {

  private static final Pattern BREAK = Pattern.compile("<br ?/?>");
  private static final Pattern TAG =
      Pattern.compile("</?(?:b|i|u|s|em|strong|sub|sup|span|a)(?: [^<>]*)?>");

  private PlotlyText() {}

  /** The plain text that Plotly shows for one of its texts. */
  static String plain(@Nullable Object text) {
    String shown = text instanceof Number number ? number(number.doubleValue()) : "" + text;
    if (shown.indexOf('<') >= 0) {
      shown = TAG.matcher(BREAK.matcher(shown).replaceAll(" ")).replaceAll("");
    }
    return HtmlEscape.unescapeHtml(shown).strip();
  }

  /** A text that Plotly shows as it is, whatever signs are in it. */
  static String literal(String plain) {
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** A number with thousands separators; fractions with four digits that count. */
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return String.format(Locale.ROOT, "%,d", (long) value);
    }
    double size = Math.abs(value);
    if (size >= 1e15 || size < 1e-4) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    int digits = Math.max(0, 3 - (int) Math.floor(Math.log10(size)));
    return String.format(Locale.ROOT, "%,." + digits + "f", value);
  }
}
