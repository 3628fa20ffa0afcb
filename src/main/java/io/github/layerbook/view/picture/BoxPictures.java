package io.github.layerbook.view.picture;

import io.github.layerbook.view.display.JsonTree;
import io.github.layerbook.view.display.Palette;
import io.github.layerbook.view.plotly.Series;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Map;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.labels.XYItemLabelGenerator;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.data.xy.XYDataset;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

/** Pictures of lying bars that say where they begin and how thick they are: boxes with names. */
final class BoxPictures {

  private static final int PADDING = 5;

  private BoxPictures() {}

  /** The picture of a part with one trace of boxes. */
  static JFreeChart of(PicturePanel panel) {
    Map<String, Object> trace = panel.traces().get(0);
    ValueAxis across = panel.across();
    across.setVisible(!Boolean.FALSE.equals(panel.x().get("visible")));
    XYPlot plot =
        new XYPlot(boxes(trace), across, panel.up(), PictureStyle.flat(new Boxes(panel, trace)));
    PictureStyle.noGrid(plot);
    return PictureStyle.chart(plot, false);
  }

  private static XYIntervalSeriesCollection boxes(Map<String, Object> trace) {
    double[] from = JsonTree.numbers(trace, "base");
    double[] length = JsonTree.numbers(trace, "x");
    double[] middle = JsonTree.numbers(trace, "y");
    double[] thickness = JsonTree.numbers(trace, "width");
    XYIntervalSeries series = new XYIntervalSeries("boxes", false, true);
    for (int i = 0; i < from.length; i++) {
      series.add(
          from[i],
          from[i],
          from[i] + length[i],
          middle[i],
          middle[i] - thickness[i] / 2,
          middle[i] + thickness[i] / 2);
    }
    XYIntervalSeriesCollection boxes = new XYIntervalSeriesCollection();
    boxes.addSeries(series);
    return boxes;
  }

  /** Draws boxes in their own colours, with names where they fit. */
  private static final class Boxes extends XYBarRenderer {
    private static final long serialVersionUID = 1L;
    private final transient PicturePanel panel;
    private final transient List<String> names;
    private final transient Series series;
    private final transient List<?> colors;

    Boxes(PicturePanel panel, Map<String, Object> trace) {
      this.panel = panel;
      this.series = Series.of(trace);
      this.names = Series.names(trace);
      this.colors = JsonTree.list(JsonTree.map(trace, "marker"), "color");
      setUseYInterval(true);
      setMargin(0);
      setDefaultItemLabelsVisible(true);
      setDefaultItemLabelGenerator((dataset, row, item) -> names.get(item));
    }

    @Override
    public Paint getItemPaint(int row, int item) {
      Color otherwise = panel.color(0);
      return item < colors.size() ? PictureColors.of(colors.get(item), otherwise) : otherwise;
    }

    @Override
    protected void drawItemLabel(
        Graphics2D graphics,
        XYDataset dataset,
        int row,
        int item,
        XYPlot plot,
        XYItemLabelGenerator generator,
        Rectangle2D box,
        boolean negative) {
      outline(graphics, box);
      graphics.setFont(PictureStyle.FONT);
      graphics.setPaint(Color.decode(Palette.TEXT_ON_COLORS));
      String name = names.get(item);
      String number = series.printed(item);
      if (!write(graphics, box, List.of(name + "  " + number))) {
        write(graphics, box, List.of(name, number));
      }
    }

    /** Writes lines into a box if all of them fit. */
    private static boolean write(Graphics2D graphics, Rectangle2D box, List<String> lines) {
      FontMetrics metrics = graphics.getFontMetrics();
      int width = lines.stream().mapToInt(metrics::stringWidth).max().orElse(0);
      int height = lines.size() * metrics.getHeight();
      if (width > box.getWidth() - 2 * PADDING || height > box.getHeight() + metrics.getLeading()) {
        return false;
      }
      double baseline = box.getCenterY() - height / 2.0 + metrics.getAscent();
      for (String line : lines) {
        double left = box.getCenterX() - metrics.stringWidth(line) / 2.0;
        graphics.drawString(line, (float) left, (float) baseline);
        baseline += metrics.getHeight();
      }
      return true;
    }

    private static void outline(Graphics2D graphics, Rectangle2D box) {
      if (box.getHeight() > 3) {
        graphics.setPaint(Color.WHITE);
        graphics.setStroke(PictureStyle.LINE);
        graphics.draw(box);
      }
    }
  }
}
