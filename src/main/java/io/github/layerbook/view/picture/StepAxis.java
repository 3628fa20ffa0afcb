package io.github.layerbook.view.picture;

import io.github.layerbook.view.display.TextWidth;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Map;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** A lying axis on which some numbers have names, written aslant. */
final class StepAxis extends NumberAxis {
  private static final long serialVersionUID = 1L;
  private static final double SLANT = -Math.PI / 4;
  private static final int LONGEST = 24;

  private final transient Map<Integer, String> names;

  StepAxis(String title, Map<Integer, String> names) {
    super(title);
    this.names = names;
    setAutoRangeIncludesZero(false);
    setLowerMargin(0);
    setUpperMargin(0);
  }

  @Override
  public List<NumberTick> refreshTicks(
      Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
    return names.entrySet().stream().map(name -> tick(name.getKey(), name.getValue())).toList();
  }

  /** The height of the longest name, which stands aslant. */
  @Override
  @SuppressWarnings("rawtypes") // JFreeChart's own list is.
  protected double findMaximumTickLabelHeight(
      List ticks, Graphics2D graphics, Rectangle2D area, boolean upright) {
    FontMetrics metrics = graphics.getFontMetrics(getTickLabelFont());
    int longest =
        names.values().stream().mapToInt(name -> metrics.stringWidth(cut(name))).max().orElse(0);
    return (longest + metrics.getHeight()) * Math.sin(-SLANT);
  }

  private static String cut(String name) {
    return TextWidth.cut(name, LONGEST);
  }

  private static NumberTick tick(int step, String name) {
    return new NumberTick(
        TickType.MAJOR, step, cut(name), TextAnchor.TOP_RIGHT, TextAnchor.TOP_RIGHT, SLANT);
  }
}
