package io.github.layerbook.view.chart;

import io.github.layerbook.report.Quantity;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Palette;
import io.github.layerbook.view.display.QuantityText;
import io.github.layerbook.view.plotly.Chart;
import io.github.layerbook.view.plotly.PlotlyAxis;
import io.github.layerbook.view.plotly.PlotlyLayout;
import io.github.layerbook.view.plotly.PlotlyText;
import io.github.layerbook.view.plotly.PlotlyTrace;
import io.github.layerbook.whatif.diff.BlockChange;
import io.github.layerbook.whatif.diff.Diff;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * The chart of what differs between two networks: for each block that costs something else, what it
 * costs before, in grey, and after, in the colour of the measure; a part for each measure.
 */
record DiffChart(Diff diff, List<Quantity> quantities, List<BlockChange> blocks) {
  private static final int ABOVE = 96;
  private static final double ROOM = 1.05;

  static Chart of(Diff diff, List<Quantity> quantities) {
    DiffChart all = new DiffChart(diff, quantities, diff.blocks());
    List<BlockChange> changed = diff.blocks().stream().filter(all::differs).toList();
    List<BlockChange> drawn =
        ChartLayout.largest(changed.isEmpty() ? diff.blocks() : changed, all::weight);
    return new DiffChart(diff, quantities, drawn).chart();
  }

  /** How much a block's change is of the network: the largest share over the quantities. */
  private double weight(BlockChange block) {
    return quantities.stream()
        .mapToDouble(
            quantity -> {
              double before = drawn(block.before(quantity)).doubleValue();
              double after = drawn(block.after(quantity)).doubleValue();
              double whole = drawn(diff.before().total(quantity).number()).doubleValue();
              return Math.abs(after - before) / Math.max(1, whole);
            })
        .max()
        .orElse(0);
  }

  private boolean differs(BlockChange block) {
    return quantities.stream()
        .anyMatch(quantity -> !block.before(quantity).equals(block.after(quantity)));
  }

  private Chart chart() {
    List<PlotlyTrace> traces = new ArrayList<>();
    PlotlyLayout layout =
        ChartLayout.ofBars(
                networks(), ": before (grey) and after, by block", ABOVE, 2 * blocks.size())
            .barMode("group");
    for (int part = 0; part < quantities.size(); part++) {
      Quantity measure = quantities.get(part);
      traces.add(bars(part, "before", block -> block.before(measure), Palette.MUTED));
      traces.add(bars(part, "after", block -> block.after(measure), Palette.color(measure)));
      ChartLayout.part(layout, part, axis(part));
    }
    return layout.chart(traces);
  }

  private String networks() {
    String before = diff.before().network().name();
    String after = diff.after().network().name();
    return before.equals(after) ? before : before + " → " + after;
  }

  private PlotlyTrace bars(
      int part, String name, Function<BlockChange, Number> value, String color) {
    Quantity measure = quantities.get(part);
    AxisUnit unit = AxisUnit.of(measure, numbers(measure));
    PlotlyTrace bars =
        PlotlyTrace.bars(measure.title() + " " + name)
            .names(blocks.stream().map(BlockChange::name).toList())
            .x(blocks.stream().map(value).map(DiffChart::drawn).map(unit::in).toList());
    return ChartLayout.on(part, bars)
        .hoverHtml(blocks.stream().map(block -> hover(block, measure)).toList())
        .color(color);
  }

  /** The axis of a measure over its part of the width, with the ratio of the totals. */
  private PlotlyAxis axis(int part) {
    Quantity measure = quantities.get(part);
    double width = 1.0 / quantities.size();
    double longest = numbers(measure).max().orElse(0);
    AxisUnit unit = AxisUnit.of(measure, numbers(measure));
    String ratio =
        Numbers.ratio(diff.before().total(measure).number(), diff.after().total(measure).number());
    PlotlyAxis axis = unit.behind(PlotlyAxis.above(measure.title() + " " + ratio));
    return ChartLayout.share(axis, part, part * width, (part + 1) * width)
        .set("nticks", 4)
        .reaching(longest / unit.worth(), ROOM);
  }

  private DoubleStream numbers(Quantity measure) {
    return blocks.stream()
        .flatMap(block -> Stream.of(block.before(measure), block.after(measure)))
        .mapToDouble(number -> drawn(number).doubleValue());
  }

  private static String hover(BlockChange block, Quantity measure) {
    Number before = block.before(measure);
    Number after = block.after(measure);
    return "%s<br>%s → %s<br>%s"
        .formatted(
            PlotlyText.bold(block.name()),
            QuantityText.plain(measure, before),
            PlotlyText.literal(QuantityText.named(measure, after)),
            before.doubleValue() == 0 ? "new" : Numbers.ratio(before, after));
  }

  /** The length of a bar: none of what is no number. */
  private static Number drawn(Number number) {
    return Double.isNaN(number.doubleValue()) ? 0 : number;
  }
}
