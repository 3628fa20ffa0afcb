package io.github.layerbook.view.chart;

import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.memory.MemoryReport;
import io.github.layerbook.report.Quantities;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.serving.Roofline;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.SummaryRow;
import io.github.layerbook.view.plotly.Chart;
import io.github.layerbook.view.plotly.PlotlyAxis;
import io.github.layerbook.view.plotly.PlotlyLayout;
import io.github.layerbook.whatif.diff.Diff;
import io.github.layerbook.whatif.fit.Fit;
import io.github.layerbook.whatif.sensitivity.Sensitivity;
import io.github.layerbook.zoo.ZooEntry;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Charts of what a network costs: one bar per layer or block, the first layer on top.
 *
 * <p>Under the pointer a bar shows what it represents, how its number is made up, and its share of
 * the total. Layers whose number is 0 have no bar. Memory is in a binary unit that suits the
 * longest bar; all else is in plain counts.
 */
public final class Charts {

  /** How long a bar is for its number. */
  public enum Scale {
    /** Twice the number, twice the length. */
    LINEAR,
    /** Ten times the number, one step more: small layers stay visible beside large ones. */
    LOGARITHMIC
  }

  private static final int TITLE = 66;
  private static final int AXIS_TITLES = 26;

  private Charts() {}

  /** The measure of each layer. */
  public static Chart byLayer(Report report, Quantity quantity, Scale scale) {
    return bars(report, quantity, scale, "layer", layers(report));
  }

  /** The measure of each block; layers outside blocks have their own bars. */
  public static Chart byBlock(Report report, Quantity quantity, Scale scale) {
    return bars(report, quantity, scale, "block", blocks(report));
  }

  /** The parameters of each layer of an inventory that holds some. */
  public static Chart parameters(Inventory inventory) {
    return InventoryChart.of(inventory);
  }

  /**
   * Where a measure sits in the network nested by blocks: each block and layer a box as high as its
   * share of the total, from above in the network's order, the parts of a block at its right.
   */
  public static Chart nested(Report report, Quantity quantity) {
    return NestedChart.of(report, quantity);
  }

  /**
   * Where the memory is and where the parameters are, layer by layer, each as shares of its total:
   * in networks like VGG-16 the memory is in the early convolutions and the parameters are in the
   * fully connected layers.
   */
  public static Chart memoryAndParameters(Report report) {
    return shares(report, "layer", layers(report));
  }

  /** Where the memory is and where the parameters are, block by block. */
  public static Chart memoryAndParametersByBlock(Report report) {
    return shares(report, "block", blocks(report));
  }

  /**
   * The parameters of networks of the zoo against their multiply-adds for one example, on
   * logarithmic axes, a colour for each year; under the pointer their titles, authors and exact
   * numbers. Builds and analyses each network.
   */
  public static Chart zoo(List<ZooEntry> entries) {
    return zoo(entries, Quantity.PARAMETERS, Quantity.MULTIPLY_ADDS);
  }

  /** One quantity of networks of the zoo against another, see {@link #zoo(List)}. */
  public static Chart zoo(List<ZooEntry> entries, Quantity up, Quantity across) {
    return ZooChart.of(entries, up, across);
  }

  /** The memory of a run over its steps, stacked by what is in it; see {@link MemoryReport}. */
  public static Chart memory(MemoryReport memory) {
    return MemoryChart.of(memory);
  }

  /**
   * What a change costs: for each block that differs its parameters, multiply-adds and memory
   * before and after.
   */
  public static Chart diff(Diff diff) {
    return diff(diff, Quantities.USUAL);
  }

  /** What a change costs of some quantities, which layers must have. */
  public static Chart diff(Diff diff, List<Quantity> quantities) {
    return DiffChart.of(diff, quantities);
  }

  /**
   * How much of each budget the values around a fit's answer take, up to twice the answer; analyses
   * some 40 of them.
   */
  public static Chart fit(Fit fit) {
    return FitChart.of(fit);
  }

  /**
   * By how much the next step of each option changes each quantity, in percent of the network's
   * own; the thirty that change most.
   */
  public static Chart sensitivity(Sensitivity sensitivity) {
    return SensitivityChart.of(sensitivity);
  }

  private static List<SummaryRow> layers(Report report) {
    return report.rows().stream().map(row -> SummaryRow.of(row, AxisOrder.HWC)).toList();
  }

  private static List<SummaryRow> blocks(Report report) {
    return report.groups().stream().map(group -> SummaryRow.of(group, AxisOrder.HWC)).toList();
  }

  private static Chart bars(
      Report report, Quantity quantity, Scale scale, String by, List<SummaryRow> all) {
    ChartMeasure measure = ChartMeasure.of(report, quantity);
    List<SummaryRow> entries = shown(all, entry -> entry.size(quantity));
    return layout(report, measure.by(of(entries, all, by)), TITLE, entries)
        .axis("xaxis", measure.axis(entries, scale == Scale.LOGARITHMIC))
        .chart(measure.bars(entries));
  }

  private static Chart shares(Report report, String by, List<SummaryRow> all) {
    ChartMeasure memory = ChartMeasure.of(report, Quantity.BYTES);
    ChartMeasure parameters = ChartMeasure.of(report, Quantity.PARAMETERS);
    List<SummaryRow> entries = shown(all, e -> Math.max(memory.percent(e), parameters.percent(e)));
    String saying = "where memory and parameters are, by " + of(entries, all, by);
    PlotlyLayout layout = layout(report, saying, TITLE + AXIS_TITLES, entries);
    // Wider apart than other parts, whose numbers are short: 100% and 0% stand beside each other.
    PlotlyAxis left = ChartLayout.share(memory.shareAxis(entries), 0, 0, 0.47);
    PlotlyAxis right = ChartLayout.share(parameters.shareAxis(entries), 1, 0.5, 1);
    ChartLayout.part(ChartLayout.part(layout, 0, left), 1, right);
    return layout.chart(
        ChartLayout.on(0, memory.shares(entries)), ChartLayout.on(1, parameters.shares(entries)));
  }

  private static PlotlyLayout layout(
      Report report, String saying, int above, List<SummaryRow> entries) {
    return ChartLayout.ofBars(report.network().name(), ": " + saying, above, entries.size());
  }

  /** The entries that have a bar, the largest of them; all of them if none had. */
  private static List<SummaryRow> shown(
      List<SummaryRow> entries, ToDoubleFunction<SummaryRow> value) {
    List<SummaryRow> shown =
        entries.stream().filter(entry -> value.applyAsDouble(entry) > 0).toList();
    return ChartLayout.largest(shown.isEmpty() ? entries : shown, value);
  }

  /** Says which of the layers or blocks are drawn, where not all are. */
  private static String of(List<SummaryRow> entries, List<SummaryRow> all, String by) {
    return entries.size() < ChartLayout.MOST_BARS
        ? by
        : "%s, the %s largest of %s".formatted(by, entries.size(), Numbers.count(all.size()));
  }

  /** Makes the chart of a roofline, with both phases of each context and batch under it. */
  public static Chart roofline(List<Roofline> rooflines, List<Long> batches) {
    return ServingCharts.roofline(rooflines, batches);
  }

  /** Makes the chart of the least time against the batch, of each context. */
  public static Chart servingTime(List<Roofline> rooflines, List<Long> batches) {
    return ServingCharts.times(rooflines, batches);
  }

  /** Makes the chart of weights and caches against the context, of each batch. */
  public static Chart servingMemory(List<Roofline> rooflines, List<Long> batches) {
    return ServingCharts.memory(rooflines, batches);
  }
}
