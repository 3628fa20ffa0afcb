package io.github.layerbook.view.display;

import io.github.layerbook.report.Hue;
import io.github.layerbook.report.Quantity;
import java.util.Arrays;
import java.util.List;

/**
 * The colours of tables, charts and diagrams: greys and hues that light and dark pages both carry.
 */
public final class Palette {

  /** Letters: contrast 3.9 to 1 on white and 4.8 to 1 on the black of JupyterLab's dark theme. */
  public static final String TEXT = "#808080";

  /** Letters on the colours of traces: contrast 5 to 1 and more. */
  public static final String TEXT_ON_COLORS = "#1a1a1a";

  /** Colours of the traces, in order, one for each hue; all stand out from white and from black. */
  public static final List<String> COLORS = Arrays.stream(Hue.values()).map(Palette::of).toList();

  /** Grey, for what is only there to compare with. */
  public static final String MUTED = COLORS.get(COLORS.size() - 1);

  /** Returns the colour of a quantity: that of its hue, in charts and in tables. */
  public static String color(Quantity quantity) {
    return of(quantity.hue());
  }

  /** Returns the colour of the trace at a place; they begin again after the last. */
  public static String color(int trace) {
    return COLORS.get(trace % COLORS.size());
  }

  private static String of(Hue hue) {
    return switch (hue) {
      case BLUE -> "#4c8fc4";
      case ORANGE -> "#e8883a";
      case GREEN -> "#52a552";
      case PURPLE -> "#9d77c9";
      case RED -> "#d1605e";
      case TEAL -> "#3fa6a3";
      case YELLOW -> "#c9a227";
      case PINK -> "#d678a8";
      case BROWN -> "#8c7562";
      case GREY -> "#8a8f98";
    };
  }

  private Palette() {}
}
