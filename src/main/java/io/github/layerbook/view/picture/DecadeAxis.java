package io.github.layerbook.view.picture;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/**
 * A logarithmic axis whose ticks are round numbers: powers of ten; over few decades 2 and 5 times
 * these too; over less than one, equal steps. (JFreeChart's own divides the exponents: 39.8107M.)
 */
final class DecadeAxis extends LogAxis {
  private static final long serialVersionUID = 1L;

  /** The most decades with room for more ticks than the powers of ten. */
  private static final double FEW = 2.5;

  private static final double ONE = 0.7;
  private static final int STEPS = 6;

  /** Where labels hang, by the side of the chart on which the axis stands. */
  private static final Map<RectangleEdge, TextAnchor> ANCHORS =
      Map.of(
          RectangleEdge.TOP, TextAnchor.BOTTOM_CENTER,
          RectangleEdge.BOTTOM, TextAnchor.TOP_CENTER,
          RectangleEdge.LEFT, TextAnchor.CENTER_RIGHT,
          RectangleEdge.RIGHT, TextAnchor.CENTER_LEFT);

  DecadeAxis(String title) {
    super(title);
  }

  @Override
  public List<NumberTick> refreshTicks(
      Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
    return ticks(getRange().getLowerBound(), getRange().getUpperBound())
        .mapToObj(value -> tick(value, edge))
        .toList();
  }

  private NumberTick tick(double value, RectangleEdge edge) {
    TextAnchor anchor = ANCHORS.getOrDefault(edge, TextAnchor.CENTER);
    String label = getNumberFormatOverride().format(value);
    return new NumberTick(TickType.MAJOR, value, label, anchor, anchor, 0);
  }

  /** The round numbers of a range of positive ones. */
  static DoubleStream ticks(double least, double greatest) {
    double decades = Math.log10(greatest / least);
    if (decades < ONE) {
      double step = step((greatest - least) / STEPS);
      return DoubleStream.iterate(
          Math.ceil(least / step) * step, tick -> tick <= greatest, tick -> tick + step);
    }
    double[] factors = decades <= FEW ? new double[] {1, 2, 5} : new double[] {1};
    return IntStream.rangeClosed(
            (int) Math.floor(Math.log10(least)), (int) Math.ceil(Math.log10(greatest)))
        .boxed()
        .flatMapToDouble(
            power -> DoubleStream.of(factors).map(factor -> factor * Math.pow(10, power)))
        .filter(tick -> tick >= least && tick <= greatest);
  }

  /** The least of 1, 2 and 5 times a power of ten that is not below a number. */
  private static double step(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    double digit = least / power;
    return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
  }
}
