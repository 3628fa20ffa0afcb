package io.github.layerbook.view.chart;

import io.github.layerbook.report.Quantity;
import io.github.layerbook.unit.Scale;
import io.github.layerbook.view.plotly.PlotlyAxis;
import java.util.stream.DoubleStream;

/**
 * The unit of an axis: bytes are in the binary unit that suits the greatest of them, as in the
 * tables; all else is in its own.
 *
 * @param worth what one of the unit is worth
 * @param name the unit, such as {@code MiB} or {@code pJ}; empty for counts
 * @param isOfBytes whether it is one of bytes
 */
record AxisUnit(double worth, String name, boolean isOfBytes) {
  private static final Scale SCALE = Scale.BINARY_BYTES;

  /** The unit that suits some numbers of a quantity. */
  static AxisUnit of(Quantity quantity, DoubleStream numbers) {
    double greatest = numbers.filter(Double::isFinite).max().orElse(0);
    if (!quantity.unit().isBytes() || quantity.isRatio()) {
      return new AxisUnit(1, quantity.unit().symbol(), false);
    }
    int power = SCALE.suiting((long) greatest);
    return new AxisUnit(SCALE.worth(power).doubleValue(), SCALE.unit(power), true);
  }

  /** A number in the unit; counts stay exact. */
  Number in(Number number) {
    return worth == 1 ? number : (Number) (number.doubleValue() / worth);
  }

  /** What the axis shows with its unit: {@code memory, MiB}. */
  String title(String what) {
    return name.isEmpty() ? what : what + ", " + name;
  }

  /** Writes all but bytes as 50M and 15.5G. */
  PlotlyAxis on(PlotlyAxis axis) {
    return isOfBytes ? axis : axis.rounded();
  }

  /** The same with bytes' unit behind each number, for an axis whose title does not say it. */
  PlotlyAxis behind(PlotlyAxis axis) {
    return isOfBytes ? axis.unit(" " + name) : axis.rounded();
  }
}
