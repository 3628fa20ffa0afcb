package io.github.layerbook.view.figure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.api.AreaPlot;
import tech.tablesaw.plotly.api.BoxPlot;
import tech.tablesaw.plotly.api.BubblePlot;
import tech.tablesaw.plotly.api.CandlestickPlot;
import tech.tablesaw.plotly.api.ContourPlot;
import tech.tablesaw.plotly.api.Heatmap;
import tech.tablesaw.plotly.api.Histogram;
import tech.tablesaw.plotly.api.Histogram2D;
import tech.tablesaw.plotly.api.HorizontalBarPlot;
import tech.tablesaw.plotly.api.LinePlot;
import tech.tablesaw.plotly.api.OHLCPlot;
import tech.tablesaw.plotly.api.ParetoPlot;
import tech.tablesaw.plotly.api.PiePlot;
import tech.tablesaw.plotly.api.QQPlot;
import tech.tablesaw.plotly.api.QuantilePlot;
import tech.tablesaw.plotly.api.Scatter3DPlot;
import tech.tablesaw.plotly.api.ScatterPlot;
import tech.tablesaw.plotly.api.TimeSeriesPlot;
import tech.tablesaw.plotly.api.TukeyMeanDifferencePlot;
import tech.tablesaw.plotly.api.VerticalBarPlot;
import tech.tablesaw.plotly.api.ViolinPlot;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout.BarMode;

/** One figure of every kind that jsplot makes, from a table with awkward names and a gap. */
public final class JsplotFigures {

  /** A name that is HTML, JavaScript and Plotly's own markup at once. */
  static final String AWKWARD = "</script><b>R&D's \"α\"</b>";

  private JsplotFigures() {}

  /** A table of 24 rows. */
  static Table table() {
    Random random = new Random(7);
    Table table =
        Table.create(
            "layers",
            StringColumn.create("group"),
            StringColumn.create("kind"),
            IntColumn.create("channels"),
            DoubleColumn.create("loss"),
            DoubleColumn.create("size"),
            DateColumn.create("day"),
            DoubleColumn.create("open"),
            DoubleColumn.create("high"),
            DoubleColumn.create("low"),
            DoubleColumn.create("close"));
    for (int i = 0; i < 24; i++) {
      table.stringColumn("group").append(i % 3 == 0 ? AWKWARD : "conv" + i % 3);
      table.stringColumn("kind").append(i % 2 == 0 ? "train" : "test");
      table.intColumn("channels").append(64 << (i % 4));
      table.doubleColumn("loss").append(i == 5 ? Double.NaN : 1 + random.nextDouble());
      table.doubleColumn("size").append(5 + i);
      table.dateColumn("day").append(java.time.LocalDate.of(2026, 1, 1 + i));
      double open = 10 + random.nextDouble();
      table.doubleColumn("open").append(open);
      table.doubleColumn("high").append(open + 2);
      table.doubleColumn("low").append(open - 2);
      table.doubleColumn("close").append(open + random.nextDouble() - 0.5);
    }
    return table;
  }

  /** The figures by kind. */
  public static Map<String, Figure> all() {
    Table t = table();
    Table sums =
        Table.create(
            "sums",
            StringColumn.create("group", AWKWARD, "conv1", "conv2"),
            DoubleColumn.create("Sum [size]", 30.5, 120, 7),
            DoubleColumn.create("Sum [open]", 10, 20, 40));
    Map<String, Figure> all = new LinkedHashMap<>();
    all.put("area", AreaPlot.create("Area", t, "size", "open"));
    all.put(
        "vertical bars", VerticalBarPlot.create("R&D's <i>bars</i>", sums, "group", "Sum [size]"));
    all.put("horizontal bars", HorizontalBarPlot.create("Lying", sums, "group", "Sum [size]"));
    all.put(
        "grouped bars",
        VerticalBarPlot.create(
            "Grouped", sums, "group", BarMode.GROUP, "Sum [size]", "Sum [open]"));
    all.put(
        "stacked lying bars",
        HorizontalBarPlot.create(
            "Stacked", sums, "group", BarMode.STACK, "Sum [size]", "Sum [open]"));
    all.put("pareto", ParetoPlot.createVertical("Pareto", sums, "group", "Sum [size]"));
    all.put("box", BoxPlot.create("Box", t, "group", "loss"));
    all.put("violin", ViolinPlot.create("Violin", t, "group", "loss", true, true));
    all.put("bubble", BubblePlot.create("Bubble", t, "channels", "loss", "size"));
    all.put(
        "candlestick", CandlestickPlot.create("Candles", t, "day", "open", "high", "low", "close"));
    all.put("ohlc", OHLCPlot.create("OHLC", t, "day", "open", "high", "low", "close"));
    all.put("contour", ContourPlot.create("Contour", t, "group", "kind"));
    all.put("heat map", Heatmap.create("Heat", t, "group", "kind"));
    all.put("histogram", Histogram.create("Histogram", t, "loss"));
    all.put("histogram 2d", Histogram2D.create("Histogram 2D", t, "loss", "open"));
    all.put("line", LinePlot.create("Lines", t, "size", "loss", "kind"));
    all.put("pie", PiePlot.create("Pie", sums, "group", "Sum [size]"));
    all.put("quantile", QuantilePlot.create("Quantiles", t, "open"));
    all.put("qq", QQPlot.create("QQ", t, "open", "close"));
    all.put("scatter", ScatterPlot.create("Scatter", t, "size", "loss", "group"));
    all.put("scatter 3d", Scatter3DPlot.create("3D", t, "size", "loss", "open"));
    all.put("time series", TimeSeriesPlot.create("Days", t, "day", "open"));
    all.put("tukey", TukeyMeanDifferencePlot.create("Tukey", "open", t, "open", "close"));
    return all;
  }
}
