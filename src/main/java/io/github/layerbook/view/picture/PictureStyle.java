package io.github.layerbook.view.picture;

import io.github.layerbook.view.display.JsonTree;
import io.github.layerbook.view.display.Palette;
import io.github.layerbook.view.plotly.PlotlyTheme;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.Locale;
import java.util.Map;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.Axis;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/** The look of {@link PlotlyTheme} for pictures. */
final class PictureStyle {

  static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
  static final Font TITLE_FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 17);
  static final Color TEXT = Color.decode(Palette.TEXT);
  static final Color GRID = new Color(128, 128, 128, 64);
  static final Color NONE = new Color(0, 0, 0, 0);
  static final BasicStroke LINE = new BasicStroke(1f);

  private PictureStyle() {}

  /** A chart around a plot, without background. */
  static JFreeChart chart(Plot plot, boolean legend) {
    plot.setBackgroundPaint(null);
    plot.setOutlineVisible(false);
    plot.setInsets(new RectangleInsets(6, 6, 6, 10));
    plot.setNoDataMessageFont(FONT);
    plot.setNoDataMessagePaint(TEXT);
    JFreeChart chart = new JFreeChart(null, FONT, plot, false);
    chart.setBackgroundPaint(null);
    chart.setPadding(new RectangleInsets(0, 4, 4, 4));
    if (legend) {
      LegendTitle keys = new LegendTitle(plot);
      keys.setPosition(RectangleEdge.BOTTOM);
      keys.setBackgroundPaint(null);
      keys.setFrame(BlockBorder.NONE);
      keys.setItemFont(FONT);
      keys.setItemPaint(TEXT);
      chart.addSubtitle(keys);
    }
    return chart;
  }

  /** Grid lines across the values of a plot of categories. */
  static void grid(CategoryPlot plot) {
    plot.setRangeGridlinePaint(GRID);
    plot.setRangeGridlineStroke(LINE);
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
  }

  /** Grid lines in both directions of a plot of points. */
  static void grid(XYPlot plot) {
    plot.setRangeGridlinePaint(GRID);
    plot.setRangeGridlineStroke(LINE);
    plot.setDomainGridlinePaint(GRID);
    plot.setDomainGridlineStroke(LINE);
    plot.setDomainZeroBaselineVisible(false);
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
  }

  /** No grid lines in a plot that is filled with blocks or boxes. */
  static void noGrid(XYPlot plot) {
    grid(plot);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinesVisible(false);
  }

  /** The same bars without shadow, gloss and outline. */
  static <B extends XYBarRenderer> B flat(B bars) {
    bars.setBarPainter(new StandardXYBarPainter());
    bars.setShadowVisible(false);
    bars.setDrawBarOutline(false);
    return bars;
  }

  /** An upright axis of numbers as the layout describes it, linear or logarithmic. */
  static ValueAxis upright(Map<String, Object> axis, String title) {
    ValueAxis numbers = numbers(axis, title);
    numbers.setTickLabelInsets(new RectangleInsets(12, 4, 12, 4));
    return numbers;
  }

  /** A lying axis of numbers as the layout describes it, linear or logarithmic. */
  static ValueAxis lying(Map<String, Object> axis, String title) {
    ValueAxis numbers = numbers(axis, title);
    numbers.setTickLabelInsets(new RectangleInsets(2, 16, 2, 16));
    return numbers;
  }

  private static ValueAxis numbers(Map<String, Object> axis, String title) {
    NumberFormat format =
        new Suffixed(JsonTree.text(axis, "tickprefix"), JsonTree.text(axis, "ticksuffix"));
    if ("log".equals(axis.get("type"))) {
      LogAxis log = new DecadeAxis(title);
      log.setNumberFormatOverride(format);
      return styled(log);
    }
    NumberAxis linear = new NumberAxis(title);
    linear.setAutoRangeIncludesZero(false);
    linear.setNumberFormatOverride(format);
    linear.setInverted("reversed".equals(axis.get("autorange")));
    double[] range = JsonTree.numbers(axis, "range");
    if (range.length == 2 && range[0] != range[1]) {
      linear.setRange(Math.min(range[0], range[1]), Math.max(range[0], range[1]));
      linear.setInverted(range[0] > range[1]);
    }
    return styled(linear);
  }

  /** An axis of categories. */
  static CategoryAxis categories(String title) {
    CategoryAxis axis = styled(new CategoryAxis(title));
    axis.setLowerMargin(0.01);
    axis.setUpperMargin(0.01);
    axis.setCategoryMargin(0.2);
    return axis;
  }

  /** The same axis in the common look. */
  static <A extends Axis> A styled(A axis) {
    if (axis.getLabel() != null && axis.getLabel().isEmpty()) {
      axis.setLabel(null);
    }
    axis.setLabelFont(FONT);
    axis.setLabelPaint(TEXT);
    axis.setTickLabelFont(FONT);
    axis.setTickLabelPaint(TEXT);
    axis.setAxisLinePaint(GRID);
    axis.setTickMarksVisible(false);
    return axis;
  }

  /** Prints the numbers of ticks: 50k, 15.5G, with what the axis puts before and after. */
  private static final class Suffixed extends NumberFormat {
    private static final long serialVersionUID = 1L;
    private static final String[] UNITS = {"", "k", "M", "G", "T", "P"};

    private final DecimalFormat digits =
        new DecimalFormat("0.####", DecimalFormatSymbols.getInstance(Locale.ROOT));
    private final String prefix;
    private final String suffix;

    Suffixed(String prefix, String suffix) {
      this.prefix = prefix;
      this.suffix = suffix;
    }

    @Override
    public StringBuffer format(double number, StringBuffer to, FieldPosition position) {
      int unit = 0;
      double rest = number;
      while (Math.abs(rest) >= 1000 && unit < UNITS.length - 1) {
        rest /= 1000;
        unit++;
      }
      return to.append(prefix).append(digits.format(rest)).append(UNITS[unit]).append(suffix);
    }

    @Override
    public StringBuffer format(long number, StringBuffer to, FieldPosition position) {
      return format((double) number, to, position);
    }

    @Override
    public Number parse(String source, ParsePosition position) {
      throw new UnsupportedOperationException("Ticks are printed, never read.");
    }
  }
}
