package io.github.layerbook.view.table;

import io.github.layerbook.report.Quantities;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.WeightLayers;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Grid.Cell;
import io.github.layerbook.view.display.Grid.Head;
import io.github.layerbook.view.display.Palette;
import io.github.layerbook.view.display.QuantityText;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.view.figure.FigureDisplay;
import io.github.layerbook.view.plotly.Chart;
import io.github.layerbook.view.plotly.PlotlyAxis;
import io.github.layerbook.view.plotly.PlotlyLayout;
import io.github.layerbook.view.plotly.PlotlyText;
import io.github.layerbook.view.plotly.PlotlyTrace;
import java.util.Comparator;
import java.util.List;

/**
 * The table of several networks beside the first of them: one row per network, totals and how many
 * times the first's they are; under it the ratios as bars.
 *
 * <p>Columns: {@code Network} is a text; {@code Layers}, {@code Weight layers} (see {@link
 * WeightLayers}) and each quantity under its heading are exact numbers, each under its report's
 * settings; beside each quantity {@code Parameters ratio} and its like are multiples of the first
 * row's, missing where that is 0.
 */
public final class ComparisonTable {
  private static final int BAR = 18;

  /** Room beside the longest bar for its text, as a factor of its length. */
  private static final double ROOM = 1.15;

  private static final String DEPTH = "Weight layers";

  private ComparisonTable() {}

  /**
   * Makes the table of the usual quantities, the networks in their order.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ResultTable of(List<Report> reports) {
    return of(reports, Quantities.USUAL);
  }

  /**
   * Makes the table of some quantities, the networks in their order.
   *
   * @throws IllegalArgumentException if there is no network, or a quantity has no total
   */
  public static ResultTable of(List<Report> reports, List<Quantity> quantities) {
    List<NetworkCosts> all = costs(reports, quantities);
    TableForm<NetworkCosts> form =
        new TableForm<NetworkCosts>()
            .text("Network", costs -> costs.report().network().name())
            .count("Layers", costs -> costs.report().rows().size())
            .count(DEPTH, costs -> WeightLayers.of(costs.report()));
    for (Quantity quantity : quantities) {
      String ratio = quantity.heading() + " ratio";
      form.bars(List.of(quantity), all, costs -> costs)
          .shown(
              Head.quiet(ratio),
              costs -> Cell.of(Numbers.ratio(all.get(0).number(quantity), costs.number(quantity))))
          .decimals(ratio, costs -> ratio(quantity, costs, all));
    }
    return form.caption(
            all.get(0).report().network().name(),
            " and " + Numbers.count(all.size() - 1, "network") + " beside it")
        .notes("Weight layers are those on the longest path through the network, as papers count.")
        .table("comparison", all)
        .above(FigureDisplay.of(drawn(all, quantities)));
  }

  private static List<NetworkCosts> costs(List<Report> reports, List<Quantity> quantities) {
    if (reports.isEmpty()) {
      throw new IllegalArgumentException("a comparison needs networks");
    }
    return reports.stream().map(report -> NetworkCosts.of(report, quantities)).toList();
  }

  private static double ratio(Quantity quantity, NetworkCosts costs, List<NetworkCosts> all) {
    double first = all.get(0).number(quantity).doubleValue();
    return first == 0 ? Double.NaN : costs.number(quantity).doubleValue() / first;
  }

  /**
   * Makes the chart of the ratios of the usual quantities: a bar for each of each network.
   *
   * @throws IllegalArgumentException if there is no network
   */
  public static Chart chart(List<Report> reports) {
    return drawn(costs(reports, Quantities.USUAL), Quantities.USUAL);
  }

  private static Chart drawn(List<NetworkCosts> all, List<Quantity> quantities) {
    double most =
        all.stream()
            .flatMap(costs -> quantities.stream().map(quantity -> length(quantity, costs, all)))
            .max(Comparator.naturalOrder())
            .orElse(1.0);
    String first = PlotlyText.literal(all.get(0).report().network().name());
    return PlotlyLayout.of("Multiples of " + first, 130 + BAR * quantities.size() * all.size())
        .top(60)
        .barMode("group")
        .axes(
            PlotlyAxis.plain().unit(" ×").reaching(most, ROOM),
            PlotlyAxis.categories("").downwards().set("automargin", true))
        .chart(quantities.stream().map(quantity -> bars(all, quantity)).toList());
  }

  private static PlotlyTrace bars(List<NetworkCosts> all, Quantity quantity) {
    return PlotlyTrace.bars(quantity.heading())
        .names(all.stream().map(costs -> costs.report().network().name()).toList())
        .x(all.stream().map(costs -> length(quantity, costs, all)).toList())
        .outsideHtml(
            all.stream().map(c -> QuantityText.brief(quantity, c.number(quantity))).toList())
        .color(Palette.color(quantity));
  }

  /** The length of a bar: none where there is no ratio. */
  private static double length(Quantity quantity, NetworkCosts costs, List<NetworkCosts> all) {
    double ratio = ratio(quantity, costs, all);
    return Double.isNaN(ratio) ? 0 : ratio;
  }
}
