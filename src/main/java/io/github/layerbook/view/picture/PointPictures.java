package io.github.layerbook.view.picture;

import io.github.layerbook.view.display.JsonTree;
import io.github.layerbook.view.plotly.Series;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.DateAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CrosshairState;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYAreaRenderer;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.renderer.xy.XYItemRendererState;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.renderer.xy.XYStepAreaRenderer;
import org.jfree.data.Range;
import org.jfree.data.statistics.HistogramDataset;
import org.jfree.data.statistics.HistogramType;
import org.jfree.data.xy.XYDataset;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Pictures of lines, points, areas and histograms over numbers or dates. */
final class PointPictures {

  static final BasicStroke STROKE =
      new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  static final Shape DOT = dot(6);

  /** What titles, ticks and legend take of a part's width and height, about. */
  private static final double AROUND_WIDTH = 80;

  private static final double AROUND_HEIGHT = 110;
  private static final int LEAST_BINS = 5;
  private static final int MOST_BINS = 50;

  private PointPictures() {}

  /** The picture of a part whose positions are numbers or dates. */
  static JFreeChart of(PicturePanel panel) {
    XYPlot plot = new XYPlot();
    plot.setDomainAxis(domain(panel));
    plot.setRangeAxis(panel.up());
    if (plot.getRangeAxis() instanceof NumberAxis axis && panel.hasFromZero()) {
      axis.setAutoRangeIncludesZero(true);
    }
    if (panel.y().containsKey("scaleanchor")) {
      square(panel, plot.getDomainAxis(), plot.getRangeAxis());
    }
    List<String> axes = new ArrayList<>(List.of(panel.yAxis()));
    for (int i = 0; i < panel.traces().size(); i++) {
      add(panel, plot, i);
      mapAxis(panel, plot, i, axes);
    }
    plot.setDatasetRenderingOrder(
        panel.traces().stream().anyMatch(PicturePanel::isStacked)
            ? DatasetRenderingOrder.REVERSE
            : DatasetRenderingOrder.FORWARD);
    PictureStyle.grid(plot);
    return PictureStyle.chart(plot, panel.hasLegend());
  }

  /** Widens one of two axes so that a unit is about as long on both of them. */
  private static void square(PicturePanel panel, ValueAxis across, ValueAxis up) {
    double width = panel.share().getWidth() * FigurePicture.WIDTH - AROUND_WIDTH;
    double height = panel.share().getHeight() * panel.height() - AROUND_HEIGHT;
    double unit =
        Math.max(across.getRange().getLength() / width, up.getRange().getLength() / height);
    across.setRange(centred(across.getRange(), unit * width));
    up.setRange(centred(up.getRange(), unit * height));
  }

  private static Range centred(Range range, double length) {
    double middle = range.getCentralValue();
    return new Range(middle - length / 2, middle + length / 2);
  }

  /** The horizontal axis: dates if the positions are dates, names if they are names. */
  static ValueAxis domain(PicturePanel panel) {
    Map<Integer, String> names = panel.ticks();
    if (!names.isEmpty()) {
      return PictureStyle.styled(new StepAxis(panel.xTitle(), names));
    }
    if (!Positions.areDates(panel)) {
      return panel.across();
    }
    return PictureStyle.styled(
        new DateAxis(panel.xTitle(), TimeZone.getTimeZone("UTC"), java.util.Locale.ROOT));
  }

  private static void mapAxis(PicturePanel panel, XYPlot plot, int index, List<String> axes) {
    String axis = PicturePanel.axis(panel.traces().get(index), "yaxis");
    if (!axes.contains(axis)) {
      axes.add(axis);
      plot.setRangeAxis(axes.size() - 1, panel.up(axis));
    }
    plot.mapDatasetToRangeAxis(index, axes.indexOf(axis));
  }

  private static void add(PicturePanel panel, XYPlot plot, int index) {
    Map<String, Object> trace = panel.traces().get(index);
    if ("histogram".equals(trace.get("type"))) {
      if (JsonTree.list(trace, "x").isEmpty()) {
        plot.setOrientation(PlotOrientation.HORIZONTAL);
      }
      plot.setDataset(index, bins(panel, index));
      plot.setRenderer(index, binRenderer(panel, index));
      return;
    }
    plot.setDataset(index, points(panel, index));
    plot.setRenderer(index, renderer(panel, index));
  }

  private static XYDataset points(PicturePanel panel, int index) {
    Map<String, Object> trace = panel.traces().get(index);
    double[] y = JsonTree.numbers(trace, "y");
    List<String> names = Positions.names(panel);
    double[] x =
        names.isEmpty()
            ? Positions.of(JsonTree.list(trace, "x"), y.length)
            : Series.of(trace).labels().stream().mapToDouble(names::indexOf).toArray();
    for (int under = 0; PicturePanel.isStacked(trace) && under < index; under++) {
      double[] height = JsonTree.numbers(panel.traces().get(under), "y");
      Arrays.setAll(y, i -> y[i] + (i < height.length ? height[i] : 0));
    }
    XYSeries series = new XYSeries(panel.key(index), false, true);
    for (int i = 0; i < y.length; i++) {
      double place = Double.isNaN(x[i]) && i > 0 ? x[i - 1] : x[i];
      series.add(place, Double.isNaN(y[i]) ? null : y[i]);
    }
    return new XYSeriesCollection(series);
  }

  private static XYItemRenderer renderer(PicturePanel panel, int index) {
    Map<String, Object> trace = panel.traces().get(index);
    if (PicturePanel.isStacked(trace)) {
      XYItemRenderer steps = new XYStepAreaRenderer(XYStepAreaRenderer.AREA);
      steps.setSeriesPaint(0, panel.color(index));
      return steps;
    }
    String mode = JsonTree.text(trace, "mode", "lines");
    String fill = JsonTree.text(trace, "fill", "none");
    if (fill.equals("toself")) {
      XYItemRenderer areas = new Areas();
      areas.setSeriesPaint(0, panel.color(index));
      return areas;
    }
    XYItemRenderer renderer =
        fill.equals("none")
            ? new DotRenderer(
                mode.contains("lines"),
                mode.contains("markers"),
                JsonTree.numbers(JsonTree.map(trace, "marker"), "size"),
                mode.contains("text") ? Series.of(trace).texts() : List.of(),
                trace.get("textposition"))
            : new XYAreaRenderer(XYAreaRenderer.AREA);
    double opacity = panel.opacity(index) * (fill.equals("none") ? 1 : 0.5);
    renderer.setSeriesPaint(0, PictureColors.faded(panel.color(index), opacity));
    renderer.setSeriesStroke(0, STROKE);
    renderer.setSeriesShape(0, DOT);
    return renderer;
  }

  private static XYDataset bins(PicturePanel panel, int index) {
    Map<String, Object> trace = panel.traces().get(index);
    double[] values =
        Arrays.stream(JsonTree.numbers(trace, JsonTree.list(trace, "x").isEmpty() ? "y" : "x"))
            .filter(Double::isFinite)
            .toArray();
    double asked = JsonTree.number(trace.get("nbinsx"));
    int bins =
        asked > 0
            ? (int) Math.min(asked, values.length + 1.0)
            : (int) Math.max(LEAST_BINS, Math.min(MOST_BINS, Math.ceil(Math.sqrt(values.length))));
    HistogramDataset dataset = new HistogramDataset();
    String norm = JsonTree.text(trace, "histnorm");
    dataset.setType(
        norm.isEmpty()
            ? HistogramType.FREQUENCY
            : norm.contains("density")
                ? HistogramType.SCALE_AREA_TO_1
                : HistogramType.RELATIVE_FREQUENCY);
    dataset.addSeries(panel.key(index), values.length == 0 ? new double[] {0} : values, bins);
    return dataset;
  }

  private static XYBarRenderer binRenderer(PicturePanel panel, int index) {
    XYBarRenderer renderer = PictureStyle.flat(new XYBarRenderer(0.06));
    renderer.setSeriesPaint(0, PictureColors.faded(panel.color(index), panel.opacity(index)));
    return renderer;
  }

  /** A dot of a size. */
  static Shape dot(double size) {
    return new Ellipse2D.Double(-size / 2, -size / 2, size, size);
  }

  /** Areas within closed lines; where a point is missing, the next area begins. */
  private static final class Areas extends XYLineAndShapeRenderer {
    private static final long serialVersionUID = 1L;

    Areas() {
      super(false, true);
      setDefaultShape(dot(8));
    }

    @Override
    public void drawItem(
        Graphics2D graphics,
        XYItemRendererState state,
        Rectangle2D area,
        PlotRenderingInfo info,
        XYPlot plot,
        ValueAxis across,
        ValueAxis up,
        XYDataset points,
        int series,
        int item,
        CrosshairState crosshair,
        int pass) {
      if (item > 0 || pass > 0) {
        return;
      }
      Path2D path = new Path2D.Double();
      boolean begun = false;
      for (int i = 0; i < points.getItemCount(series); i++) {
        double y = points.getYValue(series, i);
        if (Double.isNaN(y)) {
          begun = false;
          continue;
        }
        double right =
            across.valueToJava2D(points.getXValue(series, i), area, plot.getDomainAxisEdge());
        double down = up.valueToJava2D(y, area, plot.getRangeAxisEdge());
        if (begun) {
          path.lineTo(right, down);
        } else {
          path.moveTo(right, down);
        }
        begun = true;
      }
      graphics.setPaint(getItemPaint(series, item));
      graphics.fill(path);
    }
  }
}
