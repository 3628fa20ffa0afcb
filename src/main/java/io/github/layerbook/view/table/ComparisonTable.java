package io.github.layerbook.view.table;

import io.github.layerbook.report.Quantities;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.WeightLayers;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Grid;
import io.github.layerbook.view.display.Grid.Cell;
import io.github.layerbook.view.display.Grid.Head;
import io.github.layerbook.view.display.Grid.Kind;
import io.github.layerbook.view.display.Grid.Line;
import io.github.layerbook.view.display.Grid.Phrase;
import io.github.layerbook.view.display.Palette;
import io.github.layerbook.view.display.QuantityText;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.view.figure.FigureDisplay;
import io.github.layerbook.view.plotly.Chart;
import io.github.layerbook.view.plotly.PlotlyAxis;
import io.github.layerbook.view.plotly.PlotlyLayout;
import io.github.layerbook.view.plotly.PlotlyText;
import io.github.layerbook.view.plotly.PlotlyTrace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.columns.Column;

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
    List<Column<?>> columns = new ArrayList<>();
    columns.add(Columns.texts("Network", reports, r -> r.network().name()));
    columns.add(Columns.numbers("Layers", reports, r -> r.rows().size()));
    columns.add(Columns.numbers(DEPTH, reports, WeightLayers::of));
    for (Quantity quantity : quantities) {
      columns.add(NetworkCosts.column(quantity, all));
      columns.add(
          DoubleColumn.create(
              ratioHeading(quantity),
              all.stream().mapToDouble(costs -> ratio(quantity, costs, all)).toArray()));
    }
    return ResultTable.of("comparison", columns, grid(all, quantities))
        .above(FigureDisplay.of(drawn(all, quantities)));
  }

  private static List<NetworkCosts> costs(List<Report> reports, List<Quantity> quantities) {
    if (reports.isEmpty()) {
      throw new IllegalArgumentException("a comparison needs networks");
    }
    return reports.stream().map(report -> NetworkCosts.of(report, quantities)).toList();
  }

  private static String ratioHeading(Quantity quantity) {
    return quantity.heading() + " ratio";
  }

  private static double ratio(Quantity quantity, NetworkCosts costs, List<NetworkCosts> all) {
    double first = all.get(0).number(quantity).doubleValue();
    return first == 0 ? Double.NaN : costs.number(quantity).doubleValue() / first;
  }

  private static Grid grid(List<NetworkCosts> all, List<Quantity> quantities) {
    List<Head> heads =
        new ArrayList<>(List.of(Head.text("Network"), Head.number("Layers"), Head.number(DEPTH)));
    for (Quantity quantity : quantities) {
      heads.add(Head.bars(quantity));
      heads.add(Head.quiet(ratioHeading(quantity)));
    }
    return new Grid(
        List.of(
            Phrase.strong(all.get(0).report().network().name()),
            Phrase.of(" and " + Numbers.count(all.size() - 1, "network") + " beside it")),
        heads,
        all.stream().map(costs -> line(costs, all, quantities)).toList(),
        List.of(
            "Weight layers are those on the longest way through the network, as papers count."));
  }

  private static Line line(NetworkCosts costs, List<NetworkCosts> all, List<Quantity> quantities) {
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.of(costs.report().network().name()));
    cells.add(Cell.of(Numbers.count(costs.report().rows().size())));
    cells.add(Cell.of(Numbers.count(WeightLayers.of(costs.report()))));
    for (Quantity quantity : quantities) {
      Number value = costs.number(quantity);
      cells.add(QuantityColumns.cell(quantity, value, NetworkCosts.most(quantity, all)));
      cells.add(Cell.of(Numbers.ratio(all.get(0).number(quantity), value)));
    }
    return new Line(Kind.ROW, cells);
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
