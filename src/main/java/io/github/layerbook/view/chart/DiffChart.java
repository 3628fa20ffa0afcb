package io.github.layerbook.view.chart;

import io.github.layerbook.report.Quantity;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.JsonTree;
import io.github.layerbook.view.display.Palette;
import io.github.layerbook.view.plotly.Chart;
import io.github.layerbook.view.plotly.PlotlyText;
import io.github.layerbook.whatif.diff.BlockChange;
import io.github.layerbook.whatif.diff.Diff;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * The chart of what differs between two networks: for each block that costs something else, what it
 * costs before, in grey, and after, in the colour of the measure; a part for each measure.
 */
final class DiffChart {
  private static final List<Quantity> MEASURES =
      List.of(Quantity.PARAMETERS, Quantity.MULTIPLY_ADDS, Quantity.BYTES);

  private static final int ABOVE = 96;
  private static final double GAP = 0.03;
  private static final double ROOM = 1.05;

  private final Diff diff;
  private final List<BlockChange> blocks;

  private DiffChart(Diff diff) {
    this.diff = diff;
    List<BlockChange> changed = diff.blocks().stream().filter(DiffChart::differs).toList();
    this.blocks = changed.isEmpty() ? diff.blocks() : changed;
  }

  static Chart of(Diff diff) {
    return new DiffChart(diff).chart();
  }

  private static boolean differs(BlockChange block) {
    return MEASURES.stream().anyMatch(measure -> block.before(measure) != block.after(measure));
  }

  private Chart chart() {
    List<Map<String, Object>> traces = new ArrayList<>();
    Map<String, Object> layout = ChartLayout.of(title(), ABOVE, 2 * blocks.size());
    layout.put("barmode", "group");
    for (int part = 0; part < MEASURES.size(); part++) {
      Quantity measure = MEASURES.get(part);
      traces.add(bars(part, "before", block -> block.before(measure), Palette.MUTED));
      traces.add(bars(part, "after", block -> block.after(measure), Palette.color(measure)));
      layout.put("xaxis" + number(part), axis(part));
      layout.put("yaxis" + number(part), ChartLayout.names("x" + number(part), part == 0));
    }
    return Chart.of(traces, layout);
  }

  private String title() {
    String before = PlotlyText.literal(diff.before().network().name());
    String after = PlotlyText.literal(diff.after().network().name());
    return "<b>"
        + (before.equals(after) ? before : before + " → " + after)
        + "</b>: before (grey) and after, by block";
  }

  private Map<String, Object> bars(
      int part, String name, ToLongFunction<BlockChange> value, String color) {
    Quantity measure = MEASURES.get(part);
    return JsonTree.of(
        "type",
        "bar",
        "orientation",
        "h",
        "name",
        ChartMeasure.name(measure) + " " + name,
        "y",
        blocks.stream().map(block -> PlotlyText.literal(block.name())).toList(),
        "x",
        blocks.stream().map(value::applyAsLong).toList(),
        "xaxis",
        "x" + number(part),
        "yaxis",
        "y" + number(part),
        "hovertext",
        blocks.stream().map(block -> hover(block, measure)).toList(),
        "hoverinfo",
        "text",
        "marker",
        JsonTree.of("color", color));
  }

  /** The axis of a measure over its part of the width, with the ratio of the totals. */
  private Map<String, Object> axis(int part) {
    Quantity measure = MEASURES.get(part);
    double width = 1.0 / MEASURES.size();
    long longest =
        blocks.stream()
            .mapToLong(block -> Math.max(block.before(measure), block.after(measure)))
            .max()
            .orElse(0);
    String ratio =
        Numbers.ratio(diff.before().total(measure).value(), diff.after().total(measure).value());
    return JsonTree.of(
        "title",
        JsonTree.of("text", ChartMeasure.name(measure) + " " + ratio, "standoff", 6),
        "side",
        "top",
        "domain",
        List.of(part * width + (part == 0 ? 0 : GAP), (part + 1) * width),
        "anchor",
        "y" + number(part),
        "nticks",
        4,
        "tickformat",
        "~s",
        "ticksuffix",
        measure == Quantity.BYTES ? "B" : "",
        "range",
        List.of(0, longest == 0 ? 1 : longest * ROOM));
  }

  private static String hover(BlockChange block, Quantity measure) {
    long before = block.before(measure);
    long after = block.after(measure);
    return "<b>%s</b><br>%s → %s %s<br>%s"
        .formatted(
            PlotlyText.literal(block.name()),
            Numbers.count(before),
            Numbers.count(after),
            measure.title(),
            before == 0 ? "new" : Numbers.ratio(before, after));
  }

  /** Plotly numbers axes from the second on. */
  private static String number(int part) {
    return part == 0 ? "" : String.valueOf(part + 1);
  }
}
