package io.github.layerbook.view.picture;

import io.github.layerbook.view.display.JsonTree;
import io.github.layerbook.view.plotly.PlotlyText;
import java.awt.Color;
import java.awt.Paint;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.PaintScale;
import org.jfree.chart.renderer.xy.XYBlockRenderer;
import org.jfree.chart.title.PaintScaleLegend;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.DefaultXYZDataset;

/** Pictures of heat maps, contours and histograms of two numbers: blocks of more or less colour. */
final class BlockPictures {

  private static final int BINS = 16;

  private BlockPictures() {}

  /** The picture of a part that is a grid of numbers. */
  static JFreeChart of(PicturePanel panel) {
    Map<String, Object> trace = panel.traces().get(0);
    Blocks grid =
        "histogram2d".equals(trace.get("type")) ? Blocks.counted(trace) : Blocks.given(trace);
    XYBlockRenderer blocks = new XYBlockRenderer();
    Scale scale = grid.scale(panel.color(0));
    blocks.setPaintScale(scale);
    XYPlot plot =
        new XYPlot(
            grid.dataset(),
            axis(panel.xTitle(), grid.columns()),
            axis(panel.yTitle(), grid.rows()),
            blocks);
    PictureStyle.noGrid(plot);
    JFreeChart chart = PictureStyle.chart(plot, false);
    chart.addSubtitle(legend(scale));
    return chart;
  }

  private static ValueAxis axis(String title, List<String> names) {
    SymbolAxis axis = PictureStyle.styled(new SymbolAxis(title, names.toArray(String[]::new)));
    axis.setGridBandsVisible(false);
    axis.setRange(-0.5, Math.max(1, names.size()) - 0.5);
    return axis;
  }

  private static PaintScaleLegend legend(Scale scale) {
    ValueAxis axis = PictureStyle.upright(Map.of(), "");
    PaintScaleLegend legend = new PaintScaleLegend(scale, axis);
    legend.setBackgroundPaint(PictureStyle.NONE);
    legend.setPosition(RectangleEdge.RIGHT);
    legend.setMargin(new RectangleInsets(10, 6, 40, 4));
    legend.setStripOutlineVisible(false);
    return legend;
  }

  /** More colour for more. */
  private record Scale(double least, double greatest, Color color) implements PaintScale {
    @Override
    public double getLowerBound() {
      return least;
    }

    @Override
    public double getUpperBound() {
      return greatest;
    }

    @Override
    public Paint getPaint(double value) {
      if (Double.isNaN(value)) {
        return PictureStyle.NONE;
      }
      double share = Math.max(0, Math.min(1, (value - least) / (greatest - least)));
      return PictureColors.faded(color, Math.round((0.06 + 0.94 * share) * 60) / 60.0);
    }
  }

  /** Numbers in columns and rows, with names of its columns and rows; rows count from below. */
  private record Blocks(List<String> columns, List<String> rows, List<double[]> cells) {

    static Blocks given(Map<String, Object> trace) {
      List<double[]> cells =
          JsonTree.list(trace, "z").stream()
              .map(row -> row instanceof List<?> list ? list : List.of())
              .map(row -> row.stream().mapToDouble(JsonTree::number).toArray())
              .toList();
      int width = cells.stream().mapToInt(row -> row.length).max().orElse(0);
      return new Blocks(names(trace, "x", width), names(trace, "y", cells.size()), cells);
    }

    private static List<String> names(Map<String, Object> trace, String key, int size) {
      List<String> given = JsonTree.list(trace, key).stream().map(PlotlyText::plain).toList();
      return IntStream.range(0, size)
          .mapToObj(i -> i < given.size() ? given.get(i) : String.valueOf(i))
          .toList();
    }

    static Blocks counted(Map<String, Object> trace) {
      double[] x = JsonTree.numbers(trace, "x");
      double[] y = JsonTree.numbers(trace, "y");
      Bins columns = Bins.of(x);
      Bins rows = Bins.of(y);
      double[][] cells = new double[BINS][BINS];
      for (int i = 0; i < Math.min(x.length, y.length); i++) {
        if (Double.isFinite(x[i]) && Double.isFinite(y[i])) {
          cells[rows.of(y[i])][columns.of(x[i])]++;
        }
      }
      return new Blocks(columns.names(), rows.names(), Arrays.asList(cells));
    }

    Scale scale(Color color) {
      double[] all =
          cells.stream()
              .flatMapToDouble(Arrays::stream)
              .filter(Double::isFinite)
              .sorted()
              .toArray();
      double least = all.length == 0 ? 0 : all[0];
      double greatest = all.length == 0 ? 1 : all[all.length - 1];
      return new Scale(least == greatest ? least - 1 : least, greatest, color);
    }

    DefaultXYZDataset dataset() {
      int size = columns.size() * rows.size();
      double[][] points = new double[3][size];
      for (int i = 0; i < size; i++) {
        int column = i % columns.size();
        double[] row = cells.get(i / columns.size());
        points[0][i] = column;
        points[1][i] = Math.floorDiv(i, columns.size());
        points[2][i] = column < row.length ? row[column] : Double.NaN;
      }
      DefaultXYZDataset dataset = new DefaultXYZDataset();
      dataset.addSeries("cells", points);
      return dataset;
    }
  }

  /** Equal intervals between the least and the greatest of some numbers. */
  private record Bins(double least, double width) {
    static Bins of(double[] values) {
      double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
      if (sorted.length == 0 || sorted[0] == sorted[sorted.length - 1]) {
        return new Bins(sorted.length == 0 ? 0 : sorted[0], 1);
      }
      return new Bins(sorted[0], (sorted[sorted.length - 1] - sorted[0]) / BINS);
    }

    int of(double value) {
      return Math.min(BINS - 1, (int) ((value - least) / width));
    }

    List<String> names() {
      return IntStream.range(0, BINS)
          .mapToObj(i -> PlotlyText.number(least + (i + 0.5) * width))
          .toList();
    }
  }
}
