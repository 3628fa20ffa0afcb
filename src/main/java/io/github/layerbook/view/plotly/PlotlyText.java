package io.github.layerbook.view.plotly;

import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Text;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.unbescape.html.HtmlEscape;

/** Texts of Plotly, which reads a little HTML in them: to plain text and from it. */
public final class PlotlyText {

  private static final Pattern BREAK = Pattern.compile("<br ?/?>");
  private static final Pattern TAG =
      Pattern.compile("</?(?:b|i|u|s|em|strong|sub|sup|span|a)(?: [^<>]*)?>");

  /** Digits that count in a number with a fraction. */
  private static final int DIGITS = 4;

  private PlotlyText() {}

  /** The plain text that Plotly shows for one of its texts. */
  public static String plain(@Nullable Object text) {
    String shown = text instanceof Number number ? number(number.doubleValue()) : "" + text;
    if (shown.indexOf('<') >= 0) {
      shown = TAG.matcher(BREAK.matcher(shown).replaceAll(" ")).replaceAll("");
    }
    return Text.line(HtmlEscape.unescapeHtml(shown)).strip();
  }

  /** A text that Plotly shows literally, whatever characters it has. */
  public static String literal(String plain) {
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** A text in bold letters, whatever signs are in it, as Plotly's HTML. */
  public static String bold(String plain) {
    return "<b>" + literal(plain) + "</b>";
  }

  /** A number with thousands separators; fractions with four digits that count. */
  public static String number(double value) {
    if (value == Math.rint(value) || value == 0) {
      return Numbers.decimal(value, 0);
    }
    int whole = (int) Math.floor(Math.log10(Math.abs(value)));
    return Numbers.decimal(value, Math.max(0, DIGITS - 1 - whole));
  }
}
