package io.github.layerbook.view.chart;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.network.BlockPath;
import io.github.layerbook.report.Group;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Row;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.JsonTree;
import io.github.layerbook.view.display.Palette;
import io.github.layerbook.view.display.SummaryRow;
import io.github.layerbook.view.figure.PlotlyBundle;
import io.github.layerbook.view.plotly.Chart;
import io.github.layerbook.view.plotly.PlotlyAxis;
import io.github.layerbook.view.plotly.PlotlyLayout;
import io.github.layerbook.view.plotly.PlotlyText;
import io.github.layerbook.view.plotly.PlotlyTrace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Where a measure sits in a network that is nested by blocks: boxes as high as their share of the
 * total, from above in the network's order, the parts of a block at its right.
 *
 * <p>Such a drawing is called an icicle plot (Kruskal and Landwehr, <i>Icicle Plots: Better
 * Displays for Hierarchical Clustering</i>, The American Statistician 37, 1983). It is drawn as
 * bars that begin where their block ends, and not as Plotly's treemap: names stand in columns, the
 * order of the layers stays, the smaller {@link PlotlyBundle} and the still picture can draw it.
 */
final class NestedChart {

  /** Of more parts than these, the smallest are left out: nobody could see them. */
  private static final int MOST = 400;

  private static final int HEIGHT = 600;
  private static final int TOP = 48;
  private static final int BOTTOM = 20;

  /** Boxes of a smaller share of the total are thinner than the line around them. */
  private static final double OUTLINED_PERCENT = 0.5;

  /** Boxes of at least this share are tall enough for two lines of text. */
  private static final double TALL_PERCENT = 7;

  private static final String NAME = "<b>%{customdata}</b>";
  private static final String NUMBER = "%{text}";

  /** How much lighter a box is than the block that it is a part of. */
  private static final double LIGHTER = 0.18;

  /** A box. */
  private record Part(
      String name, SummaryRow entry, double from, double value, int depth, int outermost) {
    String color() {
      return Palette.lighter(Palette.color(outermost), 1 - Math.pow(1 - LIGHTER, depth + 1));
    }
  }

  private final ChartMeasure measure;
  private final double whole;
  private final List<Part> parts = new ArrayList<>();
  private int outermost;

  private NestedChart(ChartMeasure measure) {
    this.measure = measure;
    this.whole = measure.total().map(total -> total.number().doubleValue()).orElse(0.0);
  }

  public static Chart of(Report report, Quantity quantity) {
    if (!quantity.isSum()) {
      throw new IllegalArgumentException(
          quantity.title() + " does not add up: nested boxes are parts of a sum");
    }
    NestedChart nested = new NestedChart(ChartMeasure.of(report, quantity));
    nested.add(report.rows(), BlockPath.NONE, 0);
    return nested.chart();
  }

  /** Adds the layers and blocks of a block, from a place on. */
  private void add(List<Row> rows, BlockPath block, double from) {
    double place = from;
    for (int start = 0; start < rows.size(); ) {
      BlockPath inner = inner(rows.get(start), block);
      int end = start + 1;
      while (!inner.equals(block)
          && end < rows.size()
          && inner.equals(inner(rows.get(end), block))) {
        end++;
      }
      place +=
          inner.equals(block)
              ? addLayer(rows.get(start), block.depth(), place)
              : addBlock(inner, rows.subList(start, end), place);
      start = end;
    }
  }

  private double addLayer(Row row, int depth, double from) {
    return addPart(row.node().name(), SummaryRow.of(row, AxisOrder.HWC), depth, from);
  }

  private double addBlock(BlockPath block, List<Row> rows, double from) {
    SummaryRow entry = SummaryRow.of(new Group(block.toString(), rows), AxisOrder.HWC);
    double value = addPart(block.name(), entry, block.depth() - 1, from);
    if (value > 0) {
      add(rows, block, from);
    }
    return value;
  }

  private double addPart(String name, SummaryRow entry, int depth, double from) {
    double value = entry.size(measure.quantity());
    if (value > 0) {
      outermost += depth == 0 ? 1 : 0;
      parts.add(new Part(name, entry, from, value, depth, outermost - 1));
    }
    return value;
  }

  /** The block directly in another one that a layer is in; that one if it is in none. */
  private static BlockPath inner(Row row, BlockPath block) {
    return row.node().blockPath().at(block.depth() + 1);
  }

  private Chart chart() {
    List<Part> drawn = largest();
    String cut =
        drawn.size() == parts.size()
            ? ""
            : " (the %s largest of %s parts)"
                .formatted(Numbers.count(drawn.size()), Numbers.count(parts.size()));
    int columns = 1 + drawn.stream().mapToInt(Part::depth).max().orElse(0);
    return PlotlyLayout.of(
            measure.report().network().name(), ": " + measure.by("block and layer") + cut, HEIGHT)
        .margin(10, 20, TOP, BOTTOM)
        .set("bargap", 0)
        .barMode("overlay")
        .legend(false)
        .set("uniformtext", JsonTree.of("mode", "hide", "minsize", 9))
        .axes(
            PlotlyAxis.plain().set("visible", false).range(0, columns).set("fixedrange", true),
            PlotlyAxis.plain().range(100, 0).unit("%").set("showgrid", false))
        .chart(boxes(drawn));
  }

  /** The largest parts, in the network's order. A block is never smaller than what is in it. */
  private List<Part> largest() {
    if (parts.size() <= MOST) {
      return parts;
    }
    List<Part> sorted = new ArrayList<>(parts);
    sorted.sort(Comparator.comparing(Part::value).reversed().thenComparing(Part::depth));
    Set<Part> kept = new HashSet<>(sorted.subList(0, MOST));
    return parts.stream().filter(kept::contains).toList();
  }

  private PlotlyTrace boxes(List<Part> drawn) {
    return PlotlyTrace.bars()
        .set("base", list(drawn, Part::depth))
        .x(list(drawn, part -> 1))
        .y(list(drawn, part -> percent(part.from) + percent(part.value) / 2))
        .set("width", list(drawn, part -> percent(part.value)))
        .set("customdata", list(drawn, part -> PlotlyText.literal(part.name)))
        .texts(list(drawn, part -> measure.rounded(part.entry)), "inside")
        .set("texttemplate", list(drawn, this::template))
        .set("insidetextanchor", "middle")
        .set("textangle", 0)
        .set("insidetextfont", JsonTree.of("color", Palette.TEXT_ON_COLORS, "size", 11))
        .hoverHtml(list(drawn, part -> measure.hover(part.entry)))
        .marker("color", list(drawn, Part::color), "line", outlines(drawn));
  }

  private String template(Part part) {
    return NAME + (percent(part.value) < TALL_PERCENT ? "  " : "<br>") + NUMBER;
  }

  private Map<String, Object> outlines(List<Part> drawn) {
    return JsonTree.of(
        "color",
        "#ffffff",
        "width",
        list(drawn, part -> percent(part.value) < OUTLINED_PERCENT ? 0 : 1));
  }

  private static <T> List<T> list(List<Part> parts, Function<Part, T> what) {
    return parts.stream().map(what).toList();
  }

  private double percent(double value) {
    return 100.0 * value / whole;
  }
}
