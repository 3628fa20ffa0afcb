package io.github.layerbook.view.display;

import java.util.Map;

/** Texts in LaTeX. */
public final class Tex {
  private static final Map<Integer, String> SIGNS =
      Map.ofEntries(
          Map.entry((int) '\\', "\\textbackslash{}"),
          Map.entry((int) '{', "\\{"),
          Map.entry((int) '}', "\\}"),
          Map.entry((int) '$', "\\$"),
          Map.entry((int) '&', "\\&"),
          Map.entry((int) '#', "\\#"),
          Map.entry((int) '%', "\\%"),
          Map.entry((int) '_', "\\_"),
          Map.entry((int) '^', "\\textasciicircum{}"),
          Map.entry((int) '~', "\\textasciitilde{}"),
          Map.entry((int) '<', "\\textless{}"),
          Map.entry((int) '>', "\\textgreater{}"),
          Map.entry((int) '|', "\\textbar{}"),
          Map.entry((int) '"', "\\textquotedbl{}"),
          Map.entry((int) '[', "{[}"),
          Map.entry((int) ']', "{]}"),
          Map.entry((int) '×', "\\ensuremath{\\times}"),
          Map.entry((int) '·', "\\ensuremath{\\cdot}"),
          Map.entry((int) '→', "\\ensuremath{\\rightarrow}"),
          Map.entry((int) '≤', "\\ensuremath{\\leq}"),
          Map.entry((int) '≥', "\\ensuremath{\\geq}"),
          Map.entry((int) '≠', "\\ensuremath{\\neq}"),
          Map.entry((int) '≈', "\\ensuremath{\\approx}"),
          Map.entry((int) '−', "\\ensuremath{-}"),
          Map.entry((int) '√', "\\ensuremath{\\surd}"),
          Map.entry((int) '∞', "\\ensuremath{\\infty}"),
          Map.entry((int) '✓', "\\ensuremath{\\surd}"),
          Map.entry((int) '✗', "\\ensuremath{\\times}"),
          Map.entry((int) 'Δ', "\\ensuremath{\\Delta}"),
          Map.entry((int) 'α', "\\ensuremath{\\alpha}"),
          Map.entry((int) 'β', "\\ensuremath{\\beta}"),
          Map.entry((int) 'γ', "\\ensuremath{\\gamma}"),
          Map.entry((int) 'Φ', "\\ensuremath{\\Phi}"),
          Map.entry((int) 'σ', "\\ensuremath{\\sigma}"),
          Map.entry((int) '…', "\\ldots{}"),
          Map.entry((int) '–', "--"),
          Map.entry((int) '—', "---"),
          Map.entry((int) '“', "``"),
          Map.entry((int) '”', "''"),
          Map.entry((int) '\u00a0', "~"),
          Map.entry((int) '²', "\\ensuremath{^2}"),
          Map.entry((int) '³', "\\ensuremath{^3}"));

  /** Letters that LaTeX's engines without Unicode fonts have, up to here. */
  private static final int LATIN = 0x17f;

  private Tex() {}

  /**
   * Returns a text that LaTeX prints as it is. What is no Latin letter and has no sign there is
   * shown by its number, so that every engine takes it.
   */
  public static String escape(String text) {
    StringBuilder latex = new StringBuilder();
    Text.line(text)
        .codePoints()
        .forEach(
            c -> {
              String sign = SIGNS.get(c);
              if (sign != null) {
                latex.append(sign);
              } else if (c >= ' ' && c <= LATIN && !Character.isISOControl(c)) {
                latex.appendCodePoint(c);
              } else if (!Character.isISOControl(c)) {
                latex.append("U+%04X".formatted(c));
              }
            });
    return latex.toString();
  }
}
