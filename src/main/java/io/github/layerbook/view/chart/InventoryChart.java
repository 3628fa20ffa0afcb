package io.github.layerbook.view.chart;

import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.inventory.InventoryLayer;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Palette;
import io.github.layerbook.view.plotly.Chart;
import io.github.layerbook.view.plotly.PlotlyAxis;
import io.github.layerbook.view.plotly.PlotlyText;
import io.github.layerbook.view.plotly.PlotlyTrace;
import java.util.List;

/** The bars of an inventory's parameters, a bar for each layer that holds some. */
final class InventoryChart {
  private static final int ABOVE = 66;

  private InventoryChart() {}

  static Chart of(Inventory inventory) {
    List<InventoryLayer> holding =
        inventory.layers().stream().filter(layer -> layer.parameters() > 0).toList();
    List<InventoryLayer> shown = ChartLayout.largest(holding, InventoryLayer::parameters);
    String by =
        shown.size() < holding.size()
            ? "layer, the %d largest of %s".formatted(shown.size(), Numbers.count(holding.size()))
            : "layer";
    return ChartLayout.ofBars(
            inventory.name(), ": parameters by " + by, ABOVE, Math.max(1, shown.size()))
        .axis("xaxis", PlotlyAxis.above("Parameters").rounded())
        .chart(
            PlotlyTrace.bars("Parameters")
                .names(shown.stream().map(InventoryLayer::path).toList())
                .x(shown.stream().map(layer -> (Number) layer.parameters()).toList())
                .hoverHtml(shown.stream().map(InventoryChart::hover).toList())
                .color(Palette.color(Quantity.PARAMETERS)));
  }

  private static String hover(InventoryLayer layer) {
    return "%s<br>%s"
        .formatted(
            PlotlyText.bold(layer.path()),
            PlotlyText.literal(Numbers.count(layer.parameters(), "parameter")));
  }
}
