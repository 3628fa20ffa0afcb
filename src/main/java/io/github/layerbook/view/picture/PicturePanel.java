package io.github.layerbook.view.picture;

import io.github.layerbook.view.display.JsonTree;
import io.github.layerbook.view.plotly.PlotlyFigure;
import io.github.layerbook.view.plotly.Series;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.ValueAxis;

/**
 * A part of a chart with axes of its own.
 *
 * @param figure the whole chart
 * @param traces the traces drawn here, in order
 * @param colors the number of each trace in the whole chart, which gives its colour
 * @param xAxis the name of the horizontal axis in the layout
 * @param yAxis the name of the vertical axis in the layout
 * @param share where the part stands, in shares of the picture from its upper left corner
 */
record PicturePanel(
    PlotlyFigure figure,
    List<Map<String, Object>> traces,
    List<Integer> colors,
    String xAxis,
    String yAxis,
    Rectangle2D share) {

  /** What draws parts with traces of some types. */
  private record Drawing(Function<PicturePanel, JFreeChart> drawn, Set<String> types) {}

  /** A part whose traces are of several types is drawn by the first. */
  /** So many names find room below a chart, written aslant. */
  private static final int MOST_NAMES = 16;

  private static final List<Drawing> DRAWINGS =
      List.of(
          new Drawing(OtherPictures::pie, Set.of("pie")),
          new Drawing(BlockPictures::of, Set.of("heatmap", "contour", "histogram2d")),
          new Drawing(OtherPictures::boxes, Set.of("box", "violin")),
          new Drawing(OtherPictures::candles, Set.of("candlestick", "ohlc")),
          new Drawing(PicturePanel::series, Set.of("bar", "histogram", "scatter", "scattergl")));

  /** The parts of a chart. */
  static List<PicturePanel> of(PlotlyFigure figure) {
    Map<String, List<Integer>> parts = new LinkedHashMap<>();
    for (int i = 0; i < figure.data().size(); i++) {
      parts.computeIfAbsent(key(figure, i), key -> new ArrayList<>()).add(i);
    }
    List<PicturePanel> panels = new ArrayList<>();
    for (List<Integer> part : parts.values()) {
      panels.add(panel(figure, part, panels.size(), parts.size()));
    }
    return panels;
  }

  private static String key(PlotlyFigure figure, int index) {
    Map<String, Object> trace = figure.data().get(index);
    if ("pie".equals(trace.get("type"))) {
      return "pie" + index;
    }
    String over = JsonTree.text(figure.axis(axis(trace, "yaxis")), "overlaying");
    return axis(trace, "xaxis")
        + (over.isEmpty() ? axis(trace, "yaxis") : over.replace("y", "yaxis"));
  }

  /** The layout's name of an axis: trace says {@code x2}, layout says {@code xaxis2}. */
  static String axis(Map<String, Object> trace, String axis) {
    String name = JsonTree.text(trace, axis, axis.substring(0, 1));
    return axis + (name.isEmpty() ? "" : name.substring(1));
  }

  private static PicturePanel panel(PlotlyFigure figure, List<Integer> part, int index, int count) {
    List<Map<String, Object>> traces = part.stream().map(figure.data()::get).toList();
    String x = axis(traces.get(0), "xaxis");
    String y = axis(traces.get(0), "yaxis");
    return new PicturePanel(figure, traces, part, x, y, share(figure, traces.get(0), index, count));
  }

  private static Rectangle2D share(
      PlotlyFigure figure, Map<String, Object> trace, int index, int count) {
    Map<String, Object> own = JsonTree.map(trace, "domain");
    double[] x = JsonTree.numbers(figure.axis(axis(trace, "xaxis")), "domain");
    double[] y = JsonTree.numbers(figure.axis(axis(trace, "yaxis")), "domain");
    x = x.length == 2 ? x : JsonTree.numbers(own, "x");
    y = y.length == 2 ? y : JsonTree.numbers(own, "y");
    if (x.length != 2 && y.length != 2) {
      return tile(figure, index, count);
    }
    double left = x.length == 2 ? x[0] : 0;
    double right = x.length == 2 ? x[1] : 1;
    double bottom = y.length == 2 ? y[0] : 0;
    double top = y.length == 2 ? y[1] : 1;
    return new Rectangle2D.Double(left, 1 - top, right - left, top - bottom);
  }

  private static Rectangle2D tile(PlotlyFigure figure, int index, int count) {
    double given = JsonTree.number(JsonTree.map(figure.layout(), "grid").get("columns"));
    int columns = Math.max(1, Double.isNaN(given) ? 1 : (int) given);
    int rows = (count + columns - 1) / columns;
    double width = 1.0 / columns;
    double height = 1.0 / rows;
    return new Rectangle2D.Double(
        index % columns * width, Math.floorDiv(index, columns) * height, width, height);
  }

  /** The drawing of this part; a note if the type of a trace is not drawn. */
  JFreeChart chart() {
    int first = types().mapToInt(PicturePanel::place).min().orElse(-1);
    return first < 0 ? OtherPictures.note(this) : DRAWINGS.get(first).drawn.apply(this);
  }

  /** The place of the drawing of a type; -1 if there is none. */
  private static int place(String type) {
    return IntStream.range(0, DRAWINGS.size())
        .filter(i -> DRAWINGS.get(i).types.contains(type))
        .findFirst()
        .orElse(-1);
  }

  /** The types of the traces. */
  Stream<String> types() {
    return traces.stream().map(trace -> JsonTree.text(trace, "type", "scatter"));
  }

  private JFreeChart series() {
    if (Series.isOfBoxes(traces.get(0))) {
      return BoxPictures.of(this);
    }
    boolean stacked = traces.stream().allMatch(PicturePanel::isStacked);
    return stacked || (traces.stream().noneMatch(PicturePanel::isBar) && Positions.areNumbers(this))
        ? PointPictures.of(this)
        : CategoryPictures.of(this);
  }

  /** Whether a trace stands on those before it. */
  static boolean isStacked(Map<String, Object> trace) {
    return trace.containsKey("stackgroup");
  }

  /** Whether a trace is one of bars. */
  static boolean isBar(Map<String, Object> trace) {
    return "bar".equals(trace.get("type"));
  }

  /** The traces' colours: what the trace says, else by its number. */
  java.awt.Color color(int index) {
    Map<String, Object> trace = traces.get(index);
    java.awt.Color own = PictureColors.ofTrace(colors.get(index));
    Object color = JsonTree.map(trace, "line").get("color");
    return PictureColors.of(
        color == null ? JsonTree.map(trace, "marker").get("color") : color, own);
  }

  /** The opacity of a trace, 1 by default. */
  double opacity(int index) {
    double opacity = JsonTree.number(traces.get(index).get("opacity"));
    double markers = JsonTree.number(JsonTree.map(traces.get(index), "marker").get("opacity"));
    return (Double.isNaN(opacity) ? 1 : opacity) * (Double.isNaN(markers) ? 1 : markers);
  }

  /** A key for each trace that no other trace here has. */
  String key(int index) {
    String name = Series.nameOf(traces.get(index));
    String key = name.isEmpty() ? "trace " + colors.get(index) : name;
    boolean taken = traces.subList(0, index).stream().anyMatch(t -> Series.nameOf(t).equals(name));
    return taken ? key + " ".repeat(index) : key;
  }

  /** Whether a legend tells the traces apart. */
  boolean hasLegend() {
    return traces.size() > 1 && !Boolean.FALSE.equals(figure.layout().get("showlegend"));
  }

  /**
   * Whether sizes are counted from 0: bins of a histogram, areas on one another, or what the axis
   * says.
   */
  boolean hasFromZero() {
    return "tozero".equals(y().get("rangemode"))
        || traces.stream().anyMatch(t -> "histogram".equals(t.get("type")) || isStacked(t));
  }

  /** The height of the whole picture under its title. */
  double height() {
    return FigurePicture.height(figure) - FigurePicture.TITLE;
  }

  /** The horizontal axis of numbers. */
  ValueAxis across() {
    return PictureStyle.lying(x(), xTitle());
  }

  /** The vertical axis of numbers. */
  ValueAxis up() {
    return up(yAxis);
  }

  /** Another vertical axis of numbers, by its name in the layout. */
  ValueAxis up(String axis) {
    return PictureStyle.upright(figure.axis(axis), figure.axisTitle(axis));
  }

  /** The settings of the horizontal axis. */
  Map<String, Object> x() {
    return figure.axis(xAxis);
  }

  /** The settings of the vertical axis. */
  Map<String, Object> y() {
    return figure.axis(yAxis);
  }

  /** The title of the horizontal axis. */
  String xTitle() {
    return figure.axisTitle(xAxis);
  }

  /** The title of the vertical axis. */
  String yTitle() {
    return figure.axisTitle(yAxis);
  }

  /**
   * The names of places on the horizontal axis: those that it states, or some of its categories.
   */
  Map<Integer, String> ticks() {
    Map<String, Object> axis = figure.axis(xAxis);
    double[] places = JsonTree.numbers(axis, "tickvals");
    List<Object> texts = JsonTree.list(axis, "ticktext");
    Map<Integer, String> ticks = new TreeMap<>();
    for (int i = 0; i < Math.min(places.length, texts.size()); i++) {
      ticks.put((int) places[i], String.valueOf(texts.get(i)));
    }
    List<String> names = ticks.isEmpty() ? Positions.names(this) : List.of();
    int every = Math.max(1, (names.size() + MOST_NAMES - 1) / MOST_NAMES);
    for (int i = 0; i < names.size(); i += every) {
      ticks.put(i, names.get(i));
    }
    return ticks;
  }
}
