package io.github.layerbook.view.display;

/**
 * How wide a text is at most in the sans-serif fonts that a drawing may be shown with, which are
 * not known when it is made: the widths are those of Verdana and DejaVu Sans, the widest in use,
 * rounded up by classes of letters. Arial, Helvetica and Liberation Sans need an eighth less.
 */
public final class TextWidth {
  private static final String NARROW = " iljftIJ.,:;'|!()[]{}/\\-·";
  private static final String WIDE = "mwMWOQGDHNU@%#&+<>=~×→−_^";
  private static final double BOLD = 1.08;

  private TextWidth() {}

  /** The width of a text in a font of a size, in its unit. */
  public static double of(String text, double size) {
    return size * text.codePoints().mapToDouble(TextWidth::em).sum();
  }

  /** The width of a text in bold letters. */
  public static double bold(String text, double size) {
    return BOLD * of(text, size);
  }

  private static double em(int letter) {
    if (NARROW.indexOf(letter) >= 0) {
      return 0.4;
    } else if (letter > 0x2E7F || WIDE.indexOf(letter) >= 0) {
      return 1;
    }
    return Character.isUpperCase(letter) || letter > 0x7F ? 0.78 : 0.64;
  }

  /** The text itself, or its beginning if it has more letters than that. */
  public static String cut(String text, int letters) {
    return text.codePointCount(0, text.length()) <= letters
        ? text
        : text.substring(0, text.offsetByCodePoints(0, letters - 1)) + "…";
  }
}
