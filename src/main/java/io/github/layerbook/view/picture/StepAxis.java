package io.github.layerbook.view.picture;

import io.github.layerbook.view.display.TextWidth;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.IntStream;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/**
 * A lying axis whose whole numbers from 0 on have names, written aslant; where all of them find no
 * room, every second or third one, and so on. (JFreeChart's own {@code SymbolAxis} drops each name
 * that its neighbour would touch, so that the rest are unevenly apart.)
 */
final class StepAxis extends NumberAxis {
  private static final long serialVersionUID = 1L;
  private static final double SLANT = -Math.PI / 4;

  /** The room that a name written aslant takes along the axis, in heights of a line. */
  private static final double LINES = 2.2;

  private static final int LONGEST = 24;

  private final transient List<String> names;

  StepAxis(String title, List<String> names) {
    super(title);
    this.names = names;
    setAutoRangeIncludesZero(false);
    setRange(0, Math.max(1, names.size() - 1));
  }

  @Override
  public List<NumberTick> refreshTicks(
      Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
    FontMetrics metrics = graphics.getFontMetrics(getTickLabelFont());
    int every = every(names.size(), area.getWidth() / (LINES * metrics.getHeight()));
    return IntStream.range(0, names.size())
        .filter(step -> step % every == 0)
        .mapToObj(this::tick)
        .toList();
  }

  /** The names of which one is written, where there is room for a number of them. */
  static int every(int names, double room) {
    return (int) Math.max(1, Math.ceil(names / Math.max(1, room)));
  }

  /** The height of the longest name, which stands aslant. */
  @Override
  protected double findMaximumTickLabelHeight(
      List ticks, Graphics2D graphics, Rectangle2D area, boolean upright) {
    FontMetrics metrics = graphics.getFontMetrics(getTickLabelFont());
    int longest = names.stream().mapToInt(name -> metrics.stringWidth(cut(name))).max().orElse(0);
    return (longest + metrics.getHeight()) * Math.sin(-SLANT);
  }

  private static String cut(String name) {
    return TextWidth.cut(name, LONGEST);
  }

  private NumberTick tick(int step) {
    return new NumberTick(
        TickType.MAJOR,
        step,
        cut(names.get(step)),
        TextAnchor.TOP_RIGHT,
        TextAnchor.TOP_RIGHT,
        SLANT);
  }
}
