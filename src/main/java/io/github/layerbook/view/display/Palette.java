package io.github.layerbook.view.display;

import io.github.layerbook.report.Hue;
import io.github.layerbook.report.Quantity;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The colours of tables, charts and diagrams: greys and hues that light and dark pages both carry,
 * and that readers who see few colours tell apart (after Okabe and Ito, <i>Color Universal
 * Design</i>, 2008; the blue lighter, for letters on it, the yellow darker, for white pages).
 */
public final class Palette {

  /** Letters: contrast 4.5 to 1 on white and 4.2 to 1 on the black of JupyterLab's dark theme. */
  public static final String TEXT = "#767676";

  /** Letters on the colours of traces: contrast 5 to 1 and more. */
  public static final String TEXT_ON_COLORS = "#1a1a1a";

  /** Lines that are seen on white and on black. */
  public static final String LINE = "#808080";

  /** Colours of the traces, in order, one for each hue; all stand out from white and from black. */
  public static final List<String> COLORS = Arrays.stream(Hue.values()).map(Palette::of).toList();

  /** Grey, for what is only there to compare with. */
  public static final String MUTED = COLORS.get(COLORS.size() - 1);

  /** Returns the colour of a quantity: that of its hue, in charts and in tables. */
  public static String color(Quantity quantity) {
    return of(quantity.hue());
  }

  /** Mixes a colour, {@code #4c8fc4}, with a share of white. */
  public static String lighter(String color, double white) {
    StringBuilder mixed = new StringBuilder("#");
    for (int i = 1; i < color.length(); i += 2) {
      int level = Integer.parseInt(color.substring(i, i + 2), 16);
      mixed.append(String.format(Locale.ROOT, "%02x", Math.round(level + (255 - level) * white)));
    }
    return mixed.toString();
  }

  /** Returns the colour of the trace at a place; they begin again after the last. */
  public static String color(int trace) {
    return COLORS.get(trace % COLORS.size());
  }

  private static String of(Hue hue) {
    return switch (hue) {
      case BLUE -> "#3b8fc7";
      case ORANGE -> "#e69f00";
      case GREEN -> "#009e73";
      case PURPLE -> "#cc79a7";
      case RED -> "#d55e00";
      case TEAL -> "#56b4e9";
      case YELLOW -> "#b8a800";
      case PINK -> "#a88fd0";
      case BROWN -> "#a1897a";
      case GREY -> "#8a8f98";
    };
  }

  private Palette() {}
}
