package io.github.layerbook.view.chart;

import io.github.layerbook.report.Quantity;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.JsonTree;
import io.github.layerbook.view.display.Palette;
import io.github.layerbook.view.display.QuantityText;
import io.github.layerbook.view.plotly.Chart;
import io.github.layerbook.view.plotly.PlotlyText;
import io.github.layerbook.whatif.diff.BlockChange;
import io.github.layerbook.whatif.diff.Diff;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The chart of what differs between two networks: for each block that costs something else, what it
 * costs before, in grey, and after, in the colour of the measure; a part for each measure.
 */
final class DiffChart {
  private static final int ABOVE = 96;
  private static final double GAP = 0.03;
  private static final double ROOM = 1.05;

  private final Diff diff;
  private final List<Quantity> quantities;
  private final List<BlockChange> blocks;

  private DiffChart(Diff diff, List<Quantity> quantities) {
    this.diff = diff;
    this.quantities = quantities;
    List<BlockChange> changed = diff.blocks().stream().filter(this::differs).toList();
    this.blocks = changed.isEmpty() ? diff.blocks() : changed;
  }

  static Chart of(Diff diff, List<Quantity> quantities) {
    return new DiffChart(diff, quantities).chart();
  }

  private boolean differs(BlockChange block) {
    return quantities.stream()
        .anyMatch(quantity -> !block.numberBefore(quantity).equals(block.numberAfter(quantity)));
  }

  private Chart chart() {
    List<Map<String, Object>> traces = new ArrayList<>();
    Map<String, Object> layout = ChartLayout.of(title(), ABOVE, 2 * blocks.size());
    layout.put("barmode", "group");
    for (int part = 0; part < quantities.size(); part++) {
      Quantity measure = quantities.get(part);
      traces.add(bars(part, "before", block -> block.numberBefore(measure), Palette.MUTED));
      traces.add(bars(part, "after", block -> block.numberAfter(measure), Palette.color(measure)));
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
      int part, String name, Function<BlockChange, Number> value, String color) {
    Quantity measure = quantities.get(part);
    return JsonTree.of(
        "type",
        "bar",
        "orientation",
        "h",
        "name",
        measure.title() + " " + name,
        "y",
        blocks.stream().map(block -> PlotlyText.literal(block.name())).toList(),
        "x",
        blocks.stream().map(value).map(DiffChart::drawn).toList(),
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
    Quantity measure = quantities.get(part);
    double width = 1.0 / quantities.size();
    double longest =
        blocks.stream()
            .flatMap(block -> Stream.of(block.numberBefore(measure), block.numberAfter(measure)))
            .mapToDouble(number -> drawn(number).doubleValue())
            .max()
            .orElse(0);
    String ratio =
        Numbers.ratio(diff.before().total(measure).number(), diff.after().total(measure).number());
    return JsonTree.of(
        "title",
        JsonTree.of("text", measure.title() + " " + ratio, "standoff", 6),
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
        measure.unit().isBytes() ? "B" : "",
        "range",
        List.of(0, longest == 0 ? 1 : longest * ROOM));
  }

  private static String hover(BlockChange block, Quantity measure) {
    Number before = block.numberBefore(measure);
    Number after = block.numberAfter(measure);
    return "<b>%s</b><br>%s → %s<br>%s"
        .formatted(
            PlotlyText.literal(block.name()),
            QuantityText.plain(measure, before),
            PlotlyText.literal(QuantityText.named(measure, after)),
            before.doubleValue() == 0 ? "new" : Numbers.ratio(before, after));
  }

  /** The length of a bar: none of what is no number. */
  private static Number drawn(Number number) {
    return Double.isNaN(number.doubleValue()) ? 0 : number;
  }

  /** Plotly numbers axes from the second on. */
  private static String number(int part) {
    return part == 0 ? "" : String.valueOf(part + 1);
  }
}
