package io.github.layerbook.view.picture;

import io.github.layerbook.view.display.JsonTree;
import io.github.layerbook.view.plotly.PlotlyText;
import io.github.layerbook.view.plotly.Series;
import java.awt.Font;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.labels.StandardPieSectionLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PiePlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.category.BoxAndWhiskerRenderer;
import org.jfree.chart.renderer.xy.CandlestickRenderer;
import org.jfree.chart.renderer.xy.HighLowRenderer;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.data.general.DefaultPieDataset;
import org.jfree.data.statistics.DefaultBoxAndWhiskerCategoryDataset;
import org.jfree.data.xy.DefaultOHLCDataset;
import org.jfree.data.xy.OHLCDataItem;

/** Pictures of pies, boxes and candles, and the note in place of charts not drawn. */
final class OtherPictures {

  private OtherPictures() {}

  /** A pie with names and shares. */
  static JFreeChart pie(PicturePanel panel) {
    Series series = Series.of(panel.traces().get(0));
    DefaultPieDataset<String> dataset = new DefaultPieDataset<>();
    PiePlot<String> plot = new PiePlot<>(dataset);
    for (int i = 0; i < series.size(); i++) {
      String name = series.labels().get(i);
      double value = series.values().get(i);
      if (value > 0) {
        double before = dataset.getIndex(name) < 0 ? 0 : dataset.getValue(name).doubleValue();
        dataset.setValue(name, before + value);
        plot.setSectionPaint(name, PictureColors.ofTrace(dataset.getIndex(name)));
      }
    }
    plot.setLabelGenerator(new StandardPieSectionLabelGenerator("{0} ({2})"));
    plot.setLabelFont(PictureStyle.FONT);
    plot.setLabelPaint(PictureStyle.TEXT);
    plot.setLabelBackgroundPaint(null);
    plot.setLabelOutlinePaint(null);
    plot.setLabelShadowPaint(null);
    plot.setLabelLinkPaint(PictureStyle.GRID);
    plot.setShadowPaint(null);
    plot.setDefaultSectionOutlinePaint(PictureStyle.NONE);
    plot.setSectionOutlinesVisible(false);
    return PictureStyle.chart(plot, false);
  }

  /** Boxes from quarter to three quarters with the median, and whiskers. */
  static JFreeChart boxes(PicturePanel panel) {
    DefaultBoxAndWhiskerCategoryDataset dataset = new DefaultBoxAndWhiskerCategoryDataset();
    BoxAndWhiskerRenderer renderer = new BoxAndWhiskerRenderer();
    renderer.setMeanVisible(false);
    renderer.setUseOutlinePaintForWhiskers(false);
    renderer.setMaximumBarWidth(0.2);
    for (int i = 0; i < panel.traces().size(); i++) {
      String key = panel.key(i);
      groups(panel.traces().get(i), key).forEach((name, values) -> dataset.add(values, key, name));
      renderer.setSeriesPaint(i, PictureColors.faded(panel.color(i), 0.7));
      renderer.setSeriesOutlinePaint(i, PictureStyle.TEXT);
    }
    CategoryPlot plot =
        new CategoryPlot(dataset, PictureStyle.categories(panel.xTitle()), panel.up(), renderer);
    PictureStyle.grid(plot);
    return PictureStyle.chart(plot, panel.hasLegend());
  }

  private static Map<String, List<Double>> groups(Map<String, Object> trace, String otherwise) {
    List<?> names = JsonTree.list(trace, "x");
    double[] values = JsonTree.numbers(trace, "y");
    Map<String, List<Double>> groups = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      String name = i < names.size() ? PlotlyText.plain(names.get(i)) : otherwise;
      if (Double.isFinite(values[i])) {
        groups.computeIfAbsent(name, key -> new ArrayList<>()).add(values[i]);
      }
    }
    return groups;
  }

  /** Candles, or bars from low to high with ticks at open and close. */
  static JFreeChart candles(PicturePanel panel) {
    Map<String, Object> trace = panel.traces().get(0);
    XYItemRenderer renderer =
        "ohlc".equals(trace.get("type")) ? new HighLowRenderer() : candleRenderer();
    renderer.setDefaultPaint(panel.color(0));
    renderer.setSeriesPaint(0, panel.color(0));
    ValueAxis values = PictureStyle.upright(Map.of(), panel.yTitle());
    XYPlot plot = new XYPlot(candles(panel, trace), PointPictures.domain(panel), values, renderer);
    PictureStyle.grid(plot);
    return PictureStyle.chart(plot, false);
  }

  private static CandlestickRenderer candleRenderer() {
    CandlestickRenderer renderer = new CandlestickRenderer();
    renderer.setDrawVolume(false);
    renderer.setUpPaint(PictureColors.ofTrace(2));
    renderer.setDownPaint(PictureColors.ofTrace(4));
    return renderer;
  }

  @SuppressWarnings("JavaUtilDate") // JFreeChart's candles take no other date.
  private static DefaultOHLCDataset candles(PicturePanel panel, Map<String, Object> trace) {
    double[] open = JsonTree.numbers(trace, "open");
    double[] high = JsonTree.numbers(trace, "high");
    double[] low = JsonTree.numbers(trace, "low");
    double[] close = JsonTree.numbers(trace, "close");
    int size =
        Arrays.stream(new int[] {open.length, high.length, low.length, close.length})
            .min()
            .orElse(0);
    double[] at = Positions.of(JsonTree.list(trace, "x"), size);
    OHLCDataItem[] items = new OHLCDataItem[size];
    for (int i = 0; i < size; i++) {
      items[i] = new OHLCDataItem(new Date((long) at[i]), open[i], high[i], low[i], close[i], 0);
    }
    return new DefaultOHLCDataset(panel.key(0), items);
  }

  /** A note instead of a picture of types that are not drawn. */
  static JFreeChart note(PicturePanel panel) {
    CategoryPlot plot = new CategoryPlot();
    plot.setNoDataMessage(
        "interactive chart ("
            + panel.types().distinct().sorted().collect(Collectors.joining(", "))
            + "): run the cell to see it");
    JFreeChart chart = PictureStyle.chart(plot, false);
    plot.setNoDataMessageFont(PictureStyle.FONT.deriveFont(Font.ITALIC, 14f));
    plot.setRangeGridlinesVisible(false);
    return chart;
  }
}
