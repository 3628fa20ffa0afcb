package io.github.layerbook.view.picture;

import io.github.layerbook.view.display.JsonTree;
import io.github.layerbook.view.plotly.Series;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.geom.RectangularShape;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.CategoryLabelPositions;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.LayeredBarRenderer;
import org.jfree.chart.renderer.category.LineAndShapeRenderer;
import org.jfree.chart.renderer.category.StackedBarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;
import org.jfree.data.category.CategoryDataset;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jfree.data.general.DatasetUtils;

/** Pictures of bars, and of lines over the same categories. */
final class CategoryPictures {

  /** Room beside the longest bar for its text, as a share of the axis. */
  private static final double LABEL_MARGIN = 0.14;

  private CategoryPictures() {}

  /** The picture of a part with bars, or with lines over categories. */
  static JFreeChart of(PicturePanel panel) {
    boolean lying = panel.traces().stream().anyMatch(Series::isHorizontal);
    Map<String, Object> settings = lying ? panel.x() : panel.y();
    DefaultCategoryDataset bars = new DefaultCategoryDataset();
    DefaultCategoryDataset lines = new DefaultCategoryDataset();
    List<String> categories = categories(panel, lying);
    fill(panel, categories, bars, lines, "log".equals(settings.get("type")));
    BarRenderer renderer = renderer(panel, lying);
    ValueAxis values = lying ? panel.across() : panel.up();
    room(values, renderer, bars);
    CategoryAxis names = names(panel, lying, categories);
    CategoryPlot plot = new CategoryPlot(bars, names, values, renderer);
    plot.setOrientation(lying ? PlotOrientation.HORIZONTAL : PlotOrientation.VERTICAL);
    plot.setRangeAxisLocation(
        "top".equals(settings.get("side"))
            ? AxisLocation.TOP_OR_LEFT
            : AxisLocation.BOTTOM_OR_LEFT);
    plot.setDataset(1, lines);
    plot.setRenderer(1, lineRenderer(panel));
    plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
    PictureStyle.grid(plot);
    secondAxis(panel, plot);
    return PictureStyle.chart(plot, panel.hasLegend());
  }

  /** Categories in the order of the picture, which is from above for lying bars. */
  private static List<String> categories(PicturePanel panel, boolean lying) {
    Set<String> names = new LinkedHashSet<>();
    panel.traces().forEach(trace -> names.addAll(Series.of(trace).labels()));
    List<String> ordered = new ArrayList<>(names);
    Object range = (lying ? panel.y() : panel.x()).get("autorange");
    if (lying != "reversed".equals(range)) {
      Collections.reverse(ordered);
    }
    return ordered;
  }

  private static void fill(
      PicturePanel panel,
      List<String> categories,
      DefaultCategoryDataset bars,
      DefaultCategoryDataset lines,
      boolean log) {
    for (int i = 0; i < panel.traces().size(); i++) {
      Map<String, Object> trace = panel.traces().get(i);
      DefaultCategoryDataset dataset = PicturePanel.isBar(trace) ? bars : lines;
      String key = panel.key(i);
      categories.forEach(category -> dataset.addValue(null, key, category));
      Series series = Series.of(trace);
      for (int j = 0; j < series.size(); j++) {
        double value = series.values().get(j);
        if (Double.isFinite(value) && !(log && value <= 0)) {
          dataset.setValue(value, key, series.labels().get(j));
        }
      }
    }
  }

  private static BarRenderer renderer(PicturePanel panel, boolean lying) {
    BarRenderer renderer =
        switch (JsonTree.text(panel.figure().layout(), "barmode", "group")) {
          case "stack", "relative" -> new StackedBarRenderer();
          case "overlay" -> new LayeredBarRenderer();
          default -> new BarRenderer();
        };
    renderer.setBarPainter(
        renderer instanceof LayeredBarRenderer ? new StandardBarPainter() : new OwnColors(panel));
    renderer.setShadowVisible(false);
    renderer.setDrawBarOutline(false);
    renderer.setItemMargin(0.05);
    renderer.setMaximumBarWidth(0.25);
    List<Integer> bars = places(panel, true);
    for (int row = 0; row < bars.size(); row++) {
      int i = bars.get(row);
      renderer.setSeriesPaint(row, PictureColors.faded(panel.color(i), panel.opacity(i)));
      label(renderer, row, panel.traces().get(i), lying);
    }
    return renderer;
  }

  private static void label(
      BarRenderer renderer, int row, Map<String, Object> trace, boolean lying) {
    Series series = Series.of(trace);
    if (series.texts().isEmpty() || "none".equals(trace.get("textposition"))) {
      return;
    }
    renderer.setSeriesItemLabelsVisible(row, true);
    renderer.setSeriesItemLabelGenerator(row, new Texts(series));
    renderer.setSeriesItemLabelPaint(row, PictureStyle.TEXT);
    renderer.setSeriesItemLabelFont(row, PictureStyle.FONT.deriveFont(11f));
    renderer.setSeriesPositiveItemLabelPosition(
        row,
        lying
            ? new ItemLabelPosition(ItemLabelAnchor.OUTSIDE3, TextAnchor.CENTER_LEFT)
            : new ItemLabelPosition(ItemLabelAnchor.OUTSIDE12, TextAnchor.BOTTOM_CENTER));
  }

  /** Lets the axis begin at 0, or below the least value if it is logarithmic. */
  private static void room(ValueAxis axis, BarRenderer renderer, DefaultCategoryDataset bars) {
    boolean labels =
        IntStream.range(0, bars.getRowCount())
            .anyMatch(row -> Boolean.TRUE.equals(renderer.isSeriesItemLabelsVisible(row)));
    if (labels) {
      axis.setUpperMargin(LABEL_MARGIN);
    }
    if (axis instanceof LogAxis) {
      Range all = DatasetUtils.iterateRangeBounds(bars);
      double greatest = all == null ? 1 : Math.max(1, all.getUpperBound());
      double base =
          all == null ? 0.1 : Math.pow(10, Math.ceil(Math.log10(all.getLowerBound())) - 1);
      renderer.setBase(base);
      axis.setRange(base, greatest * Math.pow(greatest / base, labels ? LABEL_MARGIN : 0.03));
    }
  }

  private static CategoryAxis names(PicturePanel panel, boolean lying, List<String> categories) {
    Map<String, Object> settings = lying ? panel.y() : panel.x();
    CategoryAxis axis = PictureStyle.categories(lying ? panel.yTitle() : panel.xTitle());
    axis.setTickLabelsVisible(!Boolean.FALSE.equals(settings.get("showticklabels")));
    axis.setMaximumCategoryLabelWidthRatio(lying ? 0.35f : 0);
    if (!lying && tooWide(categories, panel.share().getWidth() * FigurePicture.WIDTH * 0.8)) {
      axis.setCategoryLabelPositions(CategoryLabelPositions.UP_45);
    }
    return axis;
  }

  private static boolean tooWide(List<String> categories, double width) {
    FontMetrics metrics =
        new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB)
            .createGraphics()
            .getFontMetrics(PictureStyle.FONT);
    return categories.stream().anyMatch(c -> metrics.stringWidth(c) > width / categories.size());
  }

  private static LineAndShapeRenderer lineRenderer(PicturePanel panel) {
    LineAndShapeRenderer renderer = new LineAndShapeRenderer();
    renderer.setDefaultStroke(PointPictures.STROKE);
    renderer.setAutoPopulateSeriesStroke(false);
    List<Integer> lines = places(panel, false);
    for (int row = 0; row < lines.size(); row++) {
      int i = lines.get(row);
      String mode = JsonTree.text(panel.traces().get(i), "mode", "lines+markers");
      renderer.setSeriesPaint(row, panel.color(i));
      renderer.setSeriesShape(row, PointPictures.DOT);
      renderer.setSeriesLinesVisible(row, mode.contains("lines"));
      renderer.setSeriesShapesVisible(row, mode.contains("markers"));
    }
    return renderer;
  }

  /** The places of the traces that are bars, or of those that are none. */
  private static List<Integer> places(PicturePanel panel, boolean bars) {
    return IntStream.range(0, panel.traces().size())
        .filter(i -> PicturePanel.isBar(panel.traces().get(i)) == bars)
        .boxed()
        .toList();
  }

  private static void secondAxis(PicturePanel panel, CategoryPlot plot) {
    panel.traces().stream()
        .filter(trace -> !PicturePanel.isBar(trace))
        .map(trace -> PicturePanel.axis(trace, "yaxis"))
        .filter(axis -> !axis.equals(panel.yAxis()))
        .findFirst()
        .ifPresent(
            axis -> {
              plot.setRangeAxis(1, panel.up(axis));
              plot.mapDatasetToRangeAxis(1, 1);
            });
  }

  /** The bars' own colours by their labels; none if the trace has one colour. */
  private static Map<String, String> colors(Map<String, Object> trace) {
    List<?> colors = JsonTree.list(JsonTree.map(trace, "marker"), "color");
    List<String> labels = colors.isEmpty() ? List.of() : Series.of(trace).labels();
    Map<String, String> own = new HashMap<>();
    for (int i = 0; i < Math.min(labels.size(), colors.size()); i++) {
      own.putIfAbsent(labels.get(i), String.valueOf(colors.get(i)));
    }
    return own;
  }

  /** Fills bars, each with its own colour, if it has one. */
  private static final class OwnColors extends StandardBarPainter {
    private static final long serialVersionUID = 1L;
    private final transient List<Map<String, String>> rows;

    OwnColors(PicturePanel panel) {
      this.rows =
          panel.traces().stream()
              .filter(PicturePanel::isBar)
              .map(CategoryPictures::colors)
              .toList();
    }

    @Override
    public void paintBar(
        Graphics2D graphics,
        BarRenderer renderer,
        int row,
        int column,
        RectangularShape bar,
        RectangleEdge base) {
      Object label = renderer.getPlot().getDataset().getColumnKey(column);
      String own = rows.get(row).get(String.valueOf(label));
      Paint paint = renderer.getItemPaint(row, column);
      graphics.setPaint(
          own != null && paint instanceof Color other ? PictureColors.of(own, other) : paint);
      graphics.fill(bar);
    }
  }

  /** Prints the text of a bar. */
  private static final class Texts extends StandardCategoryItemLabelGenerator {
    private static final long serialVersionUID = 1L;
    private final transient Series series;

    Texts(Series series) {
      this.series = series;
    }

    @Override
    public String generateLabel(CategoryDataset dataset, int row, int column) {
      int index = series.labels().indexOf(String.valueOf(dataset.getColumnKey(column)));
      return index >= 0 && index < series.texts().size() ? series.texts().get(index) : "";
    }
  }
}
