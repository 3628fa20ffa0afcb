package io.github.layerbook.view.table;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.report.Quantities;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.ResultTable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The table of several networks side by side: one row per network.
 *
 * <p>Columns: {@code Network}, {@code Input} are texts; {@code Layers} and each quantity under its
 * heading are exact numbers, each under its report's settings.
 */
public final class NetworksTable {
  private NetworksTable() {}

  /** Makes the table of the usual quantities, the reports in their order. */
  public static ResultTable of(List<Report> reports) {
    return of(reports, Quantities.USUAL);
  }

  /** Makes the table of some quantities, the reports in their order. */
  public static ResultTable of(List<Report> reports, List<Quantity> quantities) {
    List<NetworkCosts> all =
        reports.stream().map(report -> NetworkCosts.of(report, quantities)).toList();
    return new TableForm<NetworkCosts>()
        .text("Network", costs -> costs.report().network().name())
        .layer("Input", costs -> inputs(costs.report()))
        .count("Layers", costs -> costs.report().rows().size())
        .bars(quantities, all, costs -> costs)
        .caption(Numbers.count(all.size(), "network"))
        .table("networks", all);
  }

  /** The shapes of a network's inputs. */
  static String inputs(Report report) {
    return report.rows().stream()
        .filter(row -> row.node().layer() instanceof Input)
        .map(row -> row.output().toString(AxisOrder.HWC))
        .collect(Collectors.joining(" and "));
  }
}
